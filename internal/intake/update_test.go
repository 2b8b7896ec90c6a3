package intake_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestOrderInAChat(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.runFast()
	var updates []programme.Update
	var ids []int64
	for i := range int64(60) {
		updates = append(updates, message(500+i, i%7+1, fmt.Sprint(i)))
		ids = append(ids, 500+i)
	}
	h.source.send(updates...)
	h.untilConfirmed(ids...)
	for chat := range int64(7) {
		var want []string
		for i := chat; i < 60; i += 7 {
			want = append(want, fmt.Sprint(i))
		}
		h.wantEffects(chat+1, strings.Join(want, " "))
	}
}

func TestASlowChatHoldsUpNoOtherButTheNextPoll(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	handle := h.handle
	others := make(chan struct{}, 2)
	h.options.Limit = patience
	var during, after int
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		switch u.Text {
		case "slow":
			during = h.source.fetched()
			<-others // until the others are handled
			<-others
			time.Sleep(50 * time.Millisecond)
			after = h.source.fetched()
		default:
			defer func() { others <- struct{}{} }()
		}
		return handle(ctx, tx, u)
	}
	h.runFast()
	h.source.send(message(1, 1, "slow"), message(2, 2, "b"), message(3, 3, "c"))
	h.untilConfirmed(1, 2, 3)
	h.wantEffects(1, "slow")
	h.wantEffects(2, "b")
	if during != after {
		t.Errorf("%d fetches while a batch was being handled", after-during)
	}
}

func TestDeliveredTwiceIsHandledOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, stop := h.runFast()
	h.source.send(message(7, 1, "once"))
	h.untilConfirmed(7)
	h.source.send(message(7, 1, "once"), message(8, 1, "new"))
	h.untilConfirmed(8)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	h.source.send(message(7, 1, "once"), message(3, 1, "lower")) // ids begin anew after a quiet week
	h.run()
	h.untilConfirmed(3)
	h.wantEffects(1, "once new lower")
}

func TestFailuresOfAHandler(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(ctx context.Context) error{
		"error": func(context.Context) error { return errors.New("broken") },
		"panic": func(context.Context) error { panic("broken") },
		"over its limit": func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		},
		"over its limit without a word": func(ctx context.Context) error {
			<-ctx.Done()
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.options.Limit = 300 * time.Millisecond
			handle := h.handle
			var tries atomic.Int32
			h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
				if err := handle(ctx, tx, u); err != nil || u.Text != "bad" {
					return err
				}
				tries.Add(1)
				return fail(ctx)
			}
			h.runFast()
			h.source.send(message(1, 1, "good"), message(2, 1, "bad"), message(3, 1, "next"))
			h.untilConfirmed(1, 2, 3)
			h.wantEffects(1, "good sorry next")
			if got := tries.Load(); got != 1 {
				t.Errorf("tried %d times, want once", got)
			}
			if got, want := h.text(`SELECT count(done_at) || ' ' || count(parked) FROM update_mark`), "3 0"; got != want {
				t.Errorf("done and parked: got %q, want %q", got, want)
			}
		})
	}
}

// A statement that the limit cuts short breaks its connection. That is no loss of
// the database, or the update would come again for ever.
func TestAStatementOverTheLimit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.options.Limit = 300 * time.Millisecond
	lock := h.sql.MustBegin()
	defer lock.Rollback()
	lock.MustExec(`INSERT INTO job (kind, key, not_before) VALUES ('other', 'taken', '2030-01-01')`)
	handle := h.handle
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		if u.Text == "bad" {
			return tx.AddJob(ctx, programme.Job{Kind: "waits", Key: "taken"})
		}
		return handle(ctx, tx, u)
	}
	h.runFast()
	h.source.send(message(1, 1, "bad"), message(2, 1, "next"))
	h.untilConfirmed(1, 2)
	h.wantEffects(1, "sorry next")
}

func TestNoApologyEither(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.handle = func(context.Context, *postgres.Tx, programme.Update) error { return errors.New("broken") }
	h.apologise = func(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error { panic("broken too") }
	h.runFast()
	h.source.send(message(1, 1, "bad"))
	h.untilConfirmed(1)
	h.wantEffects(1, "")
}

// clash makes the next n inserts into job of that text fail as a transaction does
// that could not be serialised.
func (h *house) clash(n int) {
	h.Helper()
	h.exec(`CREATE SEQUENCE clashes`) // which no rollback undoes
	h.exec(fmt.Sprintf(`
		CREATE FUNCTION clash() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF new.args->>'text' = 'clash' AND nextval('clashes') <= %d THEN
				RAISE 'clash' USING ERRCODE = '40001';
			END IF;
			RETURN new;
		END $$`, n))
	h.exec(`CREATE TRIGGER clash BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION clash()`)
}

func TestSerialisationFailuresRepeatTheTransaction(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		clashes, tries int
		want           string
	}{
		{2, 3, "clash"},
		{3, 3, "sorry"},
	} {
		t.Run(fmt.Sprint(tt.clashes), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.clash(tt.clashes)
			handle := h.handle
			var tries atomic.Int32
			h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
				tries.Add(1)
				return handle(ctx, tx, u)
			}
			h.runFast()
			h.source.send(message(1, 1, "clash"))
			h.untilConfirmed(1)
			h.wantEffects(1, tt.want)
			if got := int(tries.Load()); got != tt.tries {
				t.Errorf("tries: got %d, want %d", got, tt.tries)
			}
		})
	}
}

