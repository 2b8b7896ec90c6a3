package view

import (
	"maps"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// changeDraft shows a change to an event that stands: what it was, what it would
// be, and who would be told.
func changeDraft(p *locale.Printer, c DraftCard) Screen {
	if c.Draft.Status.Off() {
		return offDraft(p, c)
	}
	for n := len(c.Unaware); ; n-- { // as much of what else is told as finds room
		if s := changeBeside(p, c, c.knownLines(p, "untold.with_it", n)); n == 0 || units(PlainText(s.Text)) <= maxText {
			return s
		}
	}
}

// changeBeside is changeDraft with what is told beside the change.
func changeBeside(p *locale.Printer, c DraftCard, known locale.HTML) Screen {
	diffs := programme.Differences(*c.Old, c.Event)
	s := Screen{Text: p.HTML("change.heading", "title", c.Old.Title(p.Language()), "code", c.Old.Code)}
	other := []Button{
		{Label: p.Say("button.change"), Data: c.data("d.fields")},
		{Label: p.Say("button.discard"), Data: c.data("d.discard")},
	}
	if len(diffs) == 0 {
		s.Text = Paragraphs(s.Text, draftFacts(p, c), p.HTML("change.nothing"))
		s.Rows = [][]Button{other}
		return s
	}
	s.Text = Paragraphs(s.Text, Lines(staffOldNew(p, *c.Old, c.Event), c.reasonLines(p)), known)
	switch {
	case c.Instead != nil:
		s.Text = Paragraphs(s.Text, c.insteadLines(p))
	case c.Joins:
		s.Text = Paragraphs(s.Text, p.HTML("pending.joins"))
	}
	if c.Event.ZoneAssumed {
		s.Text = Paragraphs(s.Text, locale.Escape(p.Say("view.zone_assumed_note", "zone", p.ZoneName(c.Event.When.Zone))))
	}
	s.Text = Paragraphs(s.Text, Lines(neighbourLines(p, c.Event, c.Beside)...))
	shown := programme.Shown(*c.Old, c.Event)
	switch past := c.Draft.IsPast(c.Today); {
	case past:
		s.Text = Paragraphs(s.Text, p.HTML("change.past", "today", p.Day(c.Today)))
		s.Rows = [][]Button{other}
		return s
	case (programme.Told(diffs) || c.Joins && shown) && (c.Reach.All() > 0 || c.Joins):
		label := "button.save_and_tell"
		if programme.NewDays(*c.Old, c.Event) {
			label = "button.move_and_tell"
			s.Text = Paragraphs(s.Text, c.confirmLine(p))
		}
		s.Text = Paragraphs(s.Text, Lines(ReachLines(p, c.Reach, nil)...))
		s.Rows = append(append(s.Rows, c.tellRows(p, label, Primary)...), c.alsoDeclined(p)...)
		if programme.NewDays(*c.Old, c.Event) {
			s.Rows = append(s.Rows, c.alsoRow(p))
		}
		s.Rows = append(s.Rows, c.reasonRow(p))
	case shown && c.Reach.All() > 0:
		s.Text = Paragraphs(s.Text, Lines(append([]locale.HTML{p.HTML("change.tells_if_asked")}, ReachLines(p, c.Reach, nil)...)...))
		s.Rows = append(s.Rows, []Button{
			{Label: p.Say("button.save"), Data: c.data("d.save"), Style: Primary},
			{Label: p.Say("button.save_and_tell", "n", c.Reach.All()), Data: c.data("d.tell")}})
		s.Rows = append(s.Rows, c.nowRow(p)...)
	default:
		s.Text = Paragraphs(s.Text, p.HTML("change.tells_nobody"))
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.save"), Data: c.data("d.save"), Style: Primary}})
	}
	s.Rows = append(s.Rows, other)
	return s
}

// confirmLine says who is asked to confirm new days.
func (c DraftCard) confirmLine(p *locale.Printer) locale.HTML {
	switch {
	case c.Stand == 0:
		return p.HTML("change.confirm")
	case c.Stand == c.Old.Tally.Coming+c.Old.Tally.Waiting:
		return p.HTML("change.stands")
	}
	return p.HTML("change.stands_some", "n", c.Stand)
}

// OldNew is a line for each field in which an event differs from what it was:
// old -> new. Fields that are minor stand there too.
func OldNew(p *locale.Printer, old, e programme.Event, readerZone string) locale.HTML {
	var lines []locale.HTML
	for _, d := range programme.Differences(old, e) {
		if d.Field == programme.FieldInfo {
			lines = append(lines, infoOldNew(p, old.Info, e.Info)...)
			continue
		}
		if d.Field == programme.FieldAgenda {
			lines = append(lines, agendaOldNew(p, old.Agenda, e.Agenda)...)
			continue
		}
		// What is the same differs in what this reader is not shown.
		lines = append(lines, changeLine(p, FieldName(p, d.Field), fieldValue(p, old, d.Field, readerZone), fieldValue(p, e, d.Field, readerZone)))
	}
	return Lines(lines...)
}

func changeLine(p *locale.Printer, name string, was, is locale.HTML) locale.HTML {
	if was == is {
		return ""
	}
	return p.HTML("change.line", "field", capital(name), "old", was, "new", is)
}

func infoOldNew(p *locale.Printer, old, info programme.Info) (lines []locale.HTML) {
	for _, h := range programme.Headings() {
		lines = append(lines, changeLine(p, FieldName(p, programme.FieldInfo.Of(string(h))), words(old[h]), words(info[h])))
	}
	return lines
}

// staffOldNew is OldNew as staff read it, by the event's own clock, with the words in
// every language.
func staffOldNew(p *locale.Printer, old, e programme.Event) locale.HTML {
	return Lines(OldNew(p, old, e, e.When.Zone), otherWords(p, old, e))
}

// otherWords are the changes of title and description that their maker does not read
// in OldNew, since they are in other languages.
func otherWords(p *locale.Printer, old, e programme.Event) locale.HTML {
	var lines []locale.HTML
	var languages []string
	for _, t := range slices.Concat(old.Texts, e.Texts) {
		if !slices.Contains(languages, t.Language) {
			languages = append(languages, t.Language)
		}
	}
	for _, f := range []struct {
		field programme.Field
		of    func(programme.Event, string) string
		in    func(programme.Text) string
	}{
		{programme.FieldTitle, programme.Event.Title, func(t programme.Text) string { return t.Title }},
		{programme.FieldDescription, programme.Event.Description, func(t programme.Text) string { return t.Description }},
	} {
		for _, l := range languages {
			was, is := f.in(old.TextIn(l)), f.in(e.TextIn(l))
			if was == f.of(old, p.Language()) && is == f.of(e, p.Language()) {
				continue // OldNew has it
			}
			lines = append(lines, changeLine(p, FieldName(p, f.field.Of(l)), words(was), words(is)))
		}
	}
	return Lines(lines...)
}

// words are somebody's words in a line of a change, as much as tells them apart.
func words(s string) locale.HTML {
	if s == "" {
		return "—"
	}
	return locale.Escape(Cut(strings.Join(strings.Fields(s), " "), longestTitle))
}

func fieldValue(p *locale.Printer, e programme.Event, f programme.Field, readerZone string) locale.HTML {
	var v string
	switch f {
	case programme.FieldStatus:
		v = p.Say("status." + string(e.Status))
	case programme.FieldTitle:
		v = e.Title(p.Language())
	case programme.FieldKind:
		v = p.Say("kind." + string(e.Kind))
	case programme.FieldDates:
		return dateLine(p, byClock(e, readerZone))
	case programme.FieldTimes:
		if hours := hoursLine(p, e, readerZone); hours != "" {
			return locale.HTML(strings.ReplaceAll(string(hours), "\n", "; "))
		}
	case programme.FieldMode:
		v = p.Say("mode." + string(e.Mode))
	case programme.FieldPlace:
		v = PlaceLine(p, e)
	case programme.FieldAudience:
		v = AudienceLine(p, e.Agencies, e.Invited)
	case programme.FieldSeats:
		v = seatsLine(p, e)
	case programme.FieldPartners:
		v = strings.Join(e.Partners, ", ")
	case programme.FieldLink:
		v = e.Link
	case programme.FieldLanguages:
		v = languagesOf(p, e.Languages, e.Interpretation)
	case programme.FieldDeadline:
		for _, d := range e.Deadlines {
			v += "; " + PlainText(deadlineLine(p, e, d, readerZone))
		}
		v = strings.TrimPrefix(v, "; ")
	case programme.FieldDescription:
		return words(e.Description(p.Language()))
	case programme.FieldContact:
		return words(inOneLine(e.Contact))
	case programme.FieldComponent:
		v = e.Component
	}
	if v == "" {
		v = "—"
	}
	return locale.Escape(v)
}

// offDraft asks whether an event is to be cancelled or postponed, and whom that
// would tell.
func offDraft(p *locale.Printer, c DraftCard) Screen {
	status := string(c.Draft.Status)
	s := Screen{Text: Paragraphs(
		p.HTML("off.preview_"+status, "title", c.Old.Title(p.Language()), "code", c.Old.Code),
		Lines(Facts(p, *c.Old, c.Old.When.Zone)...),
		c.reasonLines(p),
		c.insteadLines(p),
		p.HTML("off.note"))}
	s.Rows = [][]Button{{{Label: p.Say("button." + status), Data: c.data("d.save"), Style: Danger}}}
	if c.Reach.All() > 0 {
		s.Text = Paragraphs(s.Text, Lines(ReachLines(p, c.Reach, nil)...))
		s.Rows = c.tellRows(p, "button."+status+"_and_tell", Danger)
	}
	s.Rows = append(s.Rows, c.reasonRow(p))
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: c.data("d.discard")}})
	return s
}

