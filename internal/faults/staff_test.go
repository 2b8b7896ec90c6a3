package faults

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/programme"
)

// change is what the owner is about to make of an event: it is typed, and not confirmed.
type change struct {
	event          programme.Event
	verb           string // move, cancel, postpone
	words          string // the new days, or the reason
	draft, version int
}

// propose has the owner type what is to become of events, whose process runs. A change of which
// the machine had no time to make a draft has none afterwards, and was apologised for.
func (r *rig) propose(changes ...*change) {
	r.Helper()
	coordinator := r.sim.Person(owner, "", "")
	for _, c := range changes {
		coordinator.Say("/" + c.verb + " " + c.event.Code)
		coordinator.Say(c.words)
	}
	r.handled()
	for _, c := range changes {
		err := r.sql.QueryRow(`SELECT id, version FROM draft WHERE event_id = $1 ORDER BY id DESC LIMIT 1`, c.event.ID).Scan(&c.draft, &c.version)
		if err != nil && (!errors.Is(err, sql.ErrNoRows) || r.sorry() == 0) {
			r.Fatalf("%s of event %d: %v", c.verb, c.event.ID, err)
		}
	}
}

// confirm has the owner confirm a change, which is pending then for a minute.
func (r *rig) confirm(c *change) {
	r.sim.Person(owner, "", "").PressData(1, fmt.Sprintf("d.tell:%d:%d", c.draft, c.version))
}

// tell has the owner not wait for that minute.
func (r *rig) tell(c *change) {
	r.sim.Person(owner, "", "").PressData(1, fmt.Sprintf("e.tell:%s:%d:%d", c.event.Code, c.event.Version, c.draft))
}

// TestDeathsOfAJob has the process die on both sides of the commit that makes a change whose
// minute is over: with it an event is cancelled, and everybody concerned is to be told. After
// a restart it is cancelled once, and each is told once. In the long form each 50 times.
func TestDeathsOfAJob(t *testing.T) {
	t.Parallel()
	const people = 6
	for at, made := range map[failpoint.Name]bool{failpoint.Job: false, failpoint.Jobbed: true} {
		for range pick(1, 50) {
			t.Run(string(at), func(t *testing.T) {
				t.Parallel()
				r := newRig(t)
				r.programme(nil)
				e := r.event(0)
				r.people(people)
				r.take(e, firstChat, people, programme.Coming)
				r.forget()
				for i := range people {
					r.expect(int64(firstChat+i), "ancelled")
				}
				dying := r.serve(mortal, fmt.Sprintf("%s=%s:pending", failpoint.Variable, at))
				cancel := &change{event: e, verb: "cancel", words: "The venue is closed"}
				r.propose(cancel)
				r.confirm(cancel)
				r.handled()
				r.exec(`UPDATE job SET not_before = $1 WHERE kind = 'pending'`, postgrestest.Start)
				dying.dies()
				r.alone()
				r.inDoubt()
				if got := r.number(`SELECT count(*) FROM event WHERE status = 'cancelled'`) == 1; got != made {
					t.Errorf("cancelled at death: got %t, want %t", got, made)
				}
				p := r.serve(program)
				processtest.Until(t, "the change", func() bool { return r.number(`SELECT count(*) FROM event WHERE status = 'cancelled'`) == 1 })
				r.settled()
				p.Stop()
				r.check()
				if n := r.number(`SELECT count(*) FROM delivery d JOIN send s ON s.id = d.send_id WHERE s.kind = 'change' AND d.outcome = 'sent'`); n != people {
					t.Errorf("people who were told, as the report says: %d, want %d", n, people)
				}
				if n := r.number(`SELECT count(*) FROM job WHERE kind = 'pending'`); n != 0 {
					t.Errorf("jobs that are left: %d", n)
				}
			})
		}
	}
}