func TestDatabaseLostInABatch(t *testing.T) {
	t.Parallel()
	for _, careful := range []bool{false, true} {
		t.Run(fmt.Sprintf("careful %t", careful), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			handle := h.handle
			var cut sync.Once
			var early atomic.Bool
			h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
				if u.Text == "5" {
					cut.Do(func() {
						h.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
							WHERE datname = current_database() AND application_name = 'jarchy'`)
						early.Store(h.source.isConfirmed(1))
					})
				}
				return handle(ctx, tx, u)
			}
			var updates []programme.Update
			for i := range int64(20) {
				updates = append(updates, message(i+1, i%2+1, fmt.Sprint(i+1)))
			}
			if careful {
				h.source.send(updates...)
				h.run()
			} else {
				h.runFast()
				h.source.send(updates...)
			}
			h.untilConfirmed(1, 20)
			h.wantEffects(1, "1 3 5 7 9 11 13 15 17 19")
			h.wantEffects(2, "2 4 6 8 10 12 14 16 18 20")
			if early.Load() {
				t.Error("an update was confirmed before its whole batch was done")
			}
			if got, want := h.text(`SELECT count(done_at) || ' ' || max(tries) FROM update_mark`), fmt.Sprintf("20 %d", map[bool]int{true: 1}[careful]); got != want {
				t.Errorf("done, most tries: got %q, want %q: a loss is no try", got, want)
			}
		})
	}
}

func TestWhatKilledTheProcessIsParked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.exec(`INSERT INTO update_mark (update_id, tries, begun_at) VALUES (2, 2, '2026-11-23'), (3, 3, '2026-11-23')`)
	h.source.send(message(1, 1, "a"), message(2, 1, "twice"), message(3, 1, "killer"), message(4, 1, "b"))
	h.run()
	h.untilConfirmed(1, 2, 3, 4)
	h.wantEffects(1, "a twice sorry b")
	if got, want := h.text(`SELECT string_agg(update_id || ' ' || tries || ' ' || coalesce(parked, '-'), ', ' ORDER BY update_id) FROM update_mark`),
		"1 1 -, 2 3 -, 3 4 it ended the process 3 times, 4 1 -"; got != want {
		t.Errorf("marks: got %q, want %q", got, want)
	}
}

func TestUnreadableIsParkedAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.runFast()
	h.source.send(message(1, 1, "a"), programme.Update{ID: 2, Kind: programme.Unreadable, Chat: 1, User: 1, Private: true, Problem: "from: not a user"},
		message(3, 1, "b"))
	h.untilConfirmed(1, 2, 3)
	h.wantEffects(1, "a sorry b")
	if got, want := h.text(`SELECT string_agg(update_id || ' ' || parked, ', ') FROM update_mark WHERE parked IS NOT NULL`), "2 from: not a user"; got != want {
		t.Errorf("parked: got %q, want %q", got, want)
	}
}

func TestStopFinishesWhatHasBegun(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	handle := h.handle
	begun := make(chan struct{})
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		if u.Text == "first" {
			close(begun)
			time.Sleep(200 * time.Millisecond)
		}
		return handle(ctx, tx, u)
	}
	_, stop := h.runFast()
	h.source.send(message(1, 1, "first"), message(2, 1, "second"))
	<-begun
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	h.wantEffects(1, "first")
	if h.source.isConfirmed(1) {
		t.Error("a batch was confirmed that is not done")
	}
	h.run()
	h.untilConfirmed(1, 2)
	h.wantEffects(1, "first second")
}

func TestCommittedWakes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var woken atomic.Int32
	h.options.Committed = func(postgres.Left) { woken.Add(1) }
	h.runFast()
	h.source.send(message(1, 1, "a"), message(2, 2, "b"))
	h.untilConfirmed(1, 2)
	if got := woken.Load(); got != 2 {
		t.Errorf("woken %d times, want 2", got)
	}
}

// fatal is a source's error that no waiting mends.
type fatal struct{}

func (fatal) Error() string { return "unauthorized" }
func (fatal) Fatal() bool   { return true }

func TestPollingThatCannotGoOnEndsTheRun(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var told atomic.Value
	h.options.OnFatal = func(reason string) { told.Store(reason) }
	h.source.errs = []error{fatal{}}
	r, stop := h.run()
	h.until("word of it", func() bool { return r.Status().Fatal == "unauthorized" && told.Load() == "unauthorized" })
	if err := stop(); !errors.Is(err, fatal{}) {
		t.Errorf("run ended with %v", err)
	}
}

func TestAFetchThatFailsIsRepeated(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.source.errs = []error{errors.New("network")}
	h.source.send(message(1, 1, "a"))
	r, _ := h.run()
	h.untilConfirmed(1)
	h.wantEffects(1, "a")
	if age := time.Since(r.Status().LastPoll); age < 0 || age > patience {
		t.Errorf("last poll %s ago", age)
	}
}

// conflict is what a source says while somebody else polls.
type conflict struct{}

func (conflict) Error() string  { return "somebody else polls" }
func (conflict) Conflict() bool { return true }

// TestAnotherCopy: whoever else uses the token may send the same, so nothing is sent
// while they are seen, and it goes on by itself after that.
func TestAnotherCopy(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.options.Contest = 6 * time.Second // a fetch after a conflict waits for 5
	h.source.errs = []error{conflict{}, conflict{}, conflict{}}
	r, stop := h.run()
	h.until("pause", func() bool {
		return h.text(`SELECT coalesce(string_agg(scope || ': ' || why, ''), '') FROM pause`) == "all: another copy uses this token"
	})
	if !r.Status().Contested {
		t.Error("the status does not say so")
	}
	h.until("end of it", func() bool { return !r.Status().Contested })
	if got := h.text(`SELECT (until <= clock_timestamp() + interval '6 s')::text FROM pause`); got != "true" {
		t.Error("the pause does not end by itself")
	}
	h.source.send(message(1, 7, "goes on"))
	h.untilConfirmed(1)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}