// reasonLines are the words that are told with a change, in every language in which they
// were given.
func (c DraftCard) reasonLines(p *locale.Printer) locale.HTML {
	return wordsLines(p, c.Draft.Reasons.With("", c.Draft.Reason))
}

func wordsLines(p *locale.Printer, w programme.Words) locale.HTML {
	lines := []locale.HTML{reasonLine(p, w[""], nil)}
	for _, l := range slices.Sorted(maps.Keys(w)) {
		if l != "" {
			lines = append(lines, p.HTML("in_language.words", "language", capital(p.Tongue(l)), "words", w[l]))
		}
	}
	return Lines(lines...)
}

// reasonRow adds words to a change, and then the same in another language.
func (c DraftCard) reasonRow(p *locale.Printer) []Button {
	if c.Draft.Reason == "" {
		return []Button{{Label: p.Say("button.add_line"), Data: c.ask(programme.FieldReason)}}
	}
	row := []Button{{Label: p.Say("button.change_line"), Data: c.ask(programme.FieldReason)}}
	for _, l := range locale.Languages() {
		if l.Complete && l.Code != p.Language() && len(row) < 2 {
			row = append(row, Button{Label: p.Say("button.line_in", "language", p.Tongue(l.Code)), Data: c.ask(programme.FieldReason.Of(l.Code))})
		}
	}
	return row
}

