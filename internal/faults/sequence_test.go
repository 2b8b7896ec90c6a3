package faults

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/programme"
)

var seedFlag = flag.Uint64("faults.seed", 0, "the seed of the random sequences, as a failure names it; 0: another each time")

const (
	lineUp      = 6  // people of a sequence
	sideBySide  = 25 // sequences of one bot at a time
	sequenceOps = 3
	bots        = 4 // each with a database of its own: a bot that was killed handles one update at a time, and leaves the machine to others
)

// sequence is a random row of things that people do about one event, and what must come
// of it.
type sequence struct {
	event   programme.Event
	from    int            // the first of its people
	wants   map[int]string // who: their last word, come or giveup
	removed map[int]bool   // who was taken off it, before or after their last word
	change  *change        // what the owner may make of it; nil: nothing
	changed bool           // the owner has
}

// TestSequences (F62) has people do random things about 300 events, in the long form 10,000,
// and the owner move, postpone and cancel events and take people off them.
// Meanwhile the bot is killed and made anew, or restarted in good order. Each
// event's answers are what its people said last, as far as there are seats, and it is what
// the owner has made of it; everyone concerned is told of that; everyone is
// answered; and all that must always hold does. At last reminders are due, of the days as
// they were and as they are: nobody who comes lacks theirs.
func TestSequences(t *testing.T) {
	t.Parallel()
	seed := *seedFlag
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("again by -faults.seed %d", seed)
	var moved atomic.Int64
	t.Run("bots", func(t *testing.T) {
		for i := range bots {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				moved.Add(int64(sequencesOf(t, rand.New(rand.NewPCG(seed, uint64(i))))))
			})
		}
	})
	if moved.Load() == 0 {
		t.Error("nobody was reminded of an event that was moved: it shows nothing")
	}
}

// sequencesOf plays one bot's part of the sequences. It counts the reminders of events that
// had been moved.
func sequencesOf(t *testing.T, random *rand.Rand) (moved int) {
	rounds := pick(300, 10_000) / sideBySide / bots
	r := newRig(t)
	r.programme(nil)
	r.people(sideBySide * lineUp)
	r.forget()
	r.turn(noon(23)) // whoever chooses a zone is told of changes at once there too
	b := r.runInside()
	kills, told, changes := 0, 0, 0
	for round := range rounds {
		all := r.sequences(random)
		at := random.IntN(sideBySide * sequenceOps)
		for n := range sideBySide * sequenceOps {
			all[n%sideBySide].step(r, random)
			if n != at {
				continue
			}
			time.Sleep(time.Duration(random.IntN(30)) * time.Millisecond)
			if random.IntN(4) == 0 {
				b.stop()
			} else {
				b.kill()
				kills++
			}
			b = r.runInside()
		}
		for _, s := range all { // whoever had blocked the bot is back
			for who := range lineUp {
				r.sim.Person(int64(s.from+who), "", "").Unblock()
			}
		}
		r.handled()
		var differ []string
		for _, s := range all {
			differ = append(differ, s.differs(r)...)
			if s.changed {
				changes++
			}
		}
		if sorry := r.sorry(); len(differ) > sorry-told {
			t.Fatalf("round %d, in which %d were told that it did not work: %q", round, sorry-told, differ)
		} else {
			told = sorry
		}
	}
	r.settled()
	for _, day := range []int{24, 25, 32} { // fourteen days before what was moved ahead, what stands as it did, and what was put off
		b.turn(noon(day))
		r.settled()
	}
	b.stop()
	for chat, texts := range r.posts() {
		if slices.Contains(texts, "") {
			t.Errorf("%d got an empty message", chat)
		}
	}
	t.Logf("%d sequences, %d events moved or called off, %d kills", rounds*sideBySide, changes, kills)
	return r.reminded(told)
}

// noon is that of a day of November 2026, in Almaty.
func noon(day int) time.Time {
	return time.Date(2026, time.November, day, 12, 0, 0, 0, reminderDay.Location())
}

// sequences begins as many as there are side by side. Of every fourth event the owner has
// typed what is to become of it.
func (r *rig) sequences(random *rand.Rand) (all []*sequence) {
	r.Helper()
	seats := make([]int, sideBySide)
	for i := range seats {
		seats[i] = 1 + random.IntN(lineUp)
	}
	var changes []*change
	for i, e := range r.events(seats...) {
		s := &sequence{event: e, from: firstChat + i*lineUp, wants: map[int]string{}, removed: map[int]bool{}}
		if i%4 == 0 {
			what := [][2]string{{"move", "16-18 December 2026"}, {"move", "8-10 December 2026"}, {"cancel", "The venue is closed"}, {"postpone", "The venue is closed"}}[random.IntN(4)]
			s.change = &change{event: e, verb: what[0], words: what[1]}
			changes = append(changes, s.change)
		}
		all = append(all, s)
	}
	r.propose(changes...)
	for _, s := range all {
		if s.change != nil && s.change.draft == 0 {
			s.change = nil
		}
	}
	return all
}

