package bot_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/simulator"
)

// trial is a whole bot against the strict Telegram, in which a test looks at what
// somebody reads after each thing they do.
type trial struct {
	*stage
	sql *sqlx.DB
	seq map[int64]int
}

func newTrial(t *testing.T) *trial {
	t.Helper()
	s := &trial{stage: newStage(t, postgrestest.Start), seq: map[int64]int{}}
	s.sql = postgrestest.SQL(t, s.url)
	for _, owner := range []string{"coordinator", "colleague"} {
		s.people[owner].Start("")
	}
	s.settle()
	s.read(s.people["coordinator"])
	t.Cleanup(func() { // whichever way Telegram counts
		for _, e := range s.sim.Events(0) {
			if n := len(utf16.Encode([]rune(e.Message.Text))); e.FromBot && n > 4096 {
				t.Errorf("a message of %d UTF-16 units: %s", n, excerpt(e.Message.Text))
			}
		}
	})
	return s
}

// read is all that somebody has read since they were asked last: messages, edits
// and toasts.
func (s *trial) read(who *simulator.Person) string {
	s.t.Helper()
	s.settle()
	var texts []string
	for _, e := range who.Events(s.seq[who.ID()]) {
		s.seq[who.ID()] = e.Seq
		switch {
		case !e.FromBot:
		case e.Kind == simulator.Toasted:
			texts = append(texts, e.Text)
		case e.Kind == simulator.Posted, e.Kind == simulator.Edited:
			texts = append(texts, e.Message.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func (s *trial) says(who, text string) string {
	s.t.Helper()
	s.people[who].Say(text)
	return s.read(s.people[who])
}

func (s *trial) presses(who string, labels ...string) (text string) {
	s.t.Helper()
	for _, label := range labels {
		if err := s.people[who].PressLast(label); err != nil {
			s.t.Fatal(err)
		}
		text = s.read(s.people[who])
	}
	return text
}

func (s *trial) text(q string, args ...any) (text string) {
	s.t.Helper()
	if err := s.sql.Get(&text, q, args...); err != nil {
		s.t.Fatal(err)
	}
	return text
}

func (s *trial) has(what, got string, wants ...string) {
	s.t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			s.t.Errorf("%s: %q is not in\n%s", what, want, excerpt(got))
		}
	}
}

func excerpt(s string) string {
	if r := []rune(s); len(r) > 600 {
		return string(r[:600]) + "…"
	}
	return s
}

// events makes n events of the coordinator's with that title, a day apart.
func (s *trial) events(n int, title string) {
	s.t.Helper()
	if _, err := s.sql.Exec(`
		WITH e AS (
			INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, schedule_since, begins_at, ends_at, created_by, created_at, listed)
			SELECT 1, translate(lpad(i::text, 5, '0'), '01', 'AB'), 'abcdefghij', 'training_of_trainers', 'in_person', 'Asia/Almaty', false, 'en', 'confirmed',
			       $1, $1::timestamptz + i * interval '1 day', $1::timestamptz + i * interval '1 day 1 hour', (SELECT min(id) FROM person), $1, true
			  FROM generate_series(1, $2::int) i RETURNING id, begins_at),
		d AS (INSERT INTO event_day (event_id, day) SELECT id, begins_at::date FROM e),
		p AS (INSERT INTO event_place (event_id, position, venue, city, country, zone) SELECT id, 0, $4, 'Almaty', 'KZ', 'Asia/Almaty' FROM e)
		INSERT INTO event_text (event_id, language, title) SELECT id, 'en', $3 FROM e`,
		postgrestest.Start, n, title, "Customs Institute "+strings.Repeat("& Academy ", 90)); err != nil {
		s.t.Fatal(err)
	}
}

// family is one emoji of eleven UTF-16 units.
const family = "👩\u200d👩\u200d👧\u200d👦"

// TestRefused: what cannot be understood is refused with what is wrong and an
// example. The draft is as it was, and the question still open.
func TestRefused(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	s.says("coordinator", "/new Workshop on audit, Brussels, 28 March 2027, 10:00, 20 people")
	draft := `SELECT version || fields::text FROM draft`
	before := s.text(draft)
	tooLong := []string{"4000 characters, more than I read at once"}
	for _, c := range []struct {
		field string
		texts []string
		want  []string // in the first answer to each
	}{
		{"Dates", []string{"31 February 2027", "31.02.2027", "31 февраля 2027"}, []string{"There is no 31 February", "For example: 28 February"}},
		{"Dates", []string{"29.02.2027"}, []string{"There is no 29 February"}},
		{"Dates", []string{"00.05.2027", "10.13.2027"}, []string{"For example"}},
		{"Dates", []string{"32.01.2027"}, []string{"There is no 32 January"}},
		{"Dates", []string{"15-13 September 2027", "15.09.2027-13.09.2027"}, []string{"is before the start", "For example"}},
		{"Dates", []string{"next year perhaps", "👍", "-", strings.Repeat("9", 900), strings.Repeat("ж", 400)}, []string{"For example"}},
		{"Dates", []string{strings.Repeat("9", 4000), strings.Repeat("ж", 4000)}, tooLong},
		{"Dates", []string{"Monday 9 December 2026"}, []string{"not that day of the week", "for example"}},
		{"Dates", []string{"9 December 2050"}, []string{"more than ten years away"}},
		{"Hours", []string{"25:00", "9:60"}, []string{"no such time", "For example: 09:30"}},
		{"Hours", []string{"17:00-9:00"}, []string{"is not after the start", "For example"}},
		{"Hours", []string{"02:30", "02:30-10:00"}, []string{"02:30 does not exist", "for example 09:00"}},
		{"Hours", []string{"in the morning, perhaps", "31:70-99:99", strings.Repeat("x", 900)}, []string{"For example"}},
		{"Title", []string{strings.Repeat("x", 4000), strings.Repeat("word ", 700)}, []string{"at most 200", "Nothing was changed"}},
		{"Title", []string{strings.Repeat(family, 360)}, []string{"at most 200"}},
		{"Seats", []string{"many", "-5", "0", "99999999999999999999", "5 or 6", strings.Repeat("7", 900)}, []string{"For example: 24"}},
		{"Kind", []string{"party", strings.Repeat("x", 900)}, []string{"no kind that I know"}},
		{"Place", []string{"?"}, []string{"For example"}},
		{"Place", []string{strings.Repeat("x", 4000)}, tooLong},
		{"Time zone", []string{"Mars/Olympus", "Local", "../../etc/passwd", "GMT+99", strings.Repeat("x", 900)}, []string{"do not know the zone", "For example: Almaty"}},
		{"Audience", []string{"whoever likes", strings.Repeat("x", 900)}, []string{"For example: customs"}},
		{"Partners", []string{strings.Repeat("x", 4000)}, []string{"at most 200"}},
		{"Hours", []string{"day 2 9-13", "27 March 9-13"}, []string{"not one of its days", "For example: day 2"}},
		{"Place", []string{"Customs Institute, Almaty; Nowhereville"}, []string{"Nowhereville", "For example"}},
		{"More fields…/Deadlines", []string{"soon", "registration", "registration 31 February 2027", "👍", strings.Repeat("x", 900)}, []string{"For example"}},
		{"More fields…/Deadlines", []string{"registration 29 March 2027"}, []string{"is after the event", "For example"}},
		{"More fields…/Languages", []string{"Klingon", "Russian and Elvish", "👍", strings.Repeat("x", 900)}, []string{"cannot read languages", "For example: Russian"}},
		{"More fields…/Component", []string{strings.Repeat("2", 61)}, []string{"at most 60"}},
		{"More fields…/Contact", []string{strings.Repeat("x", 201), strings.Repeat("x\n", 150)}, []string{"at most 200", "Nothing was changed"}},
		{"More fields…/Description", []string{strings.Repeat("x", 1001)}, []string{"at most 1000"}},
		{"More fields…/Practical information…/Hotel", []string{strings.Repeat("x", 501)}, []string{"at most 500"}},
		{"In person or online", []string{"on the moon", "javascript:alert(1)", strings.Repeat("x", 4000), strings.Repeat("&", 4000)}, []string{"none of: in person, online, hybrid"}},
	} {
		path := strings.Split(c.field, "/")
		s.presses("coordinator", append([]string{"Change…"}, path...)...)
		for _, text := range c.texts {
			s.has(c.field+" "+excerpt(text), s.says("coordinator", text), c.want...)
			if after := s.text(draft); after != before {
				t.Fatalf("%s %q changed the draft:\n%s", c.field, excerpt(text), after)
			}
			if n := s.text(`SELECT count(*)::text FROM asking`); n != "1" {
				t.Errorf("%s %q: %s questions are open", c.field, excerpt(text), n)
			}
		}
		s.presses("coordinator", "Back")
		if len(path) == 3 { // a heading: behind it is the page of headings
			s.presses("coordinator", "Back")
		}
	}

	s.presses("coordinator", "Change…", "Title")
	who := s.people["coordinator"]
	for name, send := range map[string]func() int{
		"a sticker": func() int { return who.SendSticker("👍") }, "a voice": func() int { return who.SendVoice(3) },
		"a photo": func() int { return who.SendPhoto([]byte("jpg"), "") }, "a contact": func() int { return who.ShareContact("+77010000000") },
		"a document": func() int { return who.SendFile("a.pdf", "application/pdf", []byte("%PDF"), "") },
	} {
		send()
		s.has(name, s.read(who), "I need text here")
	}
	// The question stays: the next text answers it.
	s.has("a title", s.says("coordinator", "<b>Big</b> & \x07\u202e\"'new lines\""), "<b>Big</b> & \"'new lines\"")
	s.has("a title of 200", func() string {
		s.presses("coordinator", "Change…", "Title")
		return s.says("coordinator", strings.Repeat("Щ", 199)+"&")
	}(), strings.Repeat("Щ", 199)+"&")
}

// TestRefusedNew: the same of a whole line; there is no draft then.
func TestRefusedNew(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	for text, want := range map[string]string{
		"/new Workshop on audit, Almaty, 31 February 2027":             "There is no 31 February",
		"/new Workshop on audit, Almaty, 15-13 September 2027":         "is before the start",
		"/new Workshop on audit, Almaty, 9 December 2026, 25:00":       "no such time",
		"/new Workshop on audit, Almaty, 9 December 2026, 17:00-09:00": "is not after the start",
		"/new \u2060\u00ad": "nothing to read",
	} {
		before := s.text(`SELECT count(*)::text FROM draft`)
		s.has(text, s.says("coordinator", text), want, "For example")
		after := s.text(`SELECT count(*)::text FROM draft`)
		if kept, tells := after != before, strings.Contains(text, "Workshop"); kept != tells { // all but the days or hours is kept
			t.Fatalf("%q: %s drafts, then %s", excerpt(text), before, after)
		}
	}
	if n := s.text(`SELECT count(*)::text FROM draft WHERE fields->>'from' <> '' OR fields->>'start' LIKE '2027%'`); n != "0" {
		t.Errorf("%s drafts have what cannot be", n)
	}
	s.has("4000 letters", s.says("coordinator", "/new "+strings.Repeat("x", 4000)), "at most 200 fit", "Nothing was changed")
	s.says("coordinator", "/new "+strings.Repeat("a very long title ", 560)) // some 10,000 characters, in three messages
	s.has("what comes next", s.says("coordinator", "/help"), "/upcoming")

	// An ambiguous date is asked about, a past one is not saved as it stands.
	s.has("03/04", s.says("coordinator", "/new Workshop on audit, Almaty, 03/04/2027"), "Please check: dates")
	if labels := s.labels("coordinator"); !slices.Contains(labels, "Sat 3 April 2027") || !slices.Contains(labels, "Thu 4 March 2027") || slices.Contains(labels, "Save") {
		t.Errorf("the buttons of 03/04: %q", labels)
	}
	s.says("coordinator", "/new Workshop on audit, Almaty, 3 March 2026")
	if labels := s.labels("coordinator"); !slices.Contains(labels, "Record a past event") || slices.Contains(labels, "Save") {
		t.Errorf("the buttons of a past date: %q", labels)
	}
	draft := s.text(`SELECT id || ':' || version FROM draft ORDER BY id DESC LIMIT 1`)
	s.forges("coordinator", "d.save:"+draft)
	s.has("saving it all the same", s.read(s.people["coordinator"]), "is past")
	// A time that the clocks leave out that night.
	s.says("coordinator", "/new Workshop on audit, Brussels, 28 March 2027, 02:30")
	s.forges("coordinator", "d.save:"+s.text(`SELECT id || ':' || version FROM draft ORDER BY id DESC LIMIT 1`))
	s.has("02:30", s.read(s.people["coordinator"]), "02:30 does not exist")
	if n := s.text(`SELECT count(*)::text FROM event`); n != "0" {
		t.Errorf("%s events were saved", n)
	}
}

// labels are those of the newest message to somebody.
func (s *trial) labels(who string) (labels []string) {
	ms := s.people[who].Messages()
	for _, row := range ms[len(ms)-1].Buttons {
		for _, b := range row {
			labels = append(labels, b.Text)
		}
	}
	return labels
}

func (s *trial) forges(who, data string) {
	ms := s.people[who].Messages()
	s.people[who].PressData(ms[len(ms)-1].ID, data)
	s.settle()
}

// TestLongCommands: whatever stands behind a command is answered within a message.
func TestLongCommands(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	s.events(1, "Audit")
	for _, who := range []string{"coordinator", "stranger"} {
		for _, long := range []string{strings.Repeat("x", 4000), strings.Repeat("&", 4000), strings.Repeat("ж", 2000), strings.Repeat(family, 360), "\u202e<a href=\"x\">%_\\';--"} {
			for _, command := range []string{"/event", "/upcoming", "/past", "/my", "/remind", "/remind AAAAB", "/timezone", "/language", "/start", "/help", "/privacy", "/settings", "/new"} {
				if got := s.says(who, command+" "+long); got == "" {
					t.Errorf("%s %s by the %s is not answered", command, excerpt(long), who)
				}
			}
			if got := s.says(who, long); got == "" {
				t.Errorf("%s by the %s is not answered", excerpt(long), who)
			}
		}
		for _, command := range []string{"/e_", "/e_" + strings.Repeat("A", 29), "/" + strings.Repeat("x", 32), "/frobnicate", "/UPCOMING", "/"} {
			if got := s.says(who, command); got == "" {
				t.Errorf("%s by the %s is not answered", command, who)
			}
		}
	}
	s.has("an unknown code", s.says("coordinator", "/event 12345"), "no event 12345")
	s.has("an unknown command", s.says("coordinator", "/upcomming"), "/upcoming")
	s.has("a participant's /new", s.says("stranger", "/new Workshop"), "for the programme's team only")
	if n := s.text(`SELECT count(*)::text FROM account WHERE id = 301`); n != "0" {
		t.Error("the stranger was stored")
	}
}

// TestNames: names that cannot be seen, or that would turn the line, are shown as
// something that can be read.
func TestNames(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	s.events(1, "Audit")
	for i, name := range []string{"\u200b \u200d\u2060", "\u202eevil \u200b", "<b>Bold</b> &amp;", strings.Repeat("𝒜", 64) + " " + strings.Repeat("🇰🇿", 32), "\u3164", "O'Neil \"x\""} {
		p := s.sim.Person(int64(400+i), name, "en")
		p.Start("e_AAAAB_abcdefghij")
		s.settle()
		if err := p.PressLast("I'll come"); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	s.says("coordinator", "/e_AAAAB")
	got := s.presses("coordinator", "Who is coming")
	s.has("the names", got, "Telegram 400", "evil", "<b>Bold</b> &amp;", "Telegram 404", "O'Neil \"x\"", "6 coming")
	if strings.ContainsAny(got, "\u202e\u200b") {
		t.Errorf("the names turn the line: %q", got)
	}
}

// TestManyEvents: a list of sixty events with the longest titles is paged within
// Telegram's limits, and each event stands on one page.
func TestManyEvents(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{"letters": strings.Repeat("Щ&", 100), "emoji": strings.Repeat(family, 36)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newTrial(t)
			s.events(60, title)
			s.has("/upcoming", s.says("coordinator", "/upcoming"), "60 events")
			s.pages("coordinator", regexp.MustCompile(`/e_\w{5}`), 12, 60)
			s.says("coordinator", "/upcoming almaty")
			s.pages("coordinator", regexp.MustCompile(`/e_\w{5}`), 12, 60)
			s.says("coordinator", "/upcoming "+strings.Repeat("Щ&", 30)) // it travels in the buttons
			s.people["participant"].Start("e_AAAAB_abcdefghij")
			s.settle()
		})
	}
}

// pages turns the pages of the newest message to the end, and finds everything
// once.
func (s *trial) pages(who string, what *regexp.Regexp, pages, things int) {
	s.t.Helper()
	found := map[string]int{}
	for n := 1; ; n++ {
		ms := s.people[who].Messages()
		m := ms[len(ms)-1]
		for _, thing := range what.FindAllString(m.Text, -1) {
			found[thing]++
		}
		next := fmt.Sprintf("%d/%d ›", n+1, pages)
		if !slices.Contains(s.labels(who), next) {
			if back := fmt.Sprintf("‹ %d/%d", n-1, pages); n != pages || !slices.Contains(s.labels(who), back) {
				s.t.Errorf("%d pages, want %d; the last one's buttons: %q", n, pages, s.labels(who))
			}
			break
		}
		if _, err := s.people[who].Press(m.ID, next); err != nil {
			s.t.Fatal(err)
		}
		s.settle()
	}
	for thing, n := range found {
		if n != 1 {
			s.t.Errorf("%s stands there %d times", thing, n)
		}
	}
	if len(found) != things {
		s.t.Errorf("%d found, want %d", len(found), things)
	}
}

// TestManyPeople: three hundred names are paged, however long they are.
func TestManyPeople(t *testing.T) {
	t.Parallel()
	for name, pad := range map[string]string{"letters": strings.Repeat("<", 120), "flags": strings.Repeat("🇰🇿", 60), "fancy letters": strings.Repeat("𝒜", 120)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newTrial(t)
			s.events(1, "Audit")
			if _, err := s.sql.Exec(`
				WITH a AS (INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
					SELECT 5000 + i, 'en', false, false, 'ok', $1, $1 FROM generate_series(1, 300) i RETURNING id),
				p AS (INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
					SELECT 1, id, 'participant', 'N' || id || ' ' || $2::text, false, $1 FROM a RETURNING id)
				INSERT INTO participation (event_id, person_id, state, since, schedule)
				SELECT (SELECT id FROM event), id, (ARRAY['coming', 'waiting', 'asked', 'declined'])[1 + id % 4], $1, 1 FROM p`,
				postgrestest.Start, pad); err != nil {
				t.Fatal(err)
			}
			s.says("coordinator", "/e_AAAAB")
			s.presses("coordinator", "Who is coming")
			s.pages("coordinator", regexp.MustCompile(`N5\d\d\d\b`), 15, 300)
		})
	}
}

