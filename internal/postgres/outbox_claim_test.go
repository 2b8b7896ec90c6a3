package postgres_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestClaimOrder(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	later := message(102, programme.Answer, "later")
	later.NotBefore = o.clock.Now().Add(time.Hour)
	o.enqueue(
		message(101, programme.Mass, "mass"),
		message(102, programme.Notice, "notice 1"),
		message(102, programme.Notice, "notice 2"),
		message(103, programme.Answer, "answer"),
		message(101, programme.Answer, "answer"),
		later,
	)
	check(t, "classes first, one a chat", said(o.claim(2)), "103 answer, 101 answer")
	cs := o.claim(9)
	check(t, "then notices, in order", said(cs), "102 notice 1")
	check(t, "more waits behind", cs[0].Followed, true)
	check(t, "a chat is busy until its mark", said(o.claim(9)), "")
	o.sent(cs...)
	check(t, "held for its pace", said(o.claim(9, 102)), "")
	cs = o.claim(9)
	check(t, "next of the chat", said(cs), "102 notice 2")
	check(t, "nothing that could go waits behind", cs[0].Followed, false)
	check(t, "not before its hour", said(o.claim(9)), "")
	o.sent(cs...)
	o.clock.Add(time.Hour)
	check(t, "at its hour", said(o.claim(9)), "102 later")
}

// Of mass a claim takes only what lies beyond the place it is given, of the rest all.
func TestClaimBeyond(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	later := message(105, programme.Mass, "later, put in first")
	later.NotBefore = o.clock.Now().Add(time.Minute)
	o.enqueue(later, message(101, programme.Mass, "first"), message(102, programme.Mass, "second"), message(103, programme.Notice, "notice"),
		message(104, programme.Answer, "answer"))
	o.clock.Add(time.Minute)
	first := o.claim(3)[2]
	check(t, "last of the claim", said([]postgres.Claimed{first}), "101 first")
	o.enqueue(message(106, programme.Notice, "another notice"))
	o.exec(`UPDATE outbox SET not_before = not_before - interval '1 hour' WHERE chat = 106`)
	cs, err := o.queue.Claim(t.Context(), 9, programme.Mass, nil, first.Place)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "beyond the first", said(cs), "106 another notice, 102 second, 105 later, put in first")
	o.enqueue(message(107, programme.Mass, "early"))
	o.exec(`UPDATE outbox SET not_before = not_before - interval '1 hour' WHERE chat = 107`)
	beyond := cs[2].Place
	if cs, err = o.queue.Claim(t.Context(), 9, programme.Mass, nil, beyond); err != nil {
		t.Fatal(err)
	}
	check(t, "beyond the last", said(cs), "")
	check(t, "all anew", said(o.claim(9)), "107 early")
}

func TestClaimHoldsBackOnlyWhatCouldGo(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	waits := message(101, programme.Notice, "waits for its hour")
	waits.NotBefore = o.clock.Now().Add(time.Hour)
	o.enqueue(waits, message(101, programme.Notice, "unknown"), message(101, programme.Notice, "goes"))
	cs := o.claim(1)
	check(t, "first", said(cs), "101 unknown")
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowUnknown, Seen: true})
	check(t, "second", said(o.claim(1)), "101 goes")
}

func TestClaimNeedsTheLease(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.enqueue(message(101, programme.Answer, "answer"))
	expired := message(102, programme.Answer, "expired")
	expired.ExpiresAt = o.clock.Now()
	o.enqueue(expired)
	o.exec(`UPDATE lease SET run = $1`, run2)
	check(t, "without the lease", said(o.claim(9)), "")
	check(t, "rows", o.rows(), "101 queued, 102 queued")
	held, err := o.queue.Sweep(t.Context(), nil, false)
	check(t, "sweep", fmt.Sprint(held, err), "false <nil>")
	o.queue = o.newQueue(run2)
	check(t, "with it", said(o.claim(9)), "101 answer")
}

func TestClaimExpiry(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	var ms []programme.Message
	for chat := int64(201); chat <= 204; chat++ {
		m := message(chat, programme.Mass, "m")
		m.ExpiresAt = o.clock.Now().Add(time.Minute)
		ms = append(ms, m)
	}
	ms[3].Stranger = true
	o.enqueue(ms...)
	cs := o.claim(2)
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowQueued, WaitMS: 1000},
		postgres.Mark{ID: cs[1].ID, Attempt: cs[1].Attempt, State: postgres.RowUnknown, Seen: true})
	o.clock.Add(time.Minute)
	check(t, "quiet before the claim", o.quiet(), false)
	check(t, "claimed", said(o.claim(9)), "")
	check(t, "rows", o.rows(), "201 skipped useless, 202 failed unknown, 203 skipped late")
	check(t, "quiet after it", o.quiet(), true)
}