// step has one of a sequence's people do something.
func (s *sequence) step(r *rig, random *rand.Rand) {
	who := s.from + random.IntN(lineUp)
	p := r.sim.Person(int64(who), "", "")
	switch n := random.IntN(15); {
	case n >= 11 && s.change != nil && !s.changed:
		r.confirm(s.change)
		r.tell(s.change)
		s.changed = true
	case n >= 13:
		r.remove(s.event, who)
		s.removed[who] = true
	case n < 5:
		p.Unblock()
		r.press(s.event, who, 1, "come")
		s.wants[who] = "come"
	case n < 8:
		p.Unblock()
		r.press(s.event, who, 1, "giveup")
		s.wants[who] = "giveup"
	case n < 9: // twice within a moment
		p.Unblock()
		r.press(s.event, who, 1, "come")
		r.press(s.event, who, 1, "come")
		s.wants[who] = "come"
	case n < 10:
		p.Unblock()
		p.Say("/timezone " + []string{"Bishkek", "Almaty", "Tashkent"}[random.IntN(3)])
	case n < 11:
		p.Block()
	default:
		p.Unblock()
		p.Say("/my")
	}
}

// remove has the owner take somebody off an event, if they have a part in it.
func (r *rig) remove(e programme.Event, who int) {
	r.Helper()
	person := r.number(`SELECT id FROM person WHERE account_id = $1`, who)
	r.sim.Person(owner, "", "").PressData(1, fmt.Sprintf("p.remove:%s:%d", e.Code, person))
}

// differs holds an event against what its people and the owner said.
func (s *sequence) differs(r *rig) (what []string) {
	r.Helper()
	differ := func(format string, args ...any) {
		what = append(what, fmt.Sprintf("event %d: ", s.event.ID)+fmt.Sprintf(format, args...))
	}
	want := "confirmed 1 1"
	if s.changed {
		want = map[string]string{"move": "confirmed 2 2", "cancel": "cancelled 2 2", "postpone": "postponed 2 2"}[s.change.verb]
	}
	if got := r.text(`SELECT status || ' ' || schedule || ' ' || version FROM event WHERE id = $1`, s.event.ID); got != want {
		differ("it is %s, want %s", got, want)
		return what // of an owner's word that was apologised for nothing else follows
	}
	var parts []struct {
		Who   int
		State string
		Told  bool
	}
	if err := r.sql.Select(&parts, `SELECT p.account_id AS who, x.state, EXISTS (SELECT FROM delivery d JOIN send s ON s.id = d.send_id AND s.kind = 'change'
			WHERE d.event_id = x.event_id AND d.person_id = x.person_id) OR x.since >= e.schedule_since AS told
		  FROM participation x JOIN person p ON p.id = x.person_id JOIN event e ON e.id = x.event_id WHERE x.event_id = $1`, s.event.ID); err != nil {
		r.Fatal(err)
	}
	states, count := map[int]string{}, map[string]int{}
	for _, p := range parts {
		states[p.Who] = p.State
		count[p.State]++
		if in := p.State == "coming" || p.State == "waiting" || p.State == "asked"; in && s.changed && !p.Told {
			differ("%d is %s, and was not told that it is another now", p.Who, p.State)
		}
	}
	for who, want := range s.wants {
		got := states[who]
		switch in := got == "coming" || got == "waiting"; {
		case s.removed[who] && got == "removed":
		case s.removed[who] || s.changed: // the owner's word came before theirs, or after it
			if in && want == "giveup" && !s.changed {
				differ("%d gave up, and is %s", who, got)
			}
		case in != (want == "come") || !in && got != "declined":
			differ("%d pressed %s last, and is %s", who, want, got)
		}
	}
	if count["coming"] > s.event.Seats {
		r.Errorf("event %d: %d come to %d seats", s.event.ID, count["coming"], s.event.Seats)
	}
	if !s.changed && count["waiting"] > 0 && count["coming"] < s.event.Seats {
		differ("%d wait, and %d of %d seats are taken", count["waiting"], count["coming"], s.event.Seats)
	}
	return what
}

// reminded holds the reminders of fourteen days before against who comes, but for so many
// who were told that something did not work. It counts those of events that had been moved.
func (r *rig) reminded(sorry int) (moved int) {
	r.Helper()
	const lack = `SELECT count(*) FROM participation x JOIN event e ON e.id = x.event_id JOIN rule r ON r.event_id = e.id AND r.kind = 'days_before' AND r.n = 14
		WHERE x.state = 'coming' AND e.status = 'confirmed' AND NOT EXISTS (
		      SELECT FROM delivery d WHERE d.rule_id = r.id AND d.person_id = x.person_id AND d.schedule = e.schedule AND d.outcome = 'sent')`
	if n := r.number(lack); n > sorry {
		r.Errorf("people who come and have no reminder of the days as they are: %d", n)
	}
	const theirs = `SELECT count(*) FROM delivery d JOIN rule r ON r.id = d.rule_id JOIN event e ON e.id = d.event_id WHERE d.outcome = 'sent' AND e.schedule > 1 AND e.status = $1`
	for _, off := range []string{"cancelled", "postponed"} {
		if n := r.number(theirs, off); n > 0 {
			r.Errorf("reminders of events that are %s: %d", off, n)
		}
	}
	return r.number(theirs, "confirmed")
}