// TestLongestEverywhere walks an event with the longest title, place and reason
// through every screen.
func TestLongestEverywhere(t *testing.T) {
	t.Parallel()
	for name, letter := range map[string]string{"letters": "Щ", "markup": "<", "emoji": "👍", "families": family, "marks": "e\u0323\u0302\u0301"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newTrial(t)
			s.says("coordinator", "/new Workshop on audit, Almaty, 9-11 December 2026, 10:00, 2 seats")
			longest := func(most int, path ...string) {
				t.Helper()
				s.presses("coordinator", append([]string{"Change…"}, path...)...)
				for n := min(most, 4000/len(utf16.Encode([]rune(letter)))); ; n -= 10 { // in one message // as long as it is taken
					if got := s.says("coordinator", strings.Repeat(letter, n)); !strings.Contains(got, "at most") && !strings.Contains(got, "For example") || n < 20 {
						return
					}
				}
			}
			longest(200, "Title")
			longest(200, "Partners")
			longest(1000, "More fields…", "Description")
			longest(200, "More fields…", "Contact")
			for _, heading := range []string{"Arrival", "First morning", "Hotel", "Visa", "Documents", "Weather", "Dress"} {
				longest(500, "More fields…", "Practical information…", heading)
				s.presses("coordinator", "Back")
			}
			s.presses("coordinator", "Change…", "Place")
			s.says("coordinator", strings.Repeat("Customs Institute ", 50)+", Almaty")
			s.presses("coordinator", "Save")
			code, key := s.text(`SELECT code FROM event`), s.text(`SELECT key FROM event`)
			for _, who := range []string{"participant", "officer", "expert"} {
				s.people[who].Start("e_" + code + "_" + key)
				s.settle()
				s.forges(who, "come:"+code+":1:"+key)
			}
			s.says("participant", "/my")
			for _, command := range []string{"/upcoming", "/upcoming almaty", "/remind " + code, "/remind " + code + " " + strings.Repeat(letter, 150)} {
				s.says("coordinator", command)
			}
			s.presses("coordinator", "Send to 2")
			s.says("coordinator", "/e_"+code)
			s.presses("coordinator", "Who is coming", "Back", "Share…")
			s.says("coordinator", "/e_"+code)
			s.presses("coordinator", "Change…", "Change…")
			s.presses("coordinator", "Title")
			for n := 200; n > 10; n -= 10 {
				if got := s.says("coordinator", "New "+strings.Repeat(letter, n-4)); !strings.Contains(got, "at most") {
					break
				}
			}
			s.presses("coordinator", "Change…", "Dates")
			s.says("coordinator", "16-18 December 2026")
			s.forges("coordinator", "d.now:"+s.text(`SELECT id || ':' || version FROM draft ORDER BY id DESC LIMIT 1`))
			s.turn(postgrestest.Start.AddDate(0, 0, 22)) // the reminders of the new days
			s.forges("expert", "info:"+code)
			s.forges("participant", "giveup:"+code+":2") // somebody moves up
			s.says("coordinator", "/e_"+code)
			s.presses("coordinator", "More…", "Cancel event…")
			for n := 200; n > 10; n -= 10 {
				if got := s.says("coordinator", strings.Repeat(letter, n)); !strings.Contains(got, "at most") {
					break
				}
			}
			s.forges("coordinator", "d.now:"+s.text(`SELECT id || ':' || version FROM draft ORDER BY id DESC LIMIT 1`))
			s.turn(s.clock.Now().Add(time.Minute)) // it can be taken back until then
			s.says("expert", "/e_"+code)
			if got := s.text(`SELECT status FROM event`); got != "cancelled" {
				t.Errorf("the event is %s", got)
			}
			if n := s.text(`SELECT count(*)::text FROM outbox WHERE state = 'failed'`); n != "0" {
				t.Errorf("%s messages could not be sent: %s", n, s.text(`SELECT string_agg(DISTINCT coalesce(problem, ''), '; ') FROM outbox WHERE state = 'failed'`))
			}
		})
	}
}

