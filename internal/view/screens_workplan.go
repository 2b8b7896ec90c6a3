package view

import (
	"slices"

	"jarchy/internal/programme"
)

func (s *sampler) workplans() {
	e := sampleEvent()
	row := func(where string, e programme.Event) ImportRow {
		d := sampleDraft(e)
		return ImportRow{Where: where, Draft: &d, Event: &e}
	}
	refused := ImportRow{Where: "9", Why: s.p.HTML("error.plan_no_title")}
	moved := e
	moved.Seats += 6
	old := e
	changed := row("7", moved)
	changed.Old = &old
	v := ImportPreview{ID: 47, Name: "plan 2027.xlsx", Today: sampleToday(), Rows: 6,
		New: []ImportRow{row("4", e), row("5", onlineEvent())}, Same: []ImportRow{row("6", e)},
		Changed: []ImportRow{changed}, Refused: []ImportRow{refused}}
	s.add("Workplan", "", Workplan(s.p, v))
	s.add("WorkplanRows", "", WorkplanRows(s.p, v, 0))
	asked := v
	beside := row("8", e)
	beside.Like, beside.Beside = []programme.Event{fullEvent()}, Neighbours{Clashes: []Clash{{Event: new(onlineEvent()), Why: programme.SamePeople}, {Event: &e, Row: "4", Why: programme.SameCity}},
		Holidays: []Holiday{{e.When.First(), e.When.First(), "Independence Day", "KZ"}}}
	asked.Ask, asked.Left = []ImportRow{beside}, []ImportRow{row("10", e)}
	s.add("Workplan", "to be asked, left out and in the way", Workplan(s.p, asked))
	s.add("WorkplanRows", "left out", WorkplanRows(s.p, asked, 0))
	s.add("WorkplanWarnings", "", WorkplanWarnings(s.p, asked, 0))
	s.add("AskSame", "", AskSame(s.p, asked))
	done := v
	done.New, done.Done = nil, s.p.HTML("workplan.added", "n", 2)
	s.add("Workplan", "taken over", Workplan(s.p, done))
	long := ImportPreview{ID: samplePerson, Name: longest(""), Encoding: "Windows-1251", Today: sampleToday(), Rows: most, Explained: true}
	for i, e := range longestEvents(200) {
		r := row(longest("")[:30], e)
		other := e
		other.Seats, other.Kind = i+most, programme.OtherKind
		changed := r
		changed.Event, changed.Old = &other, &e
		why := r
		why.Why = s.p.HTML("error.plan_off_there", "code", "/e_7KQ2M")
		r.Index = most
		r.Beside = Neighbours{Clashes: []Clash{{Event: &e, Row: r.Where, Why: programme.SamePeople}, {Event: &e, Row: r.Where, Why: programme.SamePeople}, {Event: &e, Row: r.Where, Why: programme.SamePeople}},
			Holidays: []Holiday{{e.When.First(), e.When.Last(), longest(""), "KZ"}, {e.When.First(), e.When.Last(), longest(""), "KZ"}, {e.When.First(), e.When.Last(), longest(""), "KZ"}}}
		r.Like = []programme.Event{e, e, e, e}
		long.New, long.Past, long.Look, long.Drafts = append(long.New, r), append(long.Past, r), append(long.Look, r), append(long.Drafts, r)
		long.Ask, long.Left = append(long.Ask, r), append(long.Left, r)
		long.Changed, long.Refused, long.Same = append(long.Changed, changed), append(long.Refused, why), append(long.Same, r)
	}
	numbered := long
	for _, rows := range []*[]ImportRow{&numbered.Refused, &numbered.Ask, &numbered.Look, &numbered.Changed, &numbered.Past, &numbered.New, &numbered.Left} {
		*rows = slices.Clone(*rows)
		for i := range *rows {
			(*rows)[i].Where = "1048576"
		}
	}
	for _, c := range []string{"year", "kind", "audience", "seats", "languages", "status", "mode", "link", "times", "country"} {
		n := ImportNote{Column: c}
		for range 200 {
			n.Where = append(n.Where, "1048576 (…)")
		}
		long.Notes = append(long.Notes, n)
	}
	for _, why := range []string{"hidden", "no_heading", "empty", "total", "note"} {
		for range 20 {
			long.Passed = append(long.Passed, ImportPassed{longest("")[:30], why})
		}
	}
	long.LeftOut, long.Components = []string{longest("")}, []string{longest("")}
	s.add("Workplan", "longest", Workplan(s.p, long))
	s.add("WorkplanRows", "longest", WorkplanRows(s.p, long, 60))
	s.add("WorkplanRows", "longest, of one sheet", WorkplanRows(s.p, numbered, 60))
	s.add("WorkplanWarnings", "longest", WorkplanWarnings(s.p, long, 2))
	s.add("AskSame", "longest", AskSame(s.p, long))
	columns := []string{"title", "dates", "start", "end", "kind", "place", "audience", "seats", "partners", "component"}
	s.add("AskHeading", "", AskHeading(s.p, 47, "Curator's remarks", "bring a laptop", 1, columns))
	s.add("AskHeading", "longest", AskHeading(s.p, samplePerson, longest(""), longest(""), most, columns))
	s.add("workplan.discarded", "", Screen{Text: s.p.HTML("workplan.discarded", "name", "2027.xlsx")})
	s.add("workplan.forgotten", "", Screen{Text: s.p.HTML("workplan.forgotten", "name", "2027.xlsx")})
}
