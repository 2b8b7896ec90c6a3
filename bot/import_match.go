package bot

import (
	"slices"

	"jarchy/internal/programme"
	"jarchy/internal/workplan"
)

// verdict is what a row of a plan is beside the events that there are.
type verdict int

const (
	rowNew     verdict = iota
	rowSame            // the event is there, and the row says nothing else of it
	rowChanged         // the event is there, and the row says something else
	rowPast            // new, over, and nothing says that it was held
	rowLook            // new, and something of it is to be asked
	rowAsk             // it may be an event that is there, or another
	rowRefused         // with its reason
	rowDraft           // it stands among the drafts
	rowLeft            // left out by whoever sent the plan
)

// finding is a row with its verdict.
type finding struct {
	index   int // of the row
	row     workplan.Row
	verdict verdict
	event   programme.Event   // that it would become, or is
	old     *programme.Event  // of rowChanged and rowSame
	like    []programme.Event // of rowAsk: what it may be
	why     *programme.Error
}

// open reports whether it is yet to be found what the row is.
func (f *finding) open() bool { return f.verdict == rowNew && f.old == nil }

// near is how far apart, in days, an event and a row of its title may lie so that one
// may be the other: a series has its next one later.
const near = 45

// compare holds the rows of a plan against the events of its programme. A row is an
// event of its title if the days are the same, or if only one of both says them; what
// is less sure is asked: the same title with other days or in another city, or
// another title for the same kind in the same city and days. No event is two rows.
func compare(req Request, p importedPlan, events []programme.Event) []finding {
	m := newMatcher(req, events)
	found := make([]finding, len(p.Rows))
	first := map[string]int{}
	for i, r := range p.Rows {
		f := &found[i]
		*f = finding{index: i, row: r}
		apply(req, r.Draft, &f.event)
		f.event.Programme = req.Programme.ID
		switch {
		case r.Problem != nil:
			f.refuse((*programme.Error)(r.Problem))
		case slices.Contains(p.Left, i):
			f.verdict = rowLeft
		default:
			key := data(workplan.Heading(r.Draft.Title), r.Draft.Start, r.Draft.End, r.Draft.Rough, r.Draft.Cities, r.Draft.Venue)
			if before, twice := first[key]; twice {
				f.refuse(refusalOf(programme.Refuse(programme.Conflict, "plan_twice", "row", p.Rows[before].Number)))
				continue
			}
			first[key] = i
		}
	}
	m.answered(found, p.Same)
	m.take(found, func(d *programme.Draft, e *programme.Event) bool { return exactly(d, e) && sameCity(d, e) })
	m.take(found, func(d *programme.Draft, e *programme.Event) bool { return exactly(d, e) && !otherCity(d, e) })
	m.takeVague(found, p.Other)
	m.ask(found, p.Other, m.titled, func(d *programme.Draft, e *programme.Event) bool { return exactly(d, e) || m.nearly(d, e) })
	m.ask(found, p.Other, m.sameDay, sameKindThere)
	for i := range found {
		if f := &found[i]; f.open() {
			f.alone(req, slices.Contains(p.Drafted, i))
		}
	}
	return found
}

func refusalOf(err error) *programme.Error {
	e, _ := programme.AsError(err)
	return e
}

func (f *finding) refuse(why *programme.Error) { f.verdict, f.why = rowRefused, why }

// alone is the verdict of a row that is no event yet.
func (f *finding) alone(req Request, drafted bool) {
	d := f.row.Draft
	switch {
	case drafted:
		f.verdict = rowDraft
	case d.Status.Off():
		f.refuse(refusalOf(programme.Refuse(programme.Invalid, "plan_off")))
	case len(d.DateChoices) > 0:
		f.verdict = rowLook
	case d.IsPast(req.Today) && !d.Past:
		f.verdict = rowPast
	case check(d) != nil:
		f.refuse(refusalOf(check(d)))
	default:
		if err := checkHours(f.event); err != nil {
			f.refuse(refusalOf(err))
		}
	}
}
