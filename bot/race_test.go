package bot_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// rounds is how often two things are let loose on each other.
const rounds = 10

// report says how often transactions were in one another's way.
func (o *office) report() {
	o.t.Helper()
	o.t.Logf("%d transactions were repeated", o.repeats.Load())
}

// soon waits a little, so that sometimes one is first and sometimes the other.
func soon() { time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond) }

func later(f func() error) func() error {
	return func() error { soon(); return f() }
}

// TestPlanAndRemindAgainstCancel: whoever is first, nothing of a cancelled event
// is left to send but that it is cancelled.
func TestPlanAndRemindAgainstCancel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(12)
	planned, sent := 0, 0
	for round := range rounds {
		o.clock.Set(postgrestest.Start)
		e := o.event()
		o.take(e, programme.Coming, users...)
		o.clock.Set(time.Date(2026, 11, 25, 5, 0, 0, 0, time.UTC)) // 10:00, 14 days before
		change := o.draft(theOwner, e, programme.FieldReason, "The venue is closed")
		confirm := o.handling(0, o.pressed(theOwner, change("d.tell")))
		cancel := o.handling(0, o.pressed(theOwner, fmt.Sprintf("e.tell:%s:%d:%d", e.Code, e.Version, o.int(`SELECT max(id) FROM draft`))))
		o.do(o.said(theOwner+1, "remind", e.Code+" Please bring your laptop"))
		send := o.int(`SELECT max(id) FROM send`)
		o.atOnce(
			later(func() error { return errors.Join(confirm(), cancel()) }),
			later(o.handling(1, o.pressed(theOwner+1, fmt.Sprintf("r.now:%d", send)))),
			later(o.plan),
			later(func() error { // a sender claims meanwhile
				_, err := o.sql.Exec(`UPDATE outbox SET state = 'sending', run = gen_random_uuid(), claimed_at = clock_timestamp()
					WHERE id IN (SELECT id FROM outbox WHERE event_id = $1 AND class > 0 AND state = 'queued' AND withdrawn IS NULL
					              ORDER BY id LIMIT 5 FOR UPDATE SKIP LOCKED)`, e.ID)
				return err
			}),
		)
		if err := o.plan(); err != nil {
			t.Fatal(err)
		}
		o.want("status", o.text(`SELECT status FROM event WHERE id = $1`, e.ID), "cancelled")
		o.want(fmt.Sprintf("round %d: left to send of reminders and mass sends", round), o.int(`
			SELECT count(*) FROM outbox o JOIN delivery d ON d.outbox_id = o.id LEFT JOIN send s ON s.id = d.send_id
			 WHERE o.event_id = $1 AND o.state IN ('queued', 'sending', 'unknown') AND o.withdrawn IS NULL
			   AND (d.rule_id IS NOT NULL OR s.kind IN ('mass', 'nudge'))`, e.ID), 0)
		o.want("told that it is cancelled", o.int(`
			SELECT count(*) FROM outbox o JOIN send s ON s.id = o.send_id
			 WHERE o.event_id = $1 AND s.kind = 'change' AND o.withdrawn IS NULL`, e.ID), len(users))
		if o.int(`SELECT count(*) FROM delivery WHERE event_id = $1 AND rule_id IS NOT NULL`, e.ID) > 0 {
			planned++
		}
		if o.int(`SELECT count(*) FROM delivery WHERE send_id = $1`, send) > 0 {
			sent++
		}
	}
	t.Logf("of %d rounds, the plan was first in %d and the mass send in %d", rounds, planned, sent)
	o.report()
}

