package bot

import (
	"slices"

	"jarchy/internal/programme"
	"jarchy/internal/view"
	"jarchy/internal/workplan"
)

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
func (m *matcher) titled(r *workplan.Row) []int {
	all := slices.Clone(m.byTitle[workplan.Heading(r.Draft.Title)])
	for _, i := range m.byTitle[workplan.Heading(r.Short)] {
		if r.Short != "" && !slices.Contains(all, i) {
			all = append(all, i)
		}
	}
	return all
}

// sameDay are the events that begin on a row's first day.
func (m *matcher) sameDay(r *workplan.Row) []int { return m.byDay[r.Draft.Start] }

// free are those of some events that are like a row and that no row is yet.
func (m *matcher) free(r *workplan.Row, among []int, alike func(*programme.Draft, *programme.Event) bool) (fit []int) {
	for _, i := range among {
		if e := &m.events[i]; !m.claimed[e.ID] && alike(&r.Draft, e) {
			fit = append(fit, i)
		}
	}
	return fit
}

// answered are the rows of which somebody has said which event they are.
func (m *matcher) answered(found []finding, same map[int]int64) {
	for i := range found {
		f := &found[i]
		id := same[i]
		if id == 0 || !f.open() {
			continue
		}
		if j := slices.IndexFunc(m.events, func(e programme.Event) bool { return e.ID == id }); j >= 0 && !m.claimed[id] {
			m.claim(f, j)
		}
	}
}

func (m *matcher) claim(f *finding, event int) {
	e := m.events[event]
	m.claimed[e.ID] = true
	m.beside(f, e)
}

// take finds the events that rows are for sure: the one of their title that is alike.
func (m *matcher) take(found []finding, alike func(*programme.Draft, *programme.Event) bool) {
	for i := range found {
		f := &found[i]
		if !f.open() {
			continue
		}
		if fit := m.free(&f.row, m.titled(&f.row), alike); len(fit) == 1 {
			m.claim(f, fit[0])
		}
	}
}

// takeVague finds the events of rows where one of both says less of its days than the
// other, if there is but one row and one event of the title that can be meant.
func (m *matcher) takeVague(found []finding, other []int) {
	rows := map[string]int{}
	for _, f := range found {
		if f.open() {
			rows[workplan.Heading(f.row.Draft.Title)]++
		}
	}
	for i := range found {
		f := &found[i]
		if !f.open() || rows[workplan.Heading(f.row.Draft.Title)] > 1 || slices.Contains(other, i) {
			continue
		}
		if fit := m.free(&f.row, m.titled(&f.row), m.nearly); len(fit) == 1 && vaguely(&f.row.Draft, &m.events[fit[0]]) {
			m.claim(f, fit[0])
		}
	}
}

// ask finds the rows that may be an event or another one, if nobody has said it.
func (m *matcher) ask(found []finding, other []int, among func(*workplan.Row) []int, alike func(*programme.Draft, *programme.Event) bool) {
	for i := range found {
		f := &found[i]
		if !f.open() || slices.Contains(other, i) {
			continue
		}
		fit := m.free(&f.row, among(&f.row), alike)
		slices.SortStableFunc(fit, func(a, b int) int { return apart(f, &m.events[a]) - apart(f, &m.events[b]) })
		for _, j := range fit[:min(len(fit), view.MostLike)] {
			f.verdict, f.like = rowAsk, append(f.like, m.events[j])
		}
	}
}

// apart is by how many days a row and an event begin apart.
func apart(f *finding, e *programme.Event) int {
	a, b := rowDays(&f.row.Draft), eventDays(e)
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return max(a.First.DaysUntil(b.First), b.First.DaysUntil(a.First))
}

func exactly(d *programme.Draft, e *programme.Event) bool {
	if len(d.DateChoices) > 0 {
		return e.When.Known() && slices.Contains(d.DateChoices, e.When.First())
	}
	return sameDays(d, e)
}

func sameDays(d *programme.Draft, e *programme.Event) bool {
	if !e.When.Known() {
		return d.Start.IsZero() && d.Rough == e.Rough
	}
	return d.Start == e.When.First() && d.End == e.When.Last()
}

// nearly reports whether a row that is ahead may be an event that is ahead, whose days
// are others or not known.
func (m *matcher) nearly(d *programme.Draft, e *programme.Event) bool {
	if d.Past || d.IsPast(m.req.Today) || len(d.DateChoices) > 0 || e.Status == programme.Held {
		return false
	}
	a, b := rowDays(d), eventDays(e)
	if !a.IsZero() && !b.IsZero() && (b.Last.AddDays(near).Before(a.First) || a.Last.AddDays(near).Before(b.First)) {
		return false
	}
	return !e.Over(m.req.Now) // of what is over the next one may be near
}

// vaguely reports whether a row and an event can be the same, and one of both says less
// of its days than the other.
func vaguely(d *programme.Draft, e *programme.Event) bool {
	if otherCity(d, e) || !d.Start.IsZero() && e.When.Known() {
		return false
	}
	a, b := rowDays(d), eventDays(e)
	return a.IsZero() || b.IsZero() || !a.Last.Before(b.First) && !b.Last.Before(a.First)
}

// rowDays and eventDays are the stretch in which a row and an event lie; zero if
// nothing is known of it.
func rowDays(d *programme.Draft) programme.Rough {
	if d.Start.IsZero() {
		return d.Rough
	}
	return programme.Rough{First: d.Start, Last: d.End}
}

func eventDays(e *programme.Event) programme.Rough {
	if !e.When.Known() {
		return e.Rough
	}
	return programme.Rough{First: e.When.First(), Last: e.When.Last()}
}

func sameKindThere(d *programme.Draft, e *programme.Event) bool {
	return d.Kind == e.Kind && d.Kind != programme.OtherKind && !d.Start.IsZero() && sameDays(d, e) && len(d.Cities) > 0 && sameCity(d, e)
}

func sameCity(d *programme.Draft, e *programme.Event) bool {
	return slices.ContainsFunc(d.Cities, func(c programme.City) bool {
		return slices.ContainsFunc(e.Places, func(p programme.Place) bool { return p.City == c.Name })
	})
}

// otherCity reports whether both say where, and it is not the same.
func otherCity(d *programme.Draft, e *programme.Event) bool {
	return len(d.Cities) > 0 && slices.ContainsFunc(e.Places, func(p programme.Place) bool { return p.City != "" }) && !sameCity(d, e)
}
