package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Batch is what was read from one text.
type Batch struct {
	ID      int64
	Version int
	Today   programme.Date
	Items   []BatchItem
	Undo    bool   // some were discarded all at once
	Page    int    // of the buttons that share what is saved
	File    string // the name of the file that the text came in; empty: in none, or each saved event has it
}

// BatchItem is an event of a Batch.
type BatchItem struct {
	Draft    programme.Draft
	Event    programme.Event  // the draft as the event it would become
	Saved    string           // the event's code; empty: it is not saved
	Here     string           // the code of the event that it tells of once more; empty: it is new
	Again    int              // the number of the one before that it tells of once more; 0: none
	Wrong    *programme.Error // what its text says of its days or hours that cannot be; nil: nothing
	Complete bool             // may be saved without a look
	Gone     bool             // discarded, or a colleague's by now
}

// widths are how far titles and places are cut, step by step, until a list fits
// into one message; the last leaves out the place, the kind and the weekdays.
var widths = [...]int{80, 40, 24, narrow}

const narrow = 16

// Several lists the events that were read from one text, with buttons for them
// all.
func Several(p *locale.Printer, b Batch) Screen {
	var ready, look, saved, gone int
	for _, it := range b.Items {
		switch {
		case it.Saved != "":
			saved++
		case it.Gone:
			gone++
		case it.Complete:
			ready++
		default:
			look++
		}
	}
	s := Screen{Text: b.text(p, ready, look, saved, gone)}
	data := func(verb string) string { return fmt.Sprintf("%s:%d:%d", verb, b.ID, b.Version) }
	var row []Button
	if ready > 0 {
		row = append(row, Button{Label: p.Say("button.save_n", "n", ready), Data: data("b.save"), Style: Primary})
	}
	if look > 0 {
		row = append(row, Button{Label: p.Say("button.look_n", "n", look), Data: data("b.look")})
	}
	if row != nil {
		discard := Button{Label: p.Say("button.discard_all"), Data: data("b.discard")}
		if saved > 0 {
			discard.Label = p.Say("button.discard_n", "n", ready+look)
		}
		s.Rows = [][]Button{row, {discard}}
	}
	if b.Undo {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.undo"), Data: data("b.undo")}})
	}
	if b.File != "" && saved > 0 {
		s.Rows = inRows(s.Rows, Button{Label: p.Say("button.keep_file_for"), Data: data("b.keep")})
	}
	s.Rows = append(b.shareRows(p, maxRows-len(s.Rows)), s.Rows...)
	return s
}

// shareRows are a button for each saved event that makes the message to forward of it,
// by the event's number in the list: a page of them if they are more than some rows take.
func (b Batch) shareRows(p *locale.Printer, most int) (rows [][]Button) {
	var share []Button
	for i, it := range b.Items {
		if it.Saved != "" && !it.Draft.Past {
			share = append(share, Button{Label: p.Say("button.share_one", "number", i+1), Data: "share.below:" + it.Saved})
		}
	}
	if len(share) <= 2*most {
		return pairs(share)
	}
	page := Page{Number: b.Page, Size: 2 * (most - 1), Total: len(share), Data: func(n int) string { return fmt.Sprintf("b.page:%d:%d:%d", b.ID, b.Version, n) }}
	page.Number = min(page.Number, page.last())
	from := page.Number * page.Size
	return append(pairs(share[from:min(from+page.Size, len(share))]), page.row())
}

// KeepFor asks which of the events that were saved of a text its file is kept with.
func KeepFor(p *locale.Printer, b Batch, events []programme.Event, file int64) Screen {
	s := Screen{Text: p.HTML("document.which_event", "name", b.File)}
	s.Rows = eventRows(p, events[:min(len(events), maxRows-2)], b.Today, func(e programme.Event) string { return fmt.Sprintf("f.to:%d:%s:list", file, e.Code) })
	if n := len(events); n > 1 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.keep_for_all", "n", n), Data: fmt.Sprintf("b.keepall:%d:%d", b.ID, b.Version)}})
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("b.page:%d:%d:0", b.ID, b.Version)}})
	return s
}

// text is the list, cut until it fits; what is cut away stays with the drafts.
func (b Batch) text(p *locale.Printer, ready, look, saved, gone int) (text locale.HTML) {
	for _, width := range widths {
		if text = b.textIn(p, ready, look, saved, gone, width, len(b.Items)); units(PlainText(text)) <= maxText {
			return text
		}
	}
	for most := len(b.Items); ; { // more than one message can name
		most = most * maxText / (units(PlainText(text)) + 1)
		if text = b.textIn(p, ready, look, saved, gone, narrow, most); units(PlainText(text)) <= maxText {
			return text
		}
	}
}

