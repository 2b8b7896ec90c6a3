package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// ChangeNotice tells one of an event's people what it was and what it is, and the
// whole new state; new days ask to confirm. open says that answers are taken.
func ChangeNotice(p *locale.Printer, old, e programme.Event, part Part, open bool) Screen {
	if e.Status.Off() && e.Status != old.Status {
		return offNotice(p, old, e, part)
	}
	old, e = old.SeenBy(part.State), e.SeenBy(part.State)
	newDays := programme.NewDays(old, e)
	key := "notice.changed"
	switch {
	case newDays:
		key = "notice.moved"
	case old.Status.Off() && !e.Status.Off():
		key = "notice.resumed"
	}
	ask := locale.HTML("")
	if newDays && open {
		ask = confirmLine(p, part)
	}
	seat := locale.HTML("")
	if part.Promoted {
		seat = p.HTML("answer.promoted")
	}
	s := Screen{Text: Paragraphs(
		seat,
		heading(p, key, e),
		Lines(OldNew(p, old, e, part.Zone), reasonTold(p, e)),
		Lines(append([]locale.HTML{p.HTML("notice.now"), statusLine(p, e)}, append(Facts(p, e, part.Zone), linkLine(p, e))...)...),
		ask)}
	switch {
	case !open:
	case newDays || part.Confirm:
		s.Rows = [][]Button{confirmRow(p, byClock(e, part.Zone), part.State)}
	default:
		s.Rows = [][]Button{AnswerRow(p, e, part.State, "")}
	}
	if row := changedCalendarRow(p, e, part.State); row != nil {
		s.Rows = append(s.Rows, row)
	}
	return s
}

// reasonTold is why an event that takes place was changed; why it is tentative stands with
// its status.
func reasonTold(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Status == programme.Tentative {
		return ""
	}
	return reasonLine(p, e.Reason, e.Reasons)
}

func confirmLine(p *locale.Printer, part Part) locale.HTML {
	switch {
	case part.State == programme.Coming && !part.Promoted:
		return p.HTML("notice.confirm_seat")
	case part.State == programme.Waiting:
		return p.HTML("notice.confirm_waiting")
	}
	return p.HTML("notice.confirm")
}

// offNotice tells that an event is postponed or cancelled, and why, with the days that its
// people knew.
func offNotice(p *locale.Printer, old, e programme.Event, part Part) Screen {
	lines := []locale.HTML{p.HTML("notice.off")}
	for _, f := range Facts(p, old, part.Zone) {
		lines = append(lines, p.HTML("notice.was", "line", f))
	}
	key, tail := "notice.cancelled", "notice.no_more"
	switch {
	case e.Status == programme.Postponed:
		key, tail = "notice.postponed", "notice.new_date_later"
	case e.OnSite():
		tail = "notice.stay"
	}
	s := Screen{Text: Paragraphs(
		heading(p, key, e),
		reasonLine(p, e.Reason, e.Reasons),
		Lines(lines...),
		p.HTML(tail))}
	if row := changedCalendarRow(p, e, part.State); row != nil {
		s.Rows = [][]Button{row}
	}
	return s
}
