package workplan

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// read makes a row's draft from its cells. What keeps it from being one is its
// Problem; what was assumed or left out is noted.
func (r *Row) read(from1904 bool, now time.Time) {
	r.Draft, r.Short, r.Problem, r.Notes = programme.Draft{}, "", nil, nil
	cells := map[Column]string{}
	for c, text := range r.Cells {
		if word, _ := cellWords().whole(fold(text)); word != "unknown" || c == Status {
			cells[c] = text
		}
	}
	d := &r.Draft
	for _, step := range []func(map[Column]string, *programme.Draft, time.Time) error{
		r.readTitle,
		func(cells map[Column]string, d *programme.Draft, now time.Time) error {
			return r.readDays(cells, d, from1904, now)
		},
		r.readTimes, r.readPlace, r.readPeople, r.readRest, r.readStatus,
		func(cells map[Column]string, d *programme.Draft, now time.Time) error {
			r.readDeadlines(cells, d, daysOf(cells, from1904, now))
			return nil
		},
		r.readTitles,
	} {
		if err := step(cells, d, now); err != nil {
			r.refuse(err)
			return
		}
	}
	today := programme.DateOf(now)
	if d.IsPast(today) && !d.Past {
		doubt(d, programme.FieldDates)
	}
}

func (r *Row) refuse(err error) { r.Problem = problem(err) }

func doubt(d *programme.Draft, f programme.Field) {
	if !slices.Contains(d.Uncertain, f) {
		d.Uncertain = append(d.Uncertain, f)
	}
}

// leave notes that a cell was not understood and left out.
func (r *Row) leave(c Column, text string) { r.Notes = append(r.Notes, Note{c, clip(text)}) }

// readTitle reads the title, which stays as the plan has it, and the kind. Without a
// column for the kind the title tells it, as it does in a line that staff type.
func (r *Row) readTitle(cells map[Column]string, d *programme.Draft, now time.Time) error {
	told := cmp.Or(cells[Title], cells[TitleEN], cells[TitleRU])
	if told == "" {
		return programme.Refuse(programme.Invalid, "plan_no_title")
	}
	title, err := announce.Title(told)
	if err != nil {
		return err
	}
	d.Title, d.Language = title, "en"
	if strings.ContainsFunc(title, func(r rune) bool { return r >= 0x400 && r < 0x530 }) {
		d.Language = "ru"
	}
	if told, err := announce.Read(title, now); err == nil && len(told) == 1 && told[0].Kind != "" && told[0].Kind != programme.OtherKind {
		d.Kind, d.Language, r.Short = told[0].Kind, told[0].Language, told[0].Title
	}
	if cells[Kind] != "" {
		kind, err := announce.Kind(cells[Kind])
		if err == nil {
			d.Kind = kind
			return nil
		}
		r.leave(Kind, cells[Kind])
	}
	if d.Kind == "" {
		if d.Kind = programme.OtherKind; cells[Kind] == "" {
			r.leave(Kind, "")
		}
	}
	return nil
}

// readPlace reads the place, the venue and the country. A place that is not on the
// map is kept as it was written.
func (r *Row) readPlace(cells map[Column]string, d *programme.Draft, _ time.Time) error {
	place, venue, land := cells[Place], cells[Venue], cells[Country]
	for _, p := range []*string{&place, &venue} {
		if word, _ := cellWords().whole(fold(*p)); word == "online" || word == "hybrid" {
			d.Mode, *p = programme.Mode(word), ""
		}
	}
	if land != "" {
		hosts, err := announce.Countries(land)
		if err != nil {
			r.leave(Country, land)
			land = ""
		}
		d.Hosts = hosts
	}
	if place != "" {
		where, cities, hosts, err := announce.Places(place)
		if err != nil && land != "" {
			where, cities, hosts, err = announce.Places(place + ", " + land)
		}
		if err != nil {
			where = place
		}
		d.Venue, d.Cities = where, cities
		if d.Hosts == nil {
			d.Hosts = hosts
		}
	}
	if venue != "" {
		if len(d.Cities) == 0 { // "Rixos Hotel, Almaty" in the column of venues
			if where, cities, hosts, err := announce.Places(venue); err == nil && len(cities) > 0 {
				venue, d.Cities = where, cities
				if d.Hosts == nil {
					d.Hosts = hosts
				}
			}
		}
		d.Venue = strings.Join(slices.DeleteFunc([]string{d.Venue, venue}, func(s string) bool { return s == "" }), ", ")
	}
	if d.Venue != "" {
		v, err := announce.Title(d.Venue)
		if err != nil {
			return err
		}
		d.Venue = v
	}
	return nil
}

