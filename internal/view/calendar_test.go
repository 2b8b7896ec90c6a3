package view_test

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// inCalendar is a workshop with the days as "2026-12-09 09:00-17:00", a day each.
func inCalendar(t *testing.T, zone string, days ...string) programme.Event {
	t.Helper()
	e := workshop(t, "2026-12-09", "2026-12-09")
	e.When = programme.When{Zone: zone}
	for _, line := range days {
		date, hours, _ := strings.Cut(line, " ")
		from, to, _ := strings.Cut(hours, "-")
		d, err := programme.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		e.When.Days = append(e.When.Days, programme.Day{Date: d, From: programme.Clock(from), To: programme.Clock(to)})
	}
	loc, err := locale.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	return e
}

func entryOf(e programme.Event, state programme.State) view.CalendarEntry {
	return view.CalendarEntry{Event: e, State: state, Bot: "jarchy_bot", At: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.FixedZone("", 5*3600))}
}

func calendarFile(t *testing.T, language string, c view.CalendarEntry) []byte {
	t.Helper()
	d, err := view.CalendarDocument(locale.For(language), c, false)
	if err != nil {
		t.Fatal(err)
	}
	return d.Data
}

// readCalendar reads a file with another program's parser, after what that one does
// not check of RFC 5545.
func readCalendar(t *testing.T, file []byte) *ical.Calendar {
	t.Helper()
	if !utf8.Valid(file) || !bytes.HasSuffix(file, []byte("END:VCALENDAR\r\n")) {
		t.Errorf("no UTF-8, or no end: %q", file)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) || line == "" {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	cal, err := ical.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	if err := ical.NewEncoder(io.Discard).Encode(cal); err != nil { // it checks what must be there, and how often
		t.Errorf("%v\n%s", err, file)
	}
	if got := textOf(t, cal.Props, "METHOD"); got != "PUBLISH" {
		t.Errorf("method: got %s", got)
	}
	uids := map[string]bool{}
	for _, v := range cal.Events() {
		uid := textOf(t, v.Props, "UID")
		if uids[uid] {
			t.Errorf("two entries are named %s", uid)
		}
		uids[uid] = true
		if got := v.Props.Get("DTSTAMP").Value; got != "20261123T040000Z" {
			t.Errorf("DTSTAMP: got %s", got)
		}
	}
	return cal
}

func textOf(t *testing.T, props ical.Props, name string) string {
	t.Helper()
	s, err := props.Text(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// instant reads a time as an app without zone data of its own does: by what the
// file itself says of the zone.
func instant(t *testing.T, cal *ical.Calendar, p *ical.Prop) time.Time {
	t.Helper()
	wall, err := time.Parse("20060102T150405", p.Value)
	if err != nil {
		t.Fatal(err)
	}
	var onset time.Time
	offset := time.Duration(-1)
	for _, zone := range cal.Children {
		if zone.Name != "VTIMEZONE" || textOf(t, zone.Props, "TZID") != p.Params.Get("TZID") {
			continue
		}
		for _, o := range zone.Children {
			at, err := time.Parse("20060102T150405", o.Props.Get("DTSTART").Value)
			if err != nil {
				t.Fatal(err)
			}
			if !at.After(wall) && !at.Before(onset) {
				onset, offset = at, offsetOf(t, o.Props.Get("TZOFFSETTO").Value)
			}
		}
	}
	if offset == -1 {
		t.Fatalf("the file does not say what clocks show at %s", p.Value)
	}
	return wall.Add(-offset)
}

func offsetOf(t *testing.T, s string) time.Duration {
	t.Helper()
	at, err := time.Parse("-0700", s)
	if err != nil {
		t.Fatal(err)
	}
	_, seconds := at.Zone()
	return time.Duration(seconds) * time.Second
}

// TestCalendarTimes reads entries back: they begin and end when the event does, by
// the parser's zone data and by the file's own.
func TestCalendarTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, zone  string
		days        []string
		mode        programme.Mode
		want        []string // of each entry: begins, ends; of all-day ones the days
		observances int
	}{
		{"a range is one entry", "Asia/Almaty", []string{"2026-12-09 09:00-17:00", "2026-12-10 09:00-17:00"}, "",
			[]string{"2026-12-09T04:00:00Z 2026-12-10T12:00:00Z"}, 1},
		{"without an end", "Asia/Tashkent", []string{"2026-12-09 09:30"}, "", []string{"2026-12-09T04:30:00Z 2026-12-09T13:00:00Z"}, 1},
		{"over midnight", "Asia/Almaty", []string{"2026-12-09 23:00"}, "", []string{"2026-12-09T18:00:00Z 2026-12-09T20:00:00Z"}, 1},
		{"before Almaty moved", "Asia/Almaty", []string{"2024-02-28 09:00-17:00"}, "", []string{"2024-02-28T03:00:00Z 2024-02-28T11:00:00Z"}, 2},
		{"while Almaty moved", "Asia/Almaty", []string{"2024-02-29 09:00-17:00", "2024-03-01 09:00-17:00"}, "",
			[]string{"2024-02-29T03:00:00Z 2024-03-01T12:00:00Z"}, 2},
		{"Brussels in summer", "Europe/Brussels", []string{"2027-06-09 09:00-17:00"}, "", []string{"2027-06-09T07:00:00Z 2027-06-09T15:00:00Z"}, 3},
		{"Brussels puts its clocks on", "Europe/Brussels", []string{"2027-03-27 09:00-17:00", "2027-03-28 09:00-17:00"}, "",
			[]string{"2027-03-27T08:00:00Z 2027-03-28T15:00:00Z"}, 3},
		{"Brussels over the year", "Europe/Brussels", []string{"2026-12-31 09:00-17:00", "2027-01-01 09:00-17:00"}, "",
			[]string{"2026-12-31T08:00:00Z 2027-01-01T16:00:00Z"}, 5},
		{"no changes ever", "Etc/GMT-5", []string{"2026-12-09 09:00-17:00"}, "", []string{"2026-12-09T04:00:00Z 2026-12-09T12:00:00Z"}, 1},
		{"a quarter of an hour", "Asia/Kathmandu", []string{"2026-12-09 09:00-17:00"}, "", []string{"2026-12-09T03:15:00Z 2026-12-09T11:15:00Z"}, 1},
		{"west of Greenwich", "America/New_York", []string{"2026-12-09 09:00-17:00"}, "", []string{"2026-12-09T14:00:00Z 2026-12-09T22:00:00Z"}, 3},
		{"hours of their own", "Asia/Almaty", []string{"2026-12-09 14:00-17:00", "2026-12-10 09:00-12:00"}, "",
			[]string{"2026-12-09T09:00:00Z 2026-12-09T12:00:00Z", "2026-12-10T04:00:00Z 2026-12-10T07:00:00Z"}, 1},
		{"a gap", "Asia/Almaty", []string{"2026-12-09 09:00-17:00", "2026-12-11 09:00-17:00"}, "",
			[]string{"2026-12-09T04:00:00Z 2026-12-09T12:00:00Z", "2026-12-11T04:00:00Z 2026-12-11T12:00:00Z"}, 1},
		{"on a line for some hours a day", "Asia/Almaty", []string{"2026-12-09 14:00-15:30", "2026-12-10 14:00-15:30"}, programme.Online,
			[]string{"2026-12-09T09:00:00Z 2026-12-09T10:30:00Z", "2026-12-10T09:00:00Z 2026-12-10T10:30:00Z"}, 1},
		{"all day", "Asia/Almaty", []string{"2026-12-09"}, "", []string{"20261209 20261210"}, 0},
		{"all of several days", "Asia/Almaty", []string{"2026-12-30", "2026-12-31"}, "", []string{"20261230 20270101"}, 0},
		{"one day with hours, one without", "Asia/Almaty", []string{"2026-12-09 14:00-17:00", "2026-12-10"}, "",
			[]string{"2026-12-09T09:00:00Z 2026-12-09T12:00:00Z", "20261210 20261211"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := inCalendar(t, c.zone, c.days...)
			if c.mode != "" {
				e.Mode = c.mode
			}
			cal := readCalendar(t, calendarFile(t, "en", entryOf(e, programme.Coming)))
			var got []string
			for _, v := range cal.Events() {
				got = append(got, stretch(t, cal, v))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			ends := e.Begins.UTC().Format(time.RFC3339) + " … " + e.Ends.UTC().Format(time.RFC3339)
			if first, last := got[0], got[len(got)-1]; strings.Contains(first, "T") && strings.Contains(last, "T") &&
				first[:20]+" … "+last[21:] != ends {
				t.Errorf("got %q, the event is %q", got, ends)
			}
			n := 0
			for _, child := range cal.Children {
				if child.Name == "VTIMEZONE" {
					n += len(child.Children)
				}
			}
			if n != c.observances {
				t.Errorf("got %d observances, want %d", n, c.observances)
			}
		})
	}
}

// TestCalendarZones holds what files say of every zone against our own zone data,
// through a year and on both sides of where countries moved.
func TestCalendarZones(t *testing.T) {
	t.Parallel()
	days := []string{"2024-02-29 09:00-17:00", "2024-03-02 09:00-17:00", "2026-01-15 09:00-17:00", "2026-03-30 09:00-17:00",
		"2026-07-15 09:00-17:00", "2026-10-26 09:00-17:00", "2028-12-31 23:30"} // 2028 is a leap year
	for _, zone := range locale.Zones() {
		e := inCalendar(t, zone, days...)
		cal := readCalendar(t, calendarFile(t, "en", entryOf(e, programme.Coming)))
		for i, v := range cal.Events() {
			day := programme.When{Zone: zone, Days: e.When.Days[i : i+1]}
			if got, want := instant(t, cal, v.Props.Get("DTSTART")), day.Begins(e.Begins.Location()); !got.Equal(want) {
				t.Errorf("%s: got %s, want %s", zone, got, want)
			}
			if got, want := instant(t, cal, v.Props.Get("DTEND")), day.Ends(e.Begins.Location()); !got.Equal(want) {
				t.Errorf("%s: got %s, want %s", zone, got, want)
			}
		}
		for _, child := range cal.Children {
			if child.Name == "VTIMEZONE" {
				soundZone(t, child)
			}
		}
	}
}

// soundZone fails for a zone whose changes do not follow from one another.
func soundZone(t *testing.T, zone *ical.Component) {
	t.Helper()
	var onset, offset string
	for _, o := range zone.Children {
		at, from, to := o.Props.Get("DTSTART").Value, o.Props.Get("TZOFFSETFROM").Value, o.Props.Get("TZOFFSETTO").Value
		if onset != "" && (at <= onset || from != offset) {
			t.Errorf("%s: after %s at %s comes %s from %s", textOf(t, zone.Props, "TZID"), offset, onset, at, from)
		}
		onset, offset = at, to
	}
}

// stretch is when an entry begins and ends.
func stretch(t *testing.T, cal *ical.Calendar, v ical.Event) string {
	t.Helper()
	from, to := v.Props.Get("DTSTART"), v.Props.Get("DTEND")
	if from.ValueType() == ical.ValueDate {
		return from.Value + " " + to.Value
	}
	begins, err := v.DateTimeStart(nil)
	ends, err2 := v.DateTimeEnd(nil)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if own := instant(t, cal, from); !own.Equal(begins) {
		t.Errorf("begins at %s by the file's zone, %s by the parser's", own, begins)
	}
	if own := instant(t, cal, to); !own.Equal(ends) {
		t.Errorf("ends at %s by the file's zone, %s by the parser's", own, ends)
	}
	return begins.UTC().Format(time.RFC3339) + " " + ends.UTC().Format(time.RFC3339)
}

// TestCalendarWords reads back what an entry says, in its reader's language.
func TestCalendarWords(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Пункт пропуска «Достык», зал 2; ", 6)
	online := inCalendar(t, "Asia/Almaty", "2026-12-09 14:00-15:30")
	online.Mode, online.Link, online.Places, online.Hosts = programme.Online, "https://meet.example.org/risk?a=1,2;b", nil, nil
	cancelled := inCalendar(t, "Asia/Almaty", "2026-12-09 09:00")
	cancelled.Status, cancelled.Reason = programme.Cancelled, "Flights; none, today"
	tentative := inCalendar(t, "Asia/Almaty", "2026-12-09")
	tentative.Status = programme.Tentative
	broad := inCalendar(t, "Asia/Almaty", "2026-12-09 09:00", "2026-12-10 10:00")
	broad.Texts[1].Title, broad.Places[0].Venue = long+`\конец`, long
	for _, c := range []struct {
		name, language string
		entry          view.CalendarEntry
		want           string
	}{
		{"English", "en", entryOf(inCalendar(t, "Asia/Almaty", "2026-12-09 09:00"), programme.Coming),
			"e_7KQ2M@jarchy_bot.t.me 2 CONFIRMED|Risk <management>|Customs Institute, Almaty, Kazakhstan|Workshop\nChanges and questions: https://t.me/jarchy_bot|-P1D"},
		{"Russian, longer than a line", "ru", entryOf(broad, programme.Coming),
			"e_7KQ2M@jarchy_bot.t.me 2 CONFIRMED|" + long + `\конец|` + long + ", Алматы, Казахстан|Семинар\nИзменения и вопросы: https://t.me/jarchy_bot|-P1D"},
		{"the link is for those coming", "en", entryOf(online, programme.Coming),
			"e_7KQ2M@jarchy_bot.t.me 2 CONFIRMED|Risk <management>|Online|Workshop\nMeeting link: https://meet.example.org/risk?a=1,2;b\nChanges and questions: https://t.me/jarchy_bot|-P1D"},
		{"and for nobody else", "en", entryOf(online, programme.Waiting),
			"e_7KQ2M@jarchy_bot.t.me 2 CONFIRMED|Risk <management>|Online|Workshop\nChanges and questions: https://t.me/jarchy_bot|-P1D"},
		{"tentative, all day", "en", entryOf(tentative, programme.Coming),
			"e_7KQ2M@jarchy_bot.t.me 2 TENTATIVE|Risk <management>|Customs Institute, Almaty, Kazakhstan|Workshop\nChanges and questions: https://t.me/jarchy_bot|-PT15H"},
		{"cancelled rings no more", "en", entryOf(cancelled, programme.Coming),
			"e_7KQ2M@jarchy_bot.t.me 2 CANCELLED|Risk <management>|Customs Institute, Almaty, Kazakhstan|Workshop\nReason: Flights; none, today\nChanges and questions: https://t.me/jarchy_bot|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := readCalendar(t, calendarFile(t, c.language, c.entry)).Events()[0]
			alarm := ""
			for _, a := range v.Children {
				alarm = a.Props.Get("TRIGGER").Value
				if textOf(t, a.Props, "ACTION") != "DISPLAY" || textOf(t, a.Props, "DESCRIPTION") != textOf(t, v.Props, "SUMMARY") {
					t.Errorf("the alarm is %v", a.Props)
				}
			}
			got := fmt.Sprintf("%s %s %s|%s|%s|%s|%s", textOf(t, v.Props, "UID"), v.Props.Get("SEQUENCE").Value, textOf(t, v.Props, "STATUS"),
				textOf(t, v.Props, "SUMMARY"), textOf(t, v.Props, "LOCATION"), textOf(t, v.Props, "DESCRIPTION"), alarm)
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestCalendarNames: whatever becomes of an event, its entries keep their names.
func TestCalendarNames(t *testing.T) {
	t.Parallel()
	var got [][]string
	moved := inCalendar(t, "Europe/Riga", "2027-01-13 10:00-12:00", "2027-01-14 09:00-12:00")
	moved.Schedule++
	for _, e := range []programme.Event{inCalendar(t, "Asia/Almaty", "2026-12-09 14:00-17:00", "2026-12-10 09:00-12:00"), moved} {
		var names []string
		for _, v := range readCalendar(t, calendarFile(t, "en", entryOf(e, programme.Coming))).Events() {
			names = append(names, textOf(t, v.Props, "UID"))
		}
		got = append(got, names)
	}
	want := []string{"e_7KQ2M@jarchy_bot.t.me", "e_7KQ2M-2@jarchy_bot.t.me"}
	if !slices.Equal(got[0], want) || !slices.Equal(got[1], want) {
		t.Errorf("got %q, want %q twice", got, want)
	}
}

// TestCalendarDocument is the message that brings the file.
func TestCalendarDocument(t *testing.T) {
	t.Parallel()
	first := inCalendar(t, "Asia/Almaty", "2026-12-09 09:00")
	first.Schedule, first.Texts[0].Title = 1, `Risk: "a/b" <management>?`
	moved, off := first, first
	moved.Schedule = 2
	off.Status = programme.Postponed
	for _, c := range []struct {
		event   programme.Event
		changed bool
		want    string
		buttons int
	}{
		{first, false, "your phone offers to add it", 0},
		{first, true, "delete the old one", 1},
		{moved, false, "delete the old one", 1},
		{off, true, "marks the entry as cancelled", 0},
	} {
		d, err := view.CalendarDocument(locale.For("en"), entryOf(c.event, programme.Coming), c.changed)
		if err != nil {
			t.Fatal(err)
		}
		if d.Name != "Risk a b management.ics" || !strings.Contains(string(d.Caption), c.want) || len(d.Rows) != c.buttons {
			t.Errorf("got %q: %s %v, want %s", d.Name, d.Caption, d.Rows, c.want)
		}
	}
	nowhere := first
	nowhere.When.Zone = "Mars/Olympus"
	if _, err := view.CalendarDocument(locale.For("en"), entryOf(nowhere, programme.Coming), false); err == nil {
		t.Error("a zone that is not known makes no error")
	}
}

// TestGoogleCalendar opens the link that fills an entry in.
func TestGoogleCalendar(t *testing.T) {
	t.Parallel()
	online := inCalendar(t, "Asia/Almaty", "2026-12-09 14:00-15:30", "2026-12-10 14:00-15:30")
	online.Mode, online.Link = programme.Online, "https://meet.example.org/risk?a=1&b=2"
	uneven := inCalendar(t, "Asia/Almaty", "2026-12-09 14:00-17:00", "2026-12-10 09:00-12:00")
	longest := inCalendar(t, "Europe/Brussels", "2026-12-09 09:00")
	longest.Texts[1].Title, longest.Places[0].Venue = strings.Repeat("Управление рисками на границе 👩‍🏫 ", 7), strings.Repeat("Учебный центр ", 20)
	longest.Mode, longest.Link = programme.Hybrid, "https://meet.example.org/"+strings.Repeat("long-", 200)
	for _, c := range []struct {
		name, language string
		entry          view.CalendarEntry
		want           string // dates, zone, repetition
		details        string
	}{
		{"hours", "en", entryOf(inCalendar(t, "Europe/Brussels", "2027-03-27 09:00-17:00", "2027-03-28 09:00-17:00"), programme.Coming),
			"20270327T090000/20270328T170000 Europe/Brussels ", "Workshop\nChanges and questions: https://t.me/jarchy_bot"},
		{"all day", "ru", entryOf(inCalendar(t, "Asia/Almaty", "2026-12-30", "2026-12-31"), programme.Coming),
			"20261230/20270101  ", "Семинар\nИзменения и вопросы: https://t.me/jarchy_bot"},
		{"online, for those coming", "en", entryOf(online, programme.Coming), "20261209T140000/20261209T153000 Asia/Almaty RRULE:FREQ=DAILY;COUNT=2",
			"Workshop\nMeeting link: https://meet.example.org/risk?a=1&b=2\nChanges and questions: https://t.me/jarchy_bot"},
		{"online, for others", "en", entryOf(online, programme.Asked), "20261209T140000/20261209T153000 Asia/Almaty RRULE:FREQ=DAILY;COUNT=2",
			"Workshop\nChanges and questions: https://t.me/jarchy_bot"},
		{"hours of their own", "en", entryOf(uneven, programme.Coming), "20261209T140000/20261210T120000 Asia/Almaty ",
			"Workshop\nChanges and questions: https://t.me/jarchy_bot"},
		{"a link that finds no room is left out whole", "ru", entryOf(longest, programme.Coming), "20261209T090000/20261209T180000 Europe/Brussels ",
			"Семинар\nИзменения и вопросы: https://t.me/jarchy_bot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := locale.For(c.language)
			link := view.Calendar(p, view.Screen{}, c.entry).Rows[0][0].URL
			u, err := url.Parse(link)
			if err != nil || len(link) > 2048 || u.Host != "calendar.google.com" {
				t.Fatalf("%d bytes, %v: %s", len(link), err, link)
			}
			q := u.Query()
			if got := q.Get("dates") + " " + q.Get("ctz") + " " + q.Get("recur"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := q.Get("details"); got != c.details {
				t.Errorf("got %q, want %q", got, c.details)
			}
			title := c.entry.Event.Title(c.language)
			if got := q.Get("text"); !utf8.ValidString(got) || !strings.HasPrefix(title, strings.TrimSuffix(got, "…")) || got == "" {
				t.Errorf("got the title %q, want %q", got, title)
			}
		})
	}
}
