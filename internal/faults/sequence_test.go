package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"jarchy/internal/programme"
)

const (
	lineUp      = 6 // people of a sequence
	sideBySide  = 20
	sequenceOps = 3
)

// sequence is a random row of things that people do about one event, and what must come
// of it.
type sequence struct {
	event programme.Event
	from  int            // the first of its people
	wants map[int]string // who: their last word, come or giveup
}

// TestSequences (F62) has people do random things about 300 events, in the long form 10,000,
// many at once: come, give up, come back, say it twice, choose a zone, block the bot and return.
// Meanwhile the bot is killed and made anew, or restarted in good order. Each
// event's answers are what its people said last, as far as there are seats; everyone is
// answered; and all that must always hold does.
func TestSequences(t *testing.T) {
	t.Parallel()
	rounds := pick(300, 10_000) / sideBySide
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	r := newRig(t)
	r.programme(nil)
	r.people(sideBySide * lineUp)
	r.forget()
	b := r.runInside()
	kills, told := 0, 0
	for round := range rounds {
		all, seats := make([]*sequence, sideBySide), make([]int, sideBySide)
		for i := range seats {
			seats[i] = 1 + random.IntN(lineUp)
		}
		for i, e := range r.events(seats...) {
			all[i] = &sequence{event: e, from: firstChat + i*lineUp, wants: map[int]string{}}
		}
		if round == 0 {
			r.handled()
		}
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
		}
		if sorry := r.sorry(); len(differ) > sorry-told {
			t.Fatalf("round %d, in which %d were told that it did not work: %q", round, sorry-told, differ)
		} else {
			told = sorry
		}
	}
	r.settled()
	b.stop()
	for chat, texts := range r.posts() {
		if slices.Contains(texts, "") {
			t.Errorf("%d got an empty message", chat)
		}
	}
	t.Logf("%d sequences, %d kills", rounds*sideBySide, kills)
}

// step has one of a sequence's people do something.
func (s *sequence) step(r *rig, random *rand.Rand) {
	who := s.from + random.IntN(lineUp)
	p := r.sim.Person(int64(who), "", "")
	switch n := random.IntN(12); {
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

// differs holds an event against what its people said.
func (s *sequence) differs(r *rig) (what []string) {
	r.Helper()
	var parts []struct {
		Who   int
		State string
	}
	if err := r.sql.Select(&parts, `SELECT p.account_id AS who, x.state FROM participation x JOIN person p ON p.id = x.person_id WHERE x.event_id = $1`, s.event.ID); err != nil {
		r.Fatal(err)
	}
	states := map[int]string{}
	for _, p := range parts {
		states[p.Who] = p.State
	}
	coming := 0
	for who, want := range s.wants {
		got := states[who]
		if got == "coming" {
			coming++
		}
		if in := got == "coming" || got == "waiting"; in != (want == "come") || !in && got != "declined" {
			what = append(what, fmt.Sprintf("event %d: %d pressed %s last, and is %s", s.event.ID, who, want, got))
		}
	}
	if coming > s.event.Seats {
		r.Errorf("event %d: %d come to %d seats", s.event.ID, coming, s.event.Seats)
	}
	return what
}
