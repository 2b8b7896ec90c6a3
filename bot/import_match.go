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
	rowRefused         // with its reason
	rowDraft           // it stands among the drafts
)

// finding is a row with its verdict.
type finding struct {
	index   int // of the row
	row     workplan.Row
	verdict verdict
	event   programme.Event  // that it would become, or is
	old     *programme.Event // of rowChanged and rowSame
	why     *programme.Error
}

// near is how far apart, in days, an event and a row of its title may lie to be the
// same: a series has its next one later.
const near = 45

// compare holds the rows of a plan against the events of its programme. A row is an
// event if title and days are the same; else if only one of that title lies near;
// else if only one of its kind is in its city in its days. No event is two rows.
func compare(req Request, p importedPlan, events []programme.Event) []finding {
	m := newMatcher(req, events)
	found := make([]finding, len(p.Rows))
	first := map[string]int{}
	for i, r := range p.Rows {
		f := &found[i]
		*f = finding{index: i, row: r}
		apply(req, r.Draft, &f.event)
		switch {
		case r.Problem != nil:
			f.refuse((*programme.Error)(r.Problem))
		default:
			key := data(workplan.Heading(r.Draft.Title), r.Draft.Start, r.Draft.End, r.Draft.Rough, r.Draft.Cities, r.Draft.Venue)
			if before, twice := first[key]; twice {
				f.refuse(refusalOf(programme.Refuse(programme.Conflict, "plan_twice", "row", p.Rows[before].Number)))
				continue
			}
			first[key] = i
		}
	}
	m.pass(found, m.titled, exactly)
	m.pass(found, m.titled, func(d programme.Draft, e programme.Event) bool {
		return !d.Past && !d.IsPast(req.Today) && m.nearly(d, e)
	})
	m.pass(found, m.sameDay, sameKindThere)
	for i := range found {
		if f := &found[i]; f.why == nil && f.old == nil && f.verdict == rowNew {
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

type matcher struct {
	req     Request
	events  []programme.Event
	byTitle map[string][]int
	byDay   map[programme.Date][]int
	claimed map[int64]bool // events that a row is
}

func newMatcher(req Request, events []programme.Event) *matcher {
	m := &matcher{req: req, events: events, byTitle: map[string][]int{}, byDay: map[programme.Date][]int{}, claimed: map[int64]bool{}}
	for i, e := range events {
		for _, t := range e.Texts {
			if key := workplan.Heading(t.Title); !slices.Contains(m.byTitle[key], i) {
				m.byTitle[key] = append(m.byTitle[key], i)
			}
		}
		m.byDay[e.When.First()] = append(m.byDay[e.When.First()], i)
	}
	return m
}

// titled are the events that have a row's title.
func (m *matcher) titled(r workplan.Row) []int {
	all := slices.Clone(m.byTitle[workplan.Heading(r.Draft.Title)])
	for _, i := range m.byTitle[workplan.Heading(r.Short)] {
		if r.Short != "" && !slices.Contains(all, i) {
			all = append(all, i)
		}
	}
	return all
}

// sameDay are the events that begin on a row's first day.
func (m *matcher) sameDay(r workplan.Row) []int { return m.byDay[r.Draft.Start] }

// pass finds the events of rows that have none yet, by one way of being alike.
func (m *matcher) pass(found []finding, among func(workplan.Row) []int, alike func(programme.Draft, programme.Event) bool) {
	for i := range found {
		f := &found[i]
		if f.verdict != rowNew || f.old != nil {
			continue
		}
		var fit []int
		for _, j := range among(f.row) {
			if e := m.events[j]; !m.claimed[e.ID] && alike(f.row.Draft, e) {
				fit = append(fit, j)
			}
		}
		if len(fit) > 1 {
			if there := slices.DeleteFunc(slices.Clone(fit), func(j int) bool { return !sameCity(f.row.Draft, m.events[j]) }); len(there) > 0 {
				fit = there
			}
		}
		switch len(fit) {
		case 0:
		case 1:
			e := m.events[fit[0]]
			m.claimed[e.ID] = true
			m.beside(f, e)
		default:
			f.refuse(refusalOf(programme.Refuse(programme.Conflict, "plan_two",
				"one", "/e_"+m.events[fit[0]].Code, "other", "/e_"+m.events[fit[1]].Code)))
		}
	}
}

func exactly(d programme.Draft, e programme.Event) bool {
	if len(d.DateChoices) > 0 {
		return e.When.Known() && slices.Contains(d.DateChoices, e.When.First())
	}
	return sameDays(d, e)
}

func sameDays(d programme.Draft, e programme.Event) bool {
	if !e.When.Known() {
		return d.Start.IsZero() && d.Rough == e.Rough
	}
	return d.Start == e.When.First() && d.End == e.When.Last()
}

func (m *matcher) nearly(d programme.Draft, e programme.Event) bool {
	if len(d.DateChoices) > 0 || e.Status == programme.Held || e.Over(m.req.Now) { // of what is over the next one may be near
		return false
	}
	a, b := d.Start, e.When.First()
	if a.IsZero() {
		a = d.Rough.First
	}
	if b.IsZero() {
		b = e.Rough.First
	}
	if a.IsZero() || b.IsZero() {
		return true
	}
	n := a.DaysUntil(b)
	return -near <= n && n <= near
}

func sameKindThere(d programme.Draft, e programme.Event) bool {
	return d.Kind == e.Kind && d.Kind != programme.OtherKind && !d.Start.IsZero() && sameDays(d, e) && len(d.Cities) > 0 && sameCity(d, e)
}

func sameCity(d programme.Draft, e programme.Event) bool {
	return slices.ContainsFunc(d.Cities, func(c programme.City) bool {
		return slices.ContainsFunc(e.Places, func(p programme.Place) bool { return p.City == c.Name })
	})
}

// beside is the verdict of a row whose event is there.
func (m *matcher) beside(f *finding, e programme.Event) {
	f.old, f.verdict = &e, rowSame
	d := f.row.Draft
	if d.Status.Off() {
		if e.Status != d.Status {
			f.refuse(refusalOf(programme.Refuse(programme.Conflict, "plan_off_there", "code", "/e_"+e.Code)))
		}
		return
	}
	if e.Status == programme.Held || e.Over(m.req.Now) || len(d.DateChoices) > 0 {
		return // it stands as it was
	}
	after, err := changed(m.req, e, overlay(m.req, e, f.row))
	f.event = after
	switch mistake := refusalOf(err); {
	case mistake != nil:
		f.refuse(mistake)
	case len(programme.Differences(e, after)) > 0:
		f.verdict = rowChanged
	}
}