func (b Batch) textIn(p *locale.Printer, ready, look, saved, gone, width, most int) locale.HTML {
	var done, open []locale.HTML
	var discarded programme.Draft
	for i, it := range b.Items[:most] {
		switch {
		case it.Saved != "":
			done = append(done, p.HTML("batch.saved_line", "number", i+1, "line", it.facts(p, width, b.Today), "code", it.Saved))
		case it.Gone:
			discarded = it.Draft
		default:
			open = append(open, p.HTML("batch.line", "number", i+1, "line", it.facts(p, width, b.Today))+it.notes(p, b.Today))
		}
	}
	var parts []locale.HTML
	if saved > 0 {
		parts = append(parts, p.HTML("batch.saved", "n", saved), Lines(done...))
	}
	if ready+look > 0 {
		parts = append(parts, openHeading(p, ready, look, saved), Lines(open...))
	}
	if rest := len(b.Items) - most; rest > 0 {
		parts = append(parts, p.HTML("batch.rest", "n", rest))
	}
	switch {
	case gone == 0 || ready+look > 0:
	case gone == 1:
		parts = append(parts, p.HTML("draft.discarded", "title", Cut(draftTitle(p, discarded), width)))
	default:
		parts = append(parts, p.HTML("batch.discarded", "n", gone))
	}
	return Paragraphs(parts...)
}

func openHeading(p *locale.Printer, ready, look, saved int) locale.HTML {
	switch {
	case saved > 0:
		return p.HTML("batch.left", "n", ready+look)
	case look == 0:
		return p.HTML("batch.read_complete", "n", ready)
	case ready == 0:
		return p.HTML("batch.read_look", "n", look)
	}
	return p.HTML("batch.read", "n", ready+look, "complete", ready, "look", look)
}

// facts are an event in a line: days, kind, place, title.
func (it BatchItem) facts(p *locale.Printer, width int, today programme.Date) locale.HTML {
	var parts []string
	switch d := it.Draft; {
	case !d.Start.IsZero() && width > narrow:
		parts = append(parts, p.Days(d.Start, d.End))
	case !d.Start.IsZero():
		parts = append(parts, p.DaysShort(d.Start, d.End, today))
	case len(d.DateChoices) > 0:
		var days []string
		for _, c := range d.DateChoices {
			days = append(days, p.Day(c))
		}
		parts = append(parts, strings.Join(days, " / "))
	}
	if it.Draft.Kind != "" && width > narrow {
		parts = append(parts, capital(p.Say("kind."+string(it.Draft.Kind))))
	}
	if place := PlaceLine(p, it.Event); place != "" && width > narrow {
		parts = append(parts, Cut(place, width))
	}
	line := locale.Escape(strings.Join(parts, " · "))
	if it.Draft.Title == "" {
		return line
	}
	if line != "" {
		line += " · "
	}
	return line + titleLine(p, Cut(it.Draft.Title, width))
}

// notes say what is missing or doubtful of an event that is not saved.
func (it BatchItem) notes(p *locale.Printer, today programme.Date) locale.HTML {
	d := it.Draft
	var missing, doubtful []string
	gone := map[programme.Field]bool{
		programme.FieldKind: d.Kind == "", programme.FieldTitle: d.Title == "",
		programme.FieldDates: d.Start.IsZero() && len(d.DateChoices) == 0,
		programme.FieldPlace: PlaceLine(p, it.Event) == "",
	}
	for _, f := range []programme.Field{programme.FieldKind, programme.FieldTitle, programme.FieldDates, programme.FieldPlace} {
		if gone[f] {
			missing = append(missing, p.Say("field."+string(f)))
		}
	}
	past := d.IsPast(today) && !d.Past
	for _, f := range d.Uncertain {
		if !gone[f] && !(past && f == programme.FieldDates) {
			doubtful = append(doubtful, p.Say("field."+string(f)))
		}
	}
	if len(d.DateChoices) > 0 && !slices.Contains(d.Uncertain, programme.FieldDates) {
		doubtful = append(doubtful, p.Say("field."+string(programme.FieldDates)))
	}
	var notes []string
	if it.Wrong != nil {
		what, _, _ := strings.Cut(PlainText(p.Error(it.Wrong)), ". ") // how to write another is said where it is asked for
		notes = append(notes, what)
	}
	if it.Here != "" {
		notes = append(notes, p.Say("batch.here", "code", it.Here))
	}
	if it.Again > 0 {
		notes = append(notes, p.Say("batch.again", "number", it.Again))
	}
	if past {
		notes = append(notes, p.Say("batch.is_past"))
	}
	if d.Past {
		notes = append(notes, p.Say("batch.record"))
	}
	if len(missing) > 0 {
		notes = append(notes, p.Say("batch.missing", "fields", strings.Join(missing, ", ")))
	}
	if len(doubtful) > 0 {
		notes = append(notes, p.Say("batch.doubtful", "fields", strings.Join(doubtful, ", ")))
	}
	if len(notes) == 0 {
		return ""
	}
	sign := " – "
	if !it.Complete {
		sign = " ❓ "
	}
	return locale.HTML(sign) + locale.Escape(strings.Join(notes, "; "))
}