// Four claimers at once: no row is taken twice, and they do meet: claims of two of them
// that took something were under way at the same time.
func TestTwoClaimersNeverTakeTheSameRow(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	const rows = 400
	var ms []programme.Message
	for i := range rows {
		ms = append(ms, message(int64(1000+i), programme.Mass, "m"))
	}
	o.enqueue(ms...)
	type claim struct {
		by         int
		began, end time.Time
	}
	var mu sync.Mutex
	taken := map[int64]int{}
	var claims []claim
	begin := make(chan struct{})
	var wg sync.WaitGroup
	for by := range 4 {
		wg.Go(func() {
			q := o.newQueue(run1)
			<-begin
			for misses := 0; misses < 3; {
				began := time.Now()
				cs, err := q.Claim(t.Context(), 7, programme.Mass, nil, postgres.Place{})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if len(cs) == 0 {
					misses++
				} else {
					claims = append(claims, claim{by, began, time.Now()})
				}
				for _, c := range cs {
					taken[c.ID]++
				}
				mu.Unlock()
			}
		})
	}
	close(begin)
	wg.Wait()
	for id, n := range taken {
		if n != 1 {
			t.Errorf("row %d was taken %d times", id, n)
		}
	}
	check(t, "rows taken", len(taken), rows)
	met := 0
	for i, a := range claims {
		for _, b := range claims[:i] {
			if a.by != b.by && a.began.Before(b.end) && b.began.Before(a.end) {
				met++
			}
		}
	}
	if met == 0 {
		t.Error("no two claims were under way at once: it shows nothing")
	}
}

// A withdrawal and claims at once, again and again until it came between two claims: what a
// claim got before the withdrawal's commit may go, nothing that a later claim gets is withdrawn.
func TestWithdrawAgainstClaim(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	claimed, withdrawn, met := 0, 0, false
	for round := 0; round < 20 && !met; round++ {
		for range 10 {
			o.fan(o.send("mass"), "m")
		}
		committed := make(chan struct{})
		go func() {
			defer close(committed)
			soon()
			if err := o.db.Do(t.Context(), func(tx *postgres.Tx) error {
				_, err := tx.WithdrawEvent(t.Context(), o.event, "moved")
				return err
			}); err != nil {
				t.Error(err)
			}
		}()
		before := 0
		for over := false; !over; {
			select {
			case <-committed:
				over = true
			default:
				cs := o.claim(1)
				before += len(cs)
				o.sent(cs...)
			}
		}
		check(t, "claimed after the commit", len(o.claim(99)), 0)
		claimed, withdrawn, met = claimed+before, withdrawn+30-before, before > 0 && before < 30
		check(t, "sent", o.text(`SELECT count(*) FROM delivery WHERE outcome = 'sent'`), fmt.Sprint(claimed))
		check(t, "skipped", o.text(`SELECT count(*) FROM delivery WHERE outcome = 'skipped' AND reason = 'moved'`), fmt.Sprint(withdrawn))
	}
	if !met {
		t.Errorf("of %d rows %d were claimed, and no withdrawal came between two claims: it shows nothing", claimed+withdrawn, claimed)
	}
}

func TestPauses(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	pause := func(scope postgres.Scope) {
		o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.Pause(ctx, scope, "copy") })
	}
	o.enqueue(message(101, programme.Notice, "notice"), message(102, programme.Answer, "answer"))
	pause(postgres.PauseAll)
	check(t, "all paused", said(o.claim(9)), "")
	check(t, "a pause holds no clock", o.quiet(), true)
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		resumed, err := tx.Resume(ctx)
		check(t, "resumed", resumed, true)
		return err
	})
	pause(postgres.PauseAllButAnswers)
	check(t, "not quiet", o.quiet(), false)
	cs := o.claim(9)
	check(t, "all but answers paused", said(cs), "102 answer")
	o.sent(cs...)
	check(t, "quiet", o.quiet(), true)

	// Telegram's own pause of a chat: a minute, then shorter ones that count not.
	o.do(func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.Resume(ctx); return err })
	cs = o.claim(9)
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowQueued, Free: true, Chat: 101, Pause: time.Minute})
	check(t, "chat paused", said(o.claim(9)), "")
	check(t, "costs no attempt", o.text(`SELECT attempts FROM outbox WHERE chat = 101`), "0")
	ps, err := o.db.Pauses(t.Context())
	if err != nil || len(ps) != 1 || ps[0].Scope != postgres.PauseChat || ps[0].Chat != 101 {
		t.Errorf("pauses %v %v, want one of chat 101", ps, err)
	}
	o.exec(`UPDATE pause SET until = clock_timestamp()`)
	check(t, "pause over", said(o.claim(9)), "101 notice")
}

