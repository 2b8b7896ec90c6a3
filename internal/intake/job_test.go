package intake_test

import (
	"context"
	"encoding/json"
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

// retryNow lets the jobs that wait to be tried again wait no longer.
func (h *house) retryNow() {
	h.Helper()
	h.exec(`UPDATE job SET retry_at = clock_timestamp() WHERE retry_at IS NOT NULL`)
}

func TestAJobRunsOnceWithItsFile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.source.files["F1"] = []byte(":content")
	handle := h.handle
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		if err := tx.AddJob(ctx, programme.Job{Kind: "import", Chat: u.Chat, Args: json.RawMessage(`{"file":"F1"}`)}); err != nil {
			return err
		}
		return handle(ctx, tx, u)
	}
	h.runFast()
	h.source.send(message(1, 1, "a"))
	h.until("effect of the job", func() bool { return h.effects(1) == "a import:content" })
	if got, want := h.text(`SELECT count(*) FROM job WHERE kind <> 'effect'`), "0"; got != want {
		t.Errorf("jobs left: got %s, want %s", got, want)
	}
}

func TestAJobWaitsForProgrammeTime(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.job(programme.Job{Kind: "minute", Chat: 1, NotBefore: h.db.Now().Add(time.Minute)})
	h.job(programme.Job{Kind: "now", Chat: 1})
	r, _ := h.run()
	h.until("effect of the job that is due", func() bool { return h.effects(1) == "now" })
	h.clock.Add(time.Minute)
	r.Wake()
	h.until("effect of the other", func() bool { return h.effects(1) == "now minute" })
}

func TestAJobIsTriedThreeTimesAndParked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var counts []string
	var mu sync.Mutex
	h.handleJob = func(ctx context.Context, tx *postgres.Tx, j programme.Job, _ []byte) error {
		mu.Lock()
		counts = append(counts, fmt.Sprintf("%d:%s", j.Tries, h.text(`SELECT tries FROM job WHERE id = $1`, j.ID)))
		mu.Unlock()
		if err := leave(ctx, tx, j.Chat, "undone"); err != nil {
			return err
		}
		if j.Tries == 2 {
			panic("broken")
		}
		return errors.New("broken")
	}
	h.job(programme.Job{Kind: "bad", Chat: 1, Key: "k"})
	r, _ := h.run()
	for try, want := range []string{"10", "20"} {
		h.until("wait after a try", func() bool {
			return h.text(`SELECT count(*) FROM job WHERE kind = 'bad' AND tries = $1 AND retry_at IS NOT NULL`, try+1) == "1"
		})
		wait := h.text(`SELECT (round(extract(epoch FROM retry_at - clock_timestamp()) / 10) * 10)::int FROM job WHERE kind = 'bad'`)
		if wait != want {
			t.Errorf("wait after try %d: got %s s, want %s s", try+1, wait, want)
		}
		h.retryNow()
		r.Wake()
	}
	h.until("park", func() bool { return h.text(`SELECT coalesce(min(parked), '') FROM job WHERE kind = 'bad'`) == "broken" })
	h.wantEffects(1, "sorry")
	mu.Lock()
	defer mu.Unlock()
	if got, want := strings.Join(counts, " "), "1:1 2:2 3:3"; got != want {
		t.Errorf("tries as told and as committed: got %q, want %q", got, want)
	}
}

func TestAJobThatKilledTheProcessIsParked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.exec(`INSERT INTO job (kind, chat, not_before, tries) VALUES ('killer', 1, '2026-11-23', 3), ('twice', 2, '2026-11-23', 2), ('killer', NULL, '2026-11-23', 3)`)
	h.run()
	h.until("park", func() bool {
		return h.text(`SELECT count(*) FROM job WHERE parked = 'it ended the process 3 times'`) == "2"
	})
	h.until("effect", func() bool { return h.effects(2) == "twice" })
	h.wantEffects(1, "sorry")
	h.wantEffects(0, "")
}

func TestADownloadThatFailsIsRetried(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.job(programme.Job{Kind: "import", Chat: 1, Args: json.RawMessage(`{"file":"F1"}`)})
	r, _ := h.run()
	h.until("wait", func() bool {
		return h.text(`SELECT count(*) FROM job WHERE kind = 'import' AND retry_at IS NOT NULL`) == "1"
	})
	h.source.mu.Lock()
	h.source.files["F1"] = []byte(":found")
	h.source.mu.Unlock()
	h.retryNow()
	r.Wake()
	h.until("effect", func() bool { return h.effects(1) == "import:found" })
}