// readPeople reads who is invited and how many. A number among the participants is
// the headcount.
func (r *Row) readPeople(cells map[Column]string, d *programme.Draft, _ time.Time) error {
	if text := cells[Audience]; text != "" {
		countries, agencies, err := announce.Audience(text)
		d.Audience, d.Agencies = countries, agencies
		seats, expected, countErr := announce.Headcount(text)
		if m := aside.FindStringSubmatch(text); countErr != nil && m != nil { // "customs (24 people)"
			seats, expected, countErr = announce.Headcount(m[2])
		}
		if countErr == nil && cells[Seats] == "" {
			d.Seats, d.Expected = seats, expected
		}
		if err != nil && countErr != nil {
			r.leave(Audience, text)
		}
	}
	if text := cells[Seats]; text != "" {
		var err error
		if d.Seats, d.Expected, err = announce.Headcount(strings.TrimSuffix(text, ".0")); err != nil {
			r.leave(Seats, text)
		}
	}
	return nil
}

// readRest reads what can be left out where it is not understood.
func (r *Row) readRest(cells map[Column]string, d *programme.Draft, _ time.Time) (err error) {
	for _, name := range strings.FieldsFunc(cells[Partners], func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if name, err := announce.Title(name); err == nil {
			d.Partners = append(d.Partners, name)
		}
	}
	d.Component = cells[Component]
	if d.Component == "" {
		d.Component = cells[section]
	}
	if d.Component != "" {
		if d.Component, err = announce.Title(d.Component); err != nil {
			return err
		}
		d.Component = clip(d.Component)
	}
	r.readLanguages(cells, d)
	for _, f := range []struct {
		column Column
		into   *string
		most   int
	}{{Contact, &d.Contact, maxContact}, {Description, &d.Description, maxDescription}} {
		if text := cells[f.column]; text != "" {
			if *f.into, err = announce.Note(text, f.most); err != nil {
				r.leave(f.column, text)
			}
		}
	}
	if text := cells[Mode]; text != "" {
		switch word, _ := cellWords().whole(fold(text)); word {
		case string(programme.Online), string(programme.InPerson), string(programme.Hybrid):
			d.Mode = programme.Mode(word)
		default:
			r.leave(Mode, text)
		}
	}
	if text := cells[Link]; text != "" {
		if u, err := url.Parse(strings.TrimSpace(text)); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			if d.Link = u.String(); d.Mode == "" {
				d.Mode = programme.Online
			}
		} else {
			r.leave(Link, text)
		}
	}
	if text := cells[Zone]; text != "" {
		if d.Zone, err = announce.Zone(text); err != nil {
			return err
		}
	}
	return nil
}

// readStatus reads what became of the event. One that is off is no new event: that
// is for its card, which tells everyone concerned.
func (r *Row) readStatus(cells map[Column]string, d *programme.Draft, now time.Time) error {
	text := cells[Status]
	if text == "" {
		return nil
	}
	d.Status = ""
	switch word, _ := cellWords().whole(fold(text)); word {
	case "held":
		if !d.Start.IsZero() && programme.DateOf(now).Before(d.End) {
			r.leave(Status, text)
			return nil
		}
		d.Past = true
		d.Surely(programme.FieldDates)
	case "cancelled":
		d.Status = programme.Cancelled
	case "postponed":
		d.Status = programme.Postponed
	case "tentative", "unknown":
		d.Status = programme.Tentative
	case "confirmed":
		d.Status = programme.Confirmed
	case "planned":
	default:
		r.leave(Status, text)
	}
	return nil
}

// maxContact and maxDescription are as long as a card takes them.
const (
	maxContact     = 200
	maxDescription = 1000
)

// clip cuts what is shown of a cell.
func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