// TestZoneAgainstPlan: people who choose another zone while rules are planned are
// not missed, and get nothing twice.
func TestZoneAgainstPlan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(24)
	e := o.event()
	o.take(e, programme.Coming, users...)
	zones := []string{"Asia/Almaty", "Asia/Bishkek", "Asia/Ulaanbaatar", "Europe/Brussels", "Asia/Tokyo", "America/New_York"}
	languages := []string{"en", "ru", "uz"}
	hours := []time.Duration{-9, -5, -1, 0, 1, 5, 9, 15}
	for _, days := range []int{14, 3, 1, 0} {
		// All begin in the west, where the hour comes last.
		o.exec(`UPDATE account SET zone = 'America/New_York', zone_chosen = true WHERE id >= $1`, firstOwn)
		o.exec(`UPDATE rule SET next_at = $1 WHERE event_id = $2`, o.clock.Now(), e.ID)
		for step, h := range hours {
			o.clock.Set(time.Date(2026, 12, 9-days, 5, 0, 0, 0, time.UTC).Add(h * time.Hour))
			fs := []func() error{later(o.plan), later(o.plan)}
			for i := range 8 {
				user := users[rand.IntN(len(users))]
				u := o.said(user, "timezone", zones[rand.IntN(len(zones))])
				if i%3 == 0 {
					u = o.pressed(user, fmt.Sprintf("come:%s:%d", e.Code, e.Schedule))
				}
				if step%2 == 1 { // in an app whose language is another now
					u.Language = languages[rand.IntN(len(languages))]
				} else {
					u.Language = ""
				}
				fs = append(fs, later(o.handling(i, u)))
			}
			o.atOnce(fs...)
			if err := o.plan(); err != nil {
				t.Fatal(err)
			}
			o.nobodyMissed(e)
		}
	}
	o.clock.Set(time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC))
	if err := o.plan(); err != nil {
		t.Fatal(err)
	}
	o.want("people and rules without exactly one delivery", o.int(`
		SELECT count(*) FROM participation x JOIN rule r ON r.event_id = x.event_id
		 WHERE x.event_id = $1 AND (SELECT count(*) FROM delivery d WHERE d.rule_id = r.id AND d.person_id = x.person_id) <> 1`, e.ID), 0)
	o.want("deliveries", o.int(`SELECT count(*) FROM delivery WHERE event_id = $1`, e.ID), 4*len(users))
	o.want("rules that never came to rest", o.int(`SELECT count(*) FROM rule WHERE event_id = $1 AND next_at IS NOT NULL`, e.ID), 0)
	o.report()
}