func TestSweep(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	sweep := func(holding ...int64) {
		if held, err := o.queue.Sweep(t.Context(), holding, false); !held || err != nil {
			t.Fatalf("sweep: %v %v", held, err)
		}
	}
	edit := programme.Message{Chat: 104, Method: "editMessageText", Class: programme.Mass, Params: map[string]any{"text": "edit", "message_id": 1}}
	o.enqueue(message(101, programme.Answer, "answer"), message(102, programme.Notice, "notice"), edit)
	old := o.claim(9)
	check(t, "claimed", len(old), 3)
	sweep()
	check(t, "its own, young", o.rows(), "101 sending, 102 sending, 104 sending")

	// Another run takes over: what the first one had may have arrived.
	o.queue = o.newQueue(run2)
	o.exec(`UPDATE lease SET run = $1`, run2)
	sweep()
	check(t, "of another run", o.rows(), "101 unknown, 102 unknown, 104 unknown")
	cs := o.claim(9)
	check(t, "at once: answers and what nobody sees", said(cs), "101 answer, 104 edit")
	check(t, "as resends", fmt.Sprint(cs[0].Resends, cs[0].Seen), "1 false")
	wait := `SELECT round(extract(epoch FROM retry_at - clock_timestamp())) FROM outbox WHERE chat = 102`
	check(t, "the others wait", o.text(wait), "60")

	// The old run's mark still counts where no resend has begun.
	o.mark(postgres.Mark{ID: old[0].ID, Attempt: old[0].Attempt, State: postgres.RowSent, MessageID: 7})
	check(t, "mark of an attempt before", o.text(`SELECT state FROM outbox WHERE chat = 101`), "sending")

	// A blind resend waits twice as long the next time.
	o.exec(`UPDATE outbox SET retry_at = clock_timestamp() WHERE chat = 102`)
	check(t, "resent", said(o.claim(9)), "102 notice")
	o.queue = o.newQueue(run1)
	o.exec(`UPDATE lease SET run = $1`, run1)
	sweep()
	check(t, "doubling", o.text(wait), "120")
	o.mark(postgres.Mark{ID: old[1].ID, Attempt: old[1].Attempt, State: postgres.RowSent, MessageID: 8})
	check(t, "the mark of the attempt before the last", o.text(`SELECT state FROM outbox WHERE chat = 102`), "unknown")

	// A claim of its own whose answer was lost never reached the wire.
	o.exec(`UPDATE outbox SET state = 'sending', run = $1, claimed_at = clock_timestamp() - interval '11 s' WHERE chat IN (101, 102)`, run1)
	if _, err := o.queue.Sweep(t.Context(), nil, true); err != nil {
		t.Fatal(err)
	}
	states := `SELECT string_agg(state || attempts, ' ' ORDER BY id) FROM outbox WHERE chat IN (101, 102)`
	check(t, "perhaps of the claim that is on its way", o.text(states), "sending2 sending2")
	sweep(old[0].ID)
	check(t, "lost claim", o.text(states), "sending2 queued1")
	if err := o.queue.Release(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	check(t, "released", o.text(`SELECT state FROM outbox WHERE chat = 101`), "queued")
}

func TestSweepWithdrawsOvertakenNotices(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.people = o.people[:1]
	o.fan(o.change, "old")
	cs := o.claim(9)
	o.fan(o.send("change"), "new")
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowUnknown, Seen: true})
	if _, err := o.queue.Sweep(t.Context(), nil, false); err != nil {
		t.Fatal(err)
	}
	check(t, "goes", said(o.claim(9)), "101 new")
	check(t, "rows", o.rows(), "101 skipped newer, 101 sending")
}
