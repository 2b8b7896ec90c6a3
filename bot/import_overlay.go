package bot

import (
	"slices"

	"jarchy/internal/programme"
	"jarchy/internal/workplan"
)

// overlay are an event's fields as they are, or will be, with what a row tells laid over
// them. What a row does not tell stays.
func overlay(now programme.Draft, e programme.Event, r workplan.Row) programme.Draft {
	d := r.Draft
	if !slices.ContainsFunc(e.Texts, func(t programme.Text) bool {
		return workplan.Heading(t.Title) == workplan.Heading(d.Title) || workplan.Heading(t.Title) == workplan.Heading(r.Short)
	}) {
		t := now.TextIn(d.Language)
		t.Language, t.Title = d.Language, d.Title
		now.SetText(t)
	}
	if sure := d.Status == programme.Confirmed || d.Status == programme.Tentative; sure && !e.Status.Off() {
		now.Status = d.Status
	}
	if d.Kind != programme.OtherKind {
		now.Kind = d.Kind
	}
	if !d.Start.IsZero() {
		now.Start, now.End, now.Rough = d.Start, d.End, programme.Rough{}
	} else if !d.Rough.IsZero() && now.Start.IsZero() {
		now.Rough = d.Rough
	}
	if d.From != "" {
		now.From, now.To, now.DayHours = d.From, d.To, nil
	}
	if len(d.Hosts) > 0 || len(d.Cities) > 0 {
		if !slices.Equal(names(d.Cities), names(now.Cities)) {
			now.Venue = ""
		}
		now.Cities, now.Hosts = d.Cities, d.Hosts
	}
	if d.Venue != "" {
		now.Venue = d.Venue
	}
	for _, list := range []struct{ told, is *[]string }{
		{&d.Audience, &now.Audience}, {&d.Agencies, &now.Agencies}, {&d.Partners, &now.Partners},
		{&d.Languages, &now.Languages}, {&d.Interpretation, &now.Interpretation},
	} {
		if len(*list.told) > 0 {
			*list.is = *list.told
		}
	}
	for _, t := range d.Translations { // a title in another language
		is := now.TextIn(t.Language)
		if t.Title != "" && t.Title != is.Title {
			is.Language, is.Title = t.Language, t.Title
			now.SetText(is)
		}
	}
	for _, l := range d.Deadlines {
		now.Deadlines = append(slices.DeleteFunc(slices.Clone(now.Deadlines), func(o programme.Deadline) bool { return o.Purpose == l.Purpose }), l)
	}
	if d.Seats+d.Expected > 0 {
		now.Seats, now.Expected = d.Seats, d.Expected
	}
	if d.Mode != "" {
		now.Mode = d.Mode
	}
	if d.Link != "" {
		now.Link = d.Link
	}
	if d.Zone != "" {
		now.Zone = d.Zone
	}
	for _, word := range []struct{ told, is *string }{
		{&d.Component, &now.Component}, {&d.Contact, &now.Contact}, {&d.Description, &now.Description},
	} {
		if *word.told != "" {
			*word.is = *word.told
		}
	}
	return now
}

func names(cities []programme.City) (all []string) {
	for _, c := range cities {
		all = append(all, c.Name)
	}
	return all
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
	after, err := changed(m.req, e, overlay(fieldsOf(m.req, e), e, f.row))
	f.event = after
	switch mistake := refusalOf(err); {
	case mistake != nil:
		f.refuse(mistake)
	case len(programme.Differences(e, after)) > 0:
		f.verdict = rowChanged
	}
}