// nobodyMissed checks that everyone coming whose hour has come, by their zone as it
// is now, has their delivery.
func (o *office) nobodyMissed(e programme.Event) {
	o.t.Helper()
	var rules []programme.Rule
	var hours programme.Hours
	if err := o.pools[0].Do(o.t.Context(), func(tx *postgres.Tx) (err error) {
		if rules, err = tx.EventRules(o.t.Context(), e.ID); err != nil {
			return err
		}
		hours, err = tx.Hours(o.t.Context(), e.Programme)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	var missing []struct {
		Rule    int64  `db:"rule"`
		Account int64  `db:"account"`
		Zone    string `db:"zone"`
	}
	if err := o.sql.Select(&missing, `
		SELECT r.id AS rule, a.id AS account, coalesce(a.zone, 'Asia/Almaty') AS zone
		  FROM participation x JOIN person p ON p.id = x.person_id JOIN account a ON a.id = p.account_id JOIN rule r ON r.event_id = x.event_id
		 WHERE x.event_id = $1 AND NOT EXISTS (SELECT FROM delivery d WHERE d.rule_id = r.id AND d.person_id = p.id)`, e.ID); err != nil {
		o.t.Fatal(err)
	}
	for _, m := range missing {
		rule := rules[slices.IndexFunc(rules, func(r programme.Rule) bool { return r.ID == m.Rule })]
		at := programme.Plan([]programme.Rule{rule}, e, hours, reminder.Clocks(e, m.Zone))[0].At
		if !at.IsZero() && !at.After(o.clock.Now()) {
			o.t.Errorf("at %s: %d in %s was due at %s and has nothing", o.clock.Now().UTC(), m.Account, m.Zone, at.UTC())
		}
	}
}

// TestSeats: fifty people want five seats at once, then twenty of them leave at
// once.
func TestSeats(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.exec(`CREATE FUNCTION oversold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF (SELECT count(*) FROM participation x JOIN event e ON e.id = x.event_id WHERE e.id = NEW.event_id AND x.state = 'coming')
		   > (SELECT seats FROM event WHERE id = NEW.event_id) THEN RAISE EXCEPTION 'oversold'; END IF;
		RETURN NULL; END $$`)
	o.exec(`CREATE CONSTRAINT TRIGGER oversold AFTER INSERT OR UPDATE ON participation DEFERRABLE INITIALLY DEFERRED
		FOR EACH ROW EXECUTE FUNCTION oversold()`)
	const people, room = 50, 5
	for range 2 {
		e := o.event(seats(room))
		var presses []programme.Update
		var fs []func() error
		for i := range people { // strangers, each by the link's key: the first time they are stored, later known
			u := o.pressed(aStranger+int64(i), fmt.Sprintf("come:%s:%d:%s", e.Code, e.Schedule, e.Key))
			presses, fs = append(presses, u), append(fs, o.handling(i, u))
		}
		o.atOnce(fs...)
		o.want("coming", o.count(e, programme.Coming), room)
		o.want("waiting", o.count(e, programme.Waiting), people-room)
		line := o.line(e)
		for _, u := range presses {
			place := slices.Index(line, u.User) + 1
			if told := number(o.answer(u)); place > 0 && told != place {
				t.Errorf("waits in place %d, and was told %q", place, o.answer(u))
			}
		}
		var coming []int64
		if err := o.sql.Select(&coming, `SELECT p.account_id FROM participation x JOIN person p ON p.id = x.person_id
			WHERE x.event_id = $1 AND x.state = 'coming'`, e.ID); err != nil {
			t.Fatal(err)
		}
		leaving := slices.Clone(line)
		rand.Shuffle(len(leaving), func(i, j int) { leaving[i], leaving[j] = leaving[j], leaving[i] })
		leaving = append(coming, leaving[:20-len(coming)]...)
		fs = nil
		for i, user := range leaving {
			fs = append(fs, o.handling(i, o.pressed(user, fmt.Sprintf("giveup:%s:%d", e.Code, e.Schedule))))
		}
		o.atOnce(fs...)
		stay := slices.DeleteFunc(slices.Clone(line), func(u int64) bool { return slices.Contains(leaving, u) })
		o.want("coming after twenty left", o.count(e, programme.Coming), room)
		o.want("declined", o.count(e, programme.Declined), len(leaving))
		for i, user := range stay {
			want := "waiting"
			if i < room {
				want = "coming"
			}
			o.want(fmt.Sprintf("number %d of those in line who stayed", i+1), o.stateOf(e, user), want)
			o.want("told of the seat", o.int(`SELECT count(*) FROM outbox WHERE key LIKE 'promoted:%' AND event_id = $1 AND chat = $2`,
				e.ID, user), map[string]int{"coming": 1}[want])
		}
		o.want("the line", fmt.Sprint(o.line(e)), fmt.Sprint(stay[room:]))
	}
	o.want("persons of fifty accounts", o.int(`SELECT count(*) FROM person WHERE account_id >= $1`, aStranger), people)
	o.report()
}

func (o *office) count(e programme.Event, state programme.State) int {
	o.t.Helper()
	return o.int(`SELECT count(*) FROM participation WHERE event_id = $1 AND state = $2`, e.ID, state)
}

// line are the accounts that wait, the first first.
func (o *office) line(e programme.Event) (users []int64) {
	o.t.Helper()
	if err := o.sql.Select(&users, `SELECT p.account_id FROM participation x JOIN person p ON p.id = x.person_id
		WHERE x.event_id = $1 AND x.state = 'waiting' ORDER BY x.since, x.place`, e.ID); err != nil {
		o.t.Fatal(err)
	}
	return users
}

// number is the first number in a text; 0 if there is none.
func number(s string) int {
	n, _ := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(s))
	return n
}

// TestSeatsNaively: who counts first and takes the seat afterwards, without the
// event's lock, oversells. So the test above can fail.
func TestSeatsNaively(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.exec(`CREATE TABLE seat (round int, person int)`)
	naive := func(round, person int) error {
		tx, err := o.sql.Beginx()
		if err != nil {
			return err
		}
		defer tx.Rollback()
		var taken int
		if err := tx.Get(&taken, `SELECT count(*) FROM seat WHERE round = $1`, round); err != nil {
			return err
		}
		if taken < 5 {
			if _, err := tx.Exec(`INSERT INTO seat VALUES ($1, $2)`, round, person); err != nil {
				return err
			}
		}
		return tx.Commit()
	}
	most := 0
	for round := range 20 {
		var fs []func() error
		for i := range 30 {
			fs = append(fs, func() error { return naive(round, i) })
		}
		o.atOnce(fs...)
		if most = max(most, o.int(`SELECT count(*) FROM seat WHERE round = $1`, round)); most > 5 {
			break
		}
	}
	t.Logf("five seats were sold %d times", most)
	if most <= 5 {
		t.Error("counting first oversold nothing in twenty rounds: the other test proves nothing")
	}
}

// TestAnswerAgainstMove: an answer under the old days is given before the move,
// or refused and shown the new days. Nobody comes on days they have not seen.
func TestAnswerAgainstMove(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, field, text string
		carried           bool // the answers given before stand for the new schedule too
	}{
		{"days", "dates", "16-18 December 2026", false},
		{"hours", "times", "14:00", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			users := o.crowd(16)
			before, after := 0, 0
			for range rounds {
				e := o.event(seats(6))
				move := o.pending(theOwner, e, o.draft(theOwner, e, programme.Field(c.field), c.text))
				fs := []func() error{later(o.handling(0, o.pressed(theOwner, move)))}
				var presses []programme.Update
				for i, user := range users {
					verb := "come"
					if i%4 == 3 {
						verb = "no"
					}
					u := o.pressed(user, fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Schedule))
					u.Data += ":" + e.Key
					presses, fs = append(presses, u), append(fs, later(o.handling(i, u)))
				}
				o.atOnce(fs...)
				o.want("schedule", o.int(`SELECT schedule FROM event WHERE id = $1`, e.ID), e.Schedule+1)
				want := e.Schedule
				if c.carried {
					want++
				}
				o.want("answers that stand for another schedule", o.int(
					`SELECT count(*) FROM participation WHERE event_id = $1 AND schedule <> $2`, e.ID, want), 0)
				o.want("more coming than seats", o.count(e, programme.Coming) > 6, false)
				for _, u := range presses {
					state, toast := o.stateOf(e, u.User), o.answer(u)
					refused := toast == o.say("answer.moved")
					if refused != (state == "") {
						t.Errorf("told %q, and is %q", toast, state)
					}
					if refused {
						after++
					} else {
						before++
					}
				}
			}
			t.Logf("%d answers came before the move, %d after it", before, after)
			o.report()
		})
	}
}

