package bot

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// limits are how many characters the fields take that are text of several lines: with
// all else they fit into one message.
var limits = map[programme.Field]int{programme.FieldContact: 200, programme.FieldDescription: 1000, programme.FieldInfo: 500, programme.FieldAgenda: 3500}

// maxComponent is how long the code of a component may be.
const maxComponent = 60

func readField(req Request, d *programme.Draft, f programme.Field, text string) (err error) {
	if text == "" && empty(d, f) {
		return nil
	}
	switch f.Whole() {
	case programme.FieldTitle, programme.FieldDescription, programme.FieldContact, programme.FieldInfo, programme.FieldComponent:
		return readWords(req, d, f, text)
	case programme.FieldAgenda:
		return readAgenda(req, d, text)
	case programme.FieldLanguages:
		d.Languages, d.Interpretation, err = announce.Languages(text)
	case programme.FieldDeadline:
		return readDeadlines(req, d, text)
	case programme.FieldKind:
		if slices.Contains(programme.Kinds(), programme.Kind(text)) {
			d.Kind = programme.Kind(text)
			return nil
		}
		d.Kind, err = announce.Kind(text)
	case programme.FieldDates:
		return readDates(req, d, text)
	case programme.FieldTimes:
		return readHours(req, d, text)
	case programme.FieldPlace:
		d.Venue, d.Cities, d.Hosts, err = announce.Places(text)
	case programme.FieldZone:
		d.Zone, err = readZone(text)
	case programme.FieldAudience:
		d.Audience, d.Agencies, err = announce.Audience(text)
	case programme.FieldSeats:
		d.Seats, d.Expected, err = announce.Headcount(text)
	case programme.FieldPartners:
		var names string
		names, err = announce.Title(text)
		d.Partners = splitList(names)
	case programme.FieldMode:
		return readMode(d, text)
	case programme.FieldReason:
		return readReason(d, f, text)
	default:
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return err
}

// empty takes out of a draft what a field tells; false if it is one that every event
// has.
func empty(d *programme.Draft, f programme.Field) bool {
	whole, part := f.Cut()
	switch whole {
	case programme.FieldTitle:
		t := d.TextIn(part)
		t.Title = ""
		d.SetText(t)
		return part != "" && part != d.Language
	case programme.FieldDescription:
		t := d.TextIn(cmp.Or(part, d.Language))
		t.Description = ""
		d.SetText(t)
	case programme.FieldTimes:
		d.From, d.To, d.DayHours = "", "", nil
	case programme.FieldAudience:
		d.Audience, d.Agencies = nil, nil
	case programme.FieldSeats:
		d.Seats, d.Expected = 0, 0
	case programme.FieldPartners:
		d.Partners = nil
	case programme.FieldLanguages:
		d.Languages, d.Interpretation = nil, nil
	case programme.FieldDeadline:
		d.Deadlines = nil
	case programme.FieldContact:
		d.Contact = ""
	case programme.FieldComponent:
		d.Component = ""
	case programme.FieldInfo:
		d.Info = d.Info.With(programme.Heading(part), "")
	case programme.FieldAgenda:
		d.Agenda = nil
	case programme.FieldReason:
		setReason(d, part, "")
	default:
		return false
	}
	return true
}

// readWords reads a field that takes what was typed.
func readWords(req Request, d *programme.Draft, f programme.Field, text string) (err error) {
	whole, part := f.Cut()
	words := ""
	switch limit := limits[whole]; {
	case limit > 0:
		words, err = announce.Note(text, limit)
	default:
		words, err = announce.Title(text)
	}
	switch n := utf8.RuneCountInString(words); {
	case err != nil:
		return err
	case words == "":
		return programme.Refuse(programme.Invalid, "text_wanted", "field", view.FieldName(req.P, f))
	case whole == programme.FieldComponent && n > maxComponent:
		return programme.Refuse(programme.Invalid, "title_long", "n", n, "max", maxComponent)
	}
	t := d.TextIn(cmp.Or(part, d.Language))
	switch whole {
	case programme.FieldTitle:
		t.Title = words
		d.SetText(t)
	case programme.FieldDescription:
		t.Description = words
		d.SetText(t)
	case programme.FieldContact:
		d.Contact = words
	case programme.FieldComponent:
		d.Component = words
	case programme.FieldInfo:
		d.Info = d.Info.With(programme.Heading(part), words)
	}
	return nil
}

// readReason reads why something is changed, in staff's own language or in another.
func readReason(d *programme.Draft, f programme.Field, text string) error {
	words, err := announce.Title(text)
	if err == nil {
		_, language := f.Cut()
		setReason(d, language, words)
	}
	return err
}

// setReason takes the reason in a language; without the first line there is none in
// another either.
func setReason(d *programme.Draft, language, words string) {
	if language != "" {
		d.Reasons = d.Reasons.With(language, words)
		return
	}
	if d.Reason = words; words == "" {
		d.Reasons = nil
	}
}

// readAgenda reads what is on, parted by days where the text names them. A part of
// the days alone leaves the others as they are.
func readAgenda(req Request, d *programme.Draft, text string) error {
	text, err := announce.Note(text, limits[programme.FieldAgenda])
	if err != nil {
		return err
	}
	sent, err := announce.Agenda(text, d.Start, d.End)
	switch {
	case err != nil:
		return err
	case len(sent) == 0:
		return programme.Refuse(programme.Invalid, "text_wanted", "field", view.FieldName(req.P, programme.FieldAgenda))
	}
	d.Agenda = d.Agenda.With(sent)
	return nil
}

// readDeadlines reads until when people may do what; none lies behind the event.
func readDeadlines(req Request, d *programme.Draft, text string) error {
	deadlines, err := announce.Deadlines(text, req.readTime())
	if err != nil {
		return err
	}
	for _, l := range deadlines {
		if !d.End.IsZero() && d.End.Before(l.Date) {
			return programme.Refuse(programme.Invalid, "deadline_late", "date", l.Date)
		}
	}
	d.Deadlines = deadlines
	return nil
}

// readDates reads the days. Those of a record of the past lie behind, unless a year says
// that they do not.
func readDates(req Request, d *programme.Draft, text string) error {
	dates := announce.Dates
	if d.Past {
		dates = announce.PastDates
	}
	span, err := dates(text, req.readTime())
	if err != nil {
		return err
	}
	d.DateChoices, d.Rough = nil, span.Rough
	if len(span.Choices) > 0 { // 03/04: two days, the card offers both
		d.Start, d.End = programme.Date{}, programme.Date{}
		for _, c := range span.Choices {
			d.DateChoices = append(d.DateChoices, c.Start)
		}
		return nil
	}
	d.Start, d.End = span.Start, span.End
	d.Past = d.Past && !d.Start.IsZero() && !req.Today.Before(d.End)
	if span.From != "" {
		d.From, d.To, d.DayHours = span.From, span.To, nil
	}
	d.SetHours() // days that are not there any more have none
	return nil
}

// readHours reads the hours of all days, or of some of them.
func readHours(req Request, d *programme.Draft, text string) error {
	all, err := announce.EachDay(text, req.readTime())
	if err != nil {
		return err
	}
	var days []programme.DayHours
	for _, h := range all {
		switch {
		case h.Day == 0 && h.Date.IsZero():
			d.From, d.To, d.DayHours = h.From, h.To, nil
			continue
		case d.Start.IsZero():
			return programme.Refuse(programme.Invalid, "hours_no_days")
		case h.Day == 0:
			h.Day = d.Start.DaysUntil(h.Date) + 1
		}
		if h.Day < 1 || h.Day > d.Start.DaysUntil(d.End)+1 {
			return programme.Refuse(programme.Invalid, "hours_other_day", "text", view.Cut(text, 60))
		}
		days = append(days, programme.DayHours{Day: h.Day, From: h.From, To: h.To})
	}
	d.SetHours(days...)
	return nil
}

// readMode reads whether people meet in a room or on a line; a line's address
// says so too.
func readMode(d *programme.Draft, text string) error {
	if u, err := url.Parse(strings.TrimSpace(text)); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		d.Link = u.String()
		if d.Mode == programme.InPerson || d.Mode == "" {
			d.Mode = programme.Online
		}
		return nil
	}
	switch mode := programme.Mode(strings.TrimSpace(text)); mode {
	case programme.InPerson, programme.Online, programme.Hybrid:
		d.Mode = mode
		return nil
	}
	return programme.Refuse(programme.Invalid, "mode_unknown", "text", view.Cut(text, 60))
}

func splitList(s string) (items []string) {
	for item := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