// A stop in the middle of a download is no try: a job does not wear out by restarts.
func TestAStopIsNoTryOfAJob(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.source.files["F1"] = []byte(":content")
	started := make(chan struct{}, 1)
	h.source.download = func(ctx context.Context, id string) error {
		started <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	h.job(programme.Job{Kind: "import", Chat: 1, Args: json.RawMessage(`{"file":"F1"}`)})
	for range 4 {
		_, stop := h.run()
		<-started
		if err := stop(); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := h.text(`SELECT tries FROM job WHERE kind = 'import'`), "0"; got != want {
		t.Errorf("tries: got %s, want %s", got, want)
	}
	h.source.mu.Lock()
	h.source.download = nil
	h.source.mu.Unlock()
	h.run()
	h.until("effect", func() bool { return h.effects(1) == "import:content" })
}

func TestALostDatabaseIsNoTryOfAJob(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	handleJob := h.handleJob
	var runs atomic.Int32
	h.handleJob = func(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
		if runs.Add(1) <= 3 {
			h.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jarchy'`)
		}
		return handleJob(ctx, tx, j, file)
	}
	h.job(programme.Job{Kind: "job", Chat: 1})
	h.run()
	h.until("effect", func() bool { return h.effects(1) == "job" })
}

// While a download takes its time, its chat and all others go on; the job itself
// runs when nothing else of its chat does.
func TestJobsAndUpdatesOfAChatTakeTurns(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.source.files["F1"] = []byte{}
	release := make(chan struct{})
	h.source.download = func(context.Context, string) error { <-release; return nil }
	var inside, worst atomic.Int32
	enter := func() func() {
		worst.Store(max(worst.Load(), inside.Add(1)))
		time.Sleep(5 * time.Millisecond)
		return func() { inside.Add(-1) }
	}
	handle, handleJob := h.handle, h.handleJob
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		defer enter()()
		return handle(ctx, tx, u)
	}
	h.handleJob = func(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
		defer enter()()
		return handleJob(ctx, tx, j, file)
	}
	h.job(programme.Job{Kind: "import", Chat: 1, Args: json.RawMessage(`{"file":"F1"}`)})
	h.job(programme.Job{Kind: "later", Chat: 1})
	h.runFast()
	h.source.send(message(1, 1, "a"))
	h.untilConfirmed(1)
	h.wantEffects(1, "a")
	close(release)
	for i := range int64(20) {
		h.source.send(message(i+2, 1, "b"))
	}
	h.untilConfirmed(21)
	h.until("effects of the jobs", func() bool { return strings.Contains(h.effects(1), "later") })
	if got := h.effects(1); strings.Index(got, "import") > strings.Index(got, "later") {
		t.Errorf("jobs of a chat out of order: %q", got)
	}
	if got := worst.Load(); got != 1 {
		t.Errorf("%d at once in one chat", got)
	}
}

// A job that takes long has a lane of its own: what is asked meanwhile in its chat
// is answered, other jobs of the chat run, and another long one waits.
func TestAChatDoesNotWaitForAJobAside(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.source.files["F1"], h.source.files["F2"] = []byte(":one"), []byte(":two")
	begun, release := make(chan struct{}, 2), make(chan struct{})
	handleJob := h.handleJob
	h.handleJob = func(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
		if j.Aside {
			begun <- struct{}{}
			<-release
		}
		return handleJob(ctx, tx, j, file)
	}
	h.job(programme.Job{Kind: "file", Chat: 1, Aside: true, Args: json.RawMessage(`{"file":"F1"}`)})
	h.job(programme.Job{Kind: "file", Chat: 2, Aside: true, Args: json.RawMessage(`{"file":"F2"}`)})
	h.runFast()
	<-begun
	h.source.send(message(1, 1, "press"), message(2, 2, "other"))
	h.untilConfirmed(1, 2)
	h.job(programme.Job{Kind: "quick", Chat: 1})
	h.until("effect of another job", func() bool { return h.effects(1) == "press quick" })
	if got := h.effects(2); got != "other" || len(begun) > 0 {
		t.Errorf("two long jobs run at once: %q", got)
	}
	close(release)
	h.until("effects of the long jobs", func() bool {
		return h.effects(1) == "press quick file:one" && h.effects(2) == "other file:two"
	})
}