// TestPromotionAfterMove: a seat that becomes free is given to who waited for the
// old days, and does not say for them that they come on the new ones.
func TestPromotionAfterMove(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(2)
	e := o.event(seats(1))
	o.take(e, programme.Coming, users[0])
	o.take(e, programme.Waiting, users[1])
	o.do(o.pressed(theOwner, o.pending(theOwner, e, o.draft(theOwner, e, programme.FieldDates, "16-18 December 2026"))))
	o.do(o.pressed(users[0], fmt.Sprintf("giveup:%s:%d", e.Code, e.Schedule+1)))
	o.want("who waited", o.stateOf(e, users[1]), "coming")
	o.want("the schedule that their answer stands for", o.int(`SELECT x.schedule FROM participation x JOIN person p ON p.id = x.person_id
		WHERE x.event_id = $1 AND p.account_id = $2`, e.ID, users[1]), e.Schedule)
}

// TestTwoEditAtOnce: of two coordinators who save their changes of one event at
// once, the second sees the first one's and keeps their own; saving again changes
// only what they changed.
func TestTwoEditAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	wins := map[int64]int{}
	for range rounds {
		e := o.event(seats(24))
		one := o.draft(theOwner, e, programme.FieldTitle, "Risk analysis")
		two := o.draft(theOwner+1, e, programme.FieldSeats, "30")
		a, b := o.pressed(theOwner, one("d.save")), o.pressed(theOwner+1, two("d.save"))
		o.atOnce(later(o.handling(0, a)), later(o.handling(1, b)))
		o.want("version", o.int(`SELECT version FROM event WHERE id = $1`, e.ID), e.Version+1)

		loser := b
		if o.toast(a) != "" {
			loser = a
		}
		wins[loser.User]++
		o.want("what the second is told", o.toast(loser), o.say("change.overtaken"))
		var id, version, base int
		if err := o.sql.QueryRow(`SELECT id, version, event_version FROM draft WHERE state = 'open' AND event_id = $1`, e.ID).
			Scan(&id, &version, &base); err != nil {
			t.Fatal(err)
		}
		o.want("the second's draft stands on version", base, e.Version+1)
		o.do(o.pressed(loser.User, fmt.Sprintf("d.save:%d:%d", id, version)))
		o.want("title and seats", o.text(`SELECT t.title || ', ' || e.seats FROM event e JOIN event_text t ON t.event_id = e.id WHERE e.id = $1`, e.ID),
			"Risk analysis, 30")
	}
	t.Logf("overtaken, by coordinator: %v", wins)
	o.report()
}

func (o *office) toast(u programme.Update) string {
	o.t.Helper()
	return o.text(`SELECT coalesce((SELECT params ->> 'text' FROM outbox WHERE params ->> 'callback_query_id' = $1), '')`, u.QueryID)
}