// TestTwiceAndUndecodable: an update that comes again, a button pressed twice and
// an update that cannot be read harm nothing.
func TestTwiceAndUndecodable(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	s.says("coordinator", "/new Workshop on audit, Almaty, 9-11 December 2026")
	for range 2 {
		if err := s.people["coordinator"].PressLast("Save"); err != nil {
			t.Fatal(err)
		}
	}
	s.settle()
	if err := s.sim.Redeliver(s.sim.LastUpdate()); err != nil {
		t.Fatal(err)
	}
	if got := s.says("coordinator", "/upcoming"); !strings.Contains(got, "1 event") {
		t.Errorf("saved twice: %s", got)
	}
	next := s.sim.LastUpdate()
	if err := s.sim.Redeliver(next); err != nil {
		t.Fatal(err)
	}
	if got := s.read(s.people["coordinator"]); got != "" {
		t.Errorf("an update that comes again is answered again: %s", got)
	}
	for _, raw := range []string{
		`{"message":"nothing"}`,
		`{"message":{"message_id":"x","chat":{"id":101,"type":"private"}}}`,
		`{"callback_query":[]}`,
		`{"callback_query":{"id":"1","from":{"id":101,"is_bot":false,"first_name":"C"},"data":"come"}}`,
		`{"poll":{}}`,
		`{}`,
	} {
		s.sim.InjectRaw(json.RawMessage(raw))
		s.settle()
		s.read(s.people["coordinator"])
		s.has("after "+raw, s.says("coordinator", "/upcoming"), "1 event")
	}
}