// alsoRow adds to a move what often changes with the days.
func (c DraftCard) alsoRow(p *locale.Printer) []Button {
	return []Button{
		{Label: p.Say("button.also_hours"), Data: c.ask(programme.FieldTimes)},
		{Label: p.Say("button.also_place"), Data: c.ask(programme.FieldPlace)},
	}
}

// Changed says above staff's card of an event that it was changed, and whom that reaches,
// and when.
func Changed(p *locale.Printer, r Reach) locale.HTML {
	lines := ReachLines(p, r, nil)
	lines[0] = p.HTML("event.changed_told", "reach", lines[0])
	return Lines(lines...)
}

// tellRows are the buttons that make a change and tell it: to each at a civil
// hour, to all at once if that is not now, or to nobody. What joins another change
// is told with it.
func (c DraftCard) tellRows(p *locale.Printer, label string, style Style) [][]Button {
	n := c.Reach.All()
	rows := [][]Button{{
		{Label: p.Say(label, "n", n), Data: c.data("d.tell"), Style: style},
		{Label: p.Say("button.dont_tell"), Data: c.data("d.save")},
	}}
	if c.Joins {
		rows[0] = rows[0][:1]
	}
	return append(rows, c.nowRow(p)...)
}

// nowRow is the button that tells all at once, if that is not what happens anyway.
func (c DraftCard) nowRow(p *locale.Printer) [][]Button {
	if c.Reach.Later == 0 {
		return nil
	}
	return [][]Button{{{Label: p.Say("button.tell_now", "n", c.Reach.All()), Data: c.data("d.now")}}}
}

// alsoDeclined is a button to tell of new days those, too, who declined the old ones.
func (c DraftCard) alsoDeclined(p *locale.Printer) [][]Button {
	n := c.Old.Tally.Declined
	if n == 0 || !programme.NewDays(*c.Old, c.Event) {
		return nil
	}
	label := p.Say("button.also_declined", "n", n)
	if c.Draft.AlsoDeclined {
		label = ticked(label)
	}
	return [][]Button{{{Label: label, Data: c.data("d.declined")}}}
}

func reasonLine(p *locale.Printer, first string, reasons programme.Words) locale.HTML {
	reason := reasons.In(p.Language(), first)
	if reason == "" {
		return ""
	}
	return p.HTML("view.reason", "reason", reason)
}