// TestSameTwice: an update delivered through two processes at once has one
// effect; so has a button pressed twice within a moment.
func TestSameTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	user := int64(aStranger)
	for round := range rounds {
		// A stranger, whom both presses find unknown.
		user++
		e := o.event(seats(1))
		u := o.pressed(user, fmt.Sprintf("come:%s:%d:%s", e.Code, e.Schedule, e.Key))
		o.atOnce(o.handling(0, u), o.handling(1, u))
		o.want("answers to one press", o.answers(u), 1)

		user++
		e = o.event(seats(1))
		u = o.pressed(user, fmt.Sprintf("come:%s:%d:%s", e.Code, e.Schedule, e.Key))
		again := o.pressed(user, u.Data)
		o.atOnce(o.handling(0, u), o.handling(1, again))
		o.want("answers to two presses", o.answers(u)+o.answers(again), 2)
		o.want("state", o.stateOf(e, user), "coming")
		o.want("changes", o.int(`SELECT count(*) FROM change WHERE subject = 'participation' AND subject_id = $1`, e.ID), 1)

		// A draft saved twice is one event; a mass send let go twice goes once.
		o.do(o.said(theOwner, "new", fmt.Sprintf("Workshop on tariffs %d, Almaty, 14 December 2026", round)))
		events, id := o.int(`SELECT count(*) FROM event`), o.int(`SELECT max(id) FROM draft`)
		save := fmt.Sprintf("d.save:%d:1", id)
		o.atOnce(o.handling(0, o.pressed(theOwner, save)), o.handling(1, o.pressed(theOwner, save)))
		o.want("events of a draft saved twice", o.int(`SELECT count(*) FROM event`)-events, 1)

		o.do(o.said(theOwner, "remind", e.Code))
		send := o.int(`SELECT max(id) FROM send`)
		o.atOnce(o.handling(0, o.pressed(theOwner, fmt.Sprintf("r.now:%d", send))), o.handling(1, o.pressed(theOwner+1, fmt.Sprintf("r.now:%d", send))))
		o.want("messages of a send let go twice", o.int(`SELECT count(*) FROM outbox WHERE send_id = $1`, send), 1)
	}
	o.report()
}

// TestLinkAgainstAnswer: opening the link again does not take an answer back that
// is given at the same time.
func TestLinkAgainstAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(1)
	for range 2 * rounds {
		e := o.event()
		open := o.said(users[0], "start", fmt.Sprintf("e_%s_%s", e.Code, e.Key))
		come := o.pressed(users[0], fmt.Sprintf("come:%s:%d:%s", e.Code, e.Schedule, e.Key))
		o.atOnce(later(o.handling(0, open)), later(o.handling(1, come)))
		o.want("state", o.stateOf(e, users[0]), "coming")
	}
	o.report()
}

// TestTellNowAgainstUndo: whoever is first, a change is either made and told once, or
// taken back and told to nobody. The minute's own job comes in between.
func TestTellNowAgainstUndo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(4)
	made, taken := 0, 0
	for range rounds {
		o.clock.Set(postgrestest.Start)
		e := o.event()
		o.take(e, programme.Coming, users...)
		told := o.pending(theOwner, e, o.draft(theOwner, e, programme.FieldDates, "16-18 December 2026"))
		o.clock.Set(postgrestest.Start.Add(time.Minute))
		o.atOnce(
			later(o.handling(0, o.pressed(theOwner, told))),
			later(o.handling(1, o.pressed(theOwner+1, strings.Replace(told, "e.tell", "e.untell", 1)))),
			later(o.jobsDue),
		)
		change := o.int(`SELECT count(*) FROM outbox o JOIN send s ON s.id = o.send_id WHERE o.event_id = $1 AND s.kind = 'change'`, e.ID)
		switch state := o.text(`SELECT state FROM draft WHERE event_id = $1`, e.ID); state {
		case "saved":
			made++
			o.want("told that it is moved", change, len(users))
			o.want("schedule", o.int(`SELECT schedule FROM event WHERE id = $1`, e.ID), e.Schedule+1)
		case "open":
			taken++
			o.want("told of what was taken back", change, 0)
			o.want("schedule", o.int(`SELECT schedule FROM event WHERE id = $1`, e.ID), e.Schedule)
		default:
			t.Errorf("the draft is %s", state)
		}
	}
	t.Logf("%d were made, %d taken back", made, taken)
	o.report()
}
