package faults

import (
	"context"
	"jarchy/internal/processtest"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
)

// TestInOneAnothersWay (F20) has Postgres refuse a handler's transaction with a
// serialization failure or a deadlock: twice, and nobody notices; always, and after
// three tries the sender is told so, once. Neither keeps others waiting.
func TestInOneAnothersWay(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"40001", "40P01"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.programme(nil)
			r.forget()
			// A sequence counts although its transaction is undone.
			r.exec(`CREATE SEQUENCE refused`)
			r.exec(`CREATE TABLE refusals (most int NOT NULL)`)
			r.exec(`INSERT INTO refusals VALUES (2)`)
			r.exec(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				IF nextval('refused') <= (SELECT most FROM refusals) THEN RAISE EXCEPTION 'in the way' USING ERRCODE = '` + code + `'; END IF;
				RETURN NEW; END $$`)
			r.exec(`CREATE TRIGGER refuse BEFORE INSERT ON draft FOR EACH ROW EXECUTE FUNCTION refuse()`)
			coordinator := r.sim.Person(owner, "", "")
			p := r.serve(program)
			p.ready()
			answer := func(text string) string {
				before := len(r.posts()[owner])
				coordinator.Say(text)
				processtest.Until(t, "an answer to "+text, func() bool { return len(r.posts()[owner]) > before })
				return r.posts()[owner][before]
			}
			const event = "/new Workshop on tariffs, Almaty, 9-11 December"
			if got := answer(event); !strings.Contains(got, "Tariffs") {
				t.Errorf("after two failures: got %q, want the draft", got)
			}
			if n := r.number(`SELECT last_value FROM refused`); n != 3 {
				t.Errorf("tries: got %d, want 3", n)
			}
			r.exec(`UPDATE refusals SET most = 1000000`)
			if got := answer(event); strings.Contains(got, "Tariffs") {
				t.Errorf("after failures without an end: got %q, want an apology", got)
			}
			if n := r.number(`SELECT last_value FROM refused`); n != 6 {
				t.Errorf("tries: got %d, want 6", n)
			}
			answer("/help")
			p.Stop()
			if n := r.number(`SELECT count(*) FROM draft`); n != 1 {
				t.Errorf("drafts: got %d, want 1", n)
			}
		})
	}
}

// TestTooManyClients (F21): somebody else takes every connection that Postgres has
// left. The process waits, confirms nothing, and says that it is not ready or works on
// with what it has; one that starts meanwhile is not ready and says why; within 5 s of their leaving every question has its answer, once.
func TestTooManyClients(t *testing.T) {
	t.Parallel()
	const connections, people = 30, 24
	r, _ := newRigBehind(t, connections)
	r.migrated()
	for i := range people {
		r.chat(int64(firstChat + i))
	}
	r.forget()
	p := r.serve(program)
	p.ready()
	others := fill(t, r.direct)
	for i := range people {
		r.sim.Person(int64(firstChat+i), "", "").Say("/help")
	}
	late := r.serve(program)
	processtest.Until(t, "a word of why it does not start", func() bool { return strings.Contains(late.Out.String(), "too many clients") })
	if s := late.state(); s.Code == http.StatusOK {
		t.Errorf("without a connection it is ready: %+v", s)
	}
	time.Sleep(4 * time.Second)
	for _, other := range others {
		other.Close()
	}
	processtest.Within(t, 5*time.Second, "all confirmed", func() bool { return r.sim.Pending() == 0 })
	processtest.Until(t, "answers", func() bool { return r.arrived() >= people })
	r.settled()
	if late.Ended() { // as one whose supervisor starts it anew
		if code := late.Wait(); code == 0 {
			t.Error("the process that did not start ended as if nothing was wrong")
		}
	} else {
		late.ready()
		late.Stop()
	}
	p.Stop()
	for i := range people {
		if n := len(r.posts()[int64(firstChat+i)]); n != 1 {
			t.Errorf("answers to %d: got %d, want 1", firstChat+i, n)
		}
	}
	t.Logf("others took %d of %d connections", len(others), connections)
}

// fill takes every connection that is left.
func fill(t *testing.T, address string) (taken []*sqlx.DB) {
	t.Helper()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		db, err := sqlx.ConnectContext(ctx, "postgres", address)
		cancel()
		if err != nil {
			if !strings.Contains(err.Error(), "too many clients") {
				t.Fatal(err)
			}
			break
		}
		t.Cleanup(func() { db.Close() })
		taken = append(taken, db)
	}
	if len(taken) == 0 {
		t.Fatal("no connection was left to take")
	}
	return taken
}
