package outbox_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/outbox"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

const (
	run1 = "00000000-0000-4000-8000-000000000001"
	run2 = "00000000-0000-4000-8000-000000000002"
)

// telegram is the other end of the wire: it answers as a test scripts it, else
// that all is sent.
type telegram struct {
	mu     sync.Mutex
	calls  []programme.Call
	at     []time.Time
	script map[int64][]programme.Outcome // by chat, used up one by one
	answer func(ctx context.Context, c programme.Call) (programme.Outcome, bool)
}

func (w *telegram) Call(ctx context.Context, c programme.Call) programme.Outcome {
	w.mu.Lock()
	w.calls, w.at = append(w.calls, c), append(w.at, time.Now())
	n := int64(len(w.calls))
	o := programme.Outcome{Result: programme.Sent, MessageID: n}
	if s := w.script[c.Chat]; len(s) > 0 {
		o, w.script[c.Chat] = s[0], s[1:]
	}
	answer := w.answer
	w.mu.Unlock()
	if answer != nil {
		if scripted, ok := answer(ctx, c); ok {
			return scripted
		}
	}
	return o
}

// said lists the calls so far as chat and text; of edits also the message.
func (w *telegram) said() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var s []string
	for _, c := range w.calls {
		line := fmt.Sprintf("%d %v", c.Chat, c.Params["text"])
		if id, ok := c.Params["message_id"]; ok {
			line += fmt.Sprintf(" in %v", id)
		}
		s = append(s, line)
	}
	return strings.Join(s, ", ")
}

// bench is a database, a wire and a sender at work.
type bench struct {
	*testing.T
	db     *postgres.DB
	sql    *sqlx.DB
	clock  *postgrestest.Clock
	wire   *telegram
	sender *outbox.Sender
	stop   func() error
}

func newBench(t *testing.T) *bench {
	t.Helper()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	b := &bench{T: t, db: postgrestest.Open(t, address, clock), sql: postgrestest.SQL(t, address), clock: clock,
		wire: &telegram{script: map[int64][]programme.Outcome{}}}
	return b
}

// start gives a run the lease and lets it send.
func (b *bench) start(run string, change ...func(*outbox.Options)) {
	b.Helper()
	b.exec(`UPDATE lease SET run = $1`, run)
	o := outbox.Options{Wire: b.wire, DB: b.db, Run: run, ResendAfter: 200 * time.Millisecond}
	for _, c := range change {
		c(&o)
	}
	b.sender = outbox.New(o)
	b.sender.FinishWithin(time.Second)
	b.run()
}

// run has the sender send until it is stopped; it may run more than once.
func (b *bench) run() {
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.sender.Run(ctx) }()
	var once sync.Once
	var err error
	b.stop = func() error {
		once.Do(func() {
			cancel()
			err = <-ended
		})
		return err
	}
	b.Cleanup(func() { _ = b.stop() })
}

func (b *bench) exec(q string, args ...any) {
	b.Helper()
	if _, err := b.sql.Exec(q, args...); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) text(q string, args ...any) (s string) {
	b.Helper()
	if err := b.sql.Get(&s, q, args...); err != nil {
		b.Fatal(err)
	}
	return s
}

func (b *bench) enqueue(ms ...programme.Message) {
	b.Helper()
	if err := b.db.Do(b.Context(), func(tx *postgres.Tx) error { return tx.Enqueue(b.Context(), ms...) }); err != nil {
		b.Fatal(err)
	}
	if b.sender != nil {
		b.sender.Wake()
	}
}

// quiet waits until nothing may go.
func (b *bench) quiet() {
	b.Helper()
	b.until("nothing may go", func() bool {
		quiet, err := b.db.Quiet(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		return quiet
	})
}

func (b *bench) until(what string, done func() bool) {
	b.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			b.Fatalf("never: %s; rows %s", what, b.rows())
		}
	}
}

func (b *bench) rows() string {
	b.Helper()
	return b.text(`SELECT coalesce(string_agg(concat_ws(' ', chat, state, problem), ', ' ORDER BY id), '') FROM outbox`)
}

func (b *bench) check(what string, got, want any) {
	b.Helper()
	if got != want {
		b.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func message(chat int64, class programme.Class, text string) programme.Message {
	return programme.Message{Chat: chat, Class: class, Repeat: "again", Params: map[string]any{"text": text, "parse_mode": "HTML"}}
}

func TestOrderWithinChat(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var ms []programme.Message
	for i := range 10 {
		for chat := int64(1); chat <= 5; chat++ {
			ms = append(ms, message(chat, programme.Notice, fmt.Sprint(i)))
		}
	}
	b.enqueue(ms...)
	var mu sync.Mutex
	onWire := map[int64]int{}
	b.wire.answer = func(_ context.Context, c programme.Call) (programme.Outcome, bool) {
		mu.Lock()
		onWire[c.Chat]++
		if onWire[c.Chat] > 1 {
			t.Errorf("two calls at once to chat %d", c.Chat)
		}
		mu.Unlock()
		time.Sleep(time.Millisecond)
		mu.Lock()
		onWire[c.Chat]--
		mu.Unlock()
		return programme.Outcome{}, false
	}
	b.start(run1)
	b.quiet()
	for chat := int64(1); chat <= 5; chat++ {
		var texts []string
		for _, c := range b.wire.calls {
			if c.Chat == chat {
				texts = append(texts, fmt.Sprint(c.Params["text"]))
			}
		}
		b.check("order", strings.Join(texts, " "), "0 1 2 3 4 5 6 7 8 9")
	}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		outcomes []programme.Outcome
		said     string
		rows     string
	}{
		{"sent", nil, "5 a", "5 sent"},
		{"refused connection", []programme.Outcome{{Result: programme.NotSent}}, "5 a, 5 a", "5 sent"},
		{"unknown, then sent", []programme.Outcome{{Result: programme.Unknown}}, "5 a, 5 again\n\na", "5 sent"},
		{"unknown twice", []programme.Outcome{{Result: programme.Unknown}, {Result: programme.Unknown}}, "5 a, 5 again\n\na", "5 failed unknown"},
		{"unknown, then refused connection", []programme.Outcome{{Result: programme.Unknown}, {Result: programme.NotSent}}, "5 a, 5 again\n\na, 5 again\n\na", "5 sent"},
		{"unreachable", []programme.Outcome{{Result: programme.Unreachable, Reach: programme.ReachDeactivated}}, "5 a", "5 failed deactivated"},
		{"moved", []programme.Outcome{{Result: programme.Moved, MovedTo: -6}}, "5 a, -6 a", "-6 sent"},
		{"bad markup", []programme.Outcome{{Result: programme.BadMarkup}}, "5 a, 5 a", "5 sent"},
		{"refused", []programme.Outcome{{Result: programme.Refused}}, "5 a", "5 failed refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.wire.script[5] = tt.outcomes
			b.enqueue(message(5, programme.Answer, "a"))
			b.start(run1)
			b.until("final", func() bool { return b.text(`SELECT count(*) FROM outbox WHERE final_at IS NULL`) == "0" })
			b.check("said", b.wire.said(), tt.said)
			b.check("rows", b.rows(), tt.rows)
			b.check("erased", b.text(`SELECT params FROM outbox`), "{}")
		})
	}
}

func TestResendWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.wire.script[5] = []programme.Outcome{{Result: programme.Unknown}}
	b.wire.script[6] = []programme.Outcome{{Result: programme.Unknown}}
	edit := programme.Message{Chat: 6, Method: "editMessageText", Class: programme.Mass, Repeat: "again", Params: map[string]any{"text": "e", "message_id": 1}}
	b.enqueue(message(5, programme.Mass, "a"), edit)
	b.start(run1, func(o *outbox.Options) { o.ResendAfter = time.Hour })
	b.until("edit repeated", func() bool { return strings.Count(b.wire.said(), "6 e in 1") == 2 })
	b.quiet()
	b.check("rows", b.rows(), "5 unknown, 6 sent")
	b.exec(`UPDATE outbox SET withdrawn = 'moved' WHERE chat = 5`)
	b.until("withdrawn", func() bool { return b.rows() == "5 skipped moved, 6 sent" })
}

func TestTooManyPausesTheChatThenAll(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.wire.script[5] = []programme.Outcome{{Result: programme.NotSent, RetryAfter: 400 * time.Millisecond}}
	b.enqueue(message(5, programme.Notice, "a"), message(5, programme.Notice, "b"), message(6, programme.Notice, "c"))
	begin := time.Now()
	b.start(run1)
	b.until("the other chat goes on", func() bool { return strings.Contains(b.wire.said(), "6 c") })
	b.until("after the pause", func() bool { return strings.HasSuffix(b.wire.said(), "5 a, 5 b") })
	if d := time.Since(begin); d < 400*time.Millisecond {
		t.Errorf("went on after %v", d)
	}
	b.quiet()
	b.check("attempts", b.text(`SELECT string_agg(attempts::text, ' ' ORDER BY id) FROM outbox`), "1 1 1")

	hour := []programme.Outcome{{Result: programme.NotSent, RetryAfter: time.Hour}}
	b.wire.mu.Lock()
	b.wire.script[5], b.wire.script[6] = slices.Clone(hour), slices.Clone(hour)
	b.wire.mu.Unlock()
	b.enqueue(message(5, programme.Notice, "x"), message(6, programme.Notice, "y"))
	b.until("both refused", func() bool { return b.sender.Status().Results[programme.NotSent] == 3 })
	b.enqueue(message(7, programme.Answer, "z"))
	b.quiet()
	b.check("all paused", strings.Contains(b.wire.said(), "7 z"), false)
	// A pause is a row: the next run knows of it.
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	b.start(run2)
	b.sender.Wake()
	b.until("active", func() bool { return b.sender.Status().Active })
	time.Sleep(50 * time.Millisecond)
	b.check("all paused still", strings.Contains(b.wire.said(), "7 z"), false)
	b.exec(`DELETE FROM pause`)
	b.sender.Wake()
	b.until("resumed", func() bool { return strings.Contains(b.wire.said(), "7 z") })
}

// What the database claims while all are told to wait, or its chat is, does not go when the
// claim is there: it goes back, and counts no attempt.
func TestClaimedTooLateGoesBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.exec(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$`)
	b.exec(`CREATE TRIGGER slow BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = 'sending' AND NEW.chat = 7) EXECUTE FUNCTION slow()`)
	answer := make(chan struct{})
	const wait = 1500 * time.Millisecond
	b.wire.answer = func(_ context.Context, c programme.Call) (programme.Outcome, bool) {
		if c.Chat != 7 {
			<-answer
		}
		return programme.Outcome{}, false
	}
	for _, chat := range []int64{5, 6} {
		b.wire.script[chat] = []programme.Outcome{{Result: programme.NotSent, RetryAfter: wait}}
	}
	b.enqueue(message(5, programme.Notice, "a"), message(6, programme.Notice, "b"))
	b.start(run1)
	b.until("both on the wire", func() bool { return b.sender.Status().OnWire == 2 })
	slow, err := b.sql.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	slow.MustExec(`SELECT pg_advisory_xact_lock(1)`)
	b.enqueue(message(7, programme.Notice, "c"))
	b.until("the claim waits", func() bool {
		return b.text(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`) == "1"
	})
	told := time.Now()
	close(answer)
	b.until("all are told to wait", func() bool { return b.text(`SELECT count(*) FROM pause WHERE scope = 'all'`) == "1" })
	if err := slow.Commit(); err != nil {
		t.Fatal(err)
	}
	b.until("given back", func() bool { return b.text(`SELECT state || attempts FROM outbox WHERE chat = 7`) == "queued0" })
	b.until("gone", func() bool { return strings.Contains(b.wire.said(), "7 c") })
	if d := time.Since(told); d < wait {
		t.Errorf("it went after %s, when all were told to wait for %s", d, wait)
	}
}

// TestTooManyNamesPauseNothing: Telegram takes a bot's name a few times a day. What it
// says of that is no reason to keep messages back.
func TestTooManyNamesPauseNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	hour := []programme.Outcome{{Result: programme.NotSent, RetryAfter: time.Hour}}
	b.wire.script[5], b.wire.script[0] = slices.Clone(hour), slices.Clone(hour)
	b.start(run1)
	b.enqueue(message(5, programme.Notice, "a"))
	b.until("one chat told to wait", func() bool { return b.sender.Status().Results[programme.NotSent] == 1 })
	b.enqueue(programme.Message{Method: "setMyName", Params: map[string]any{"name": "Programme"}, Class: programme.Mass})
	b.until("the name told to wait", func() bool { return b.sender.Status().Results[programme.NotSent] == 2 })
	b.enqueue(message(7, programme.Mass, "z"))
	b.until("others go on", func() bool { return strings.Contains(b.wire.said(), "7 z") })
	b.quiet()
	b.check("the name waits by itself", b.text(`SELECT state || ' ' || (retry_at > clock_timestamp() + interval '50 minutes') FROM outbox WHERE method = 'setMyName'`), "queued true")
	b.check("pauses of all", b.text(`SELECT count(*)::text FROM pause WHERE scope <> 'chat'`), "0")
}

func TestFatalKeepsTheQueue(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.wire.script[5] = []programme.Outcome{{Result: programme.Fatal, Description: "Unauthorized"}}
	told := make(chan string, 2)
	b.enqueue(message(5, programme.Answer, "a"))
	b.start(run1, func(o *outbox.Options) { o.OnFatal = func(s string) { told <- s } })
	b.check("told", <-told, "Unauthorized")
	b.enqueue(message(6, programme.Answer, "b"))
	b.until("back in the queue", func() bool { return b.rows() == "5 queued, 6 queued" })
	time.Sleep(300 * time.Millisecond)
	b.check("said", b.wire.said(), "5 a")
	b.check("status", b.sender.Status().Fatal, "Unauthorized")
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	b.start(run2)
	b.quiet()
	b.check("another token", b.rows(), "5 sent, 6 sent")
}

func TestCardIsSentAnewForWhoWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	card := message(5, programme.Answer, "card")
	card.Card = "c"
	edit := func(text string, caused bool) programme.Message {
		m := message(5, programme.Answer, text)
		m.Method, m.Card, m.Caused = "editMessageText", "c", caused
		return m
	}
	b.wire.script[5] = []programme.Outcome{
		{Result: programme.Sent, MessageID: 70}, {Result: programme.Sent},
		{Result: programme.MessageGone}, {Result: programme.Sent, MessageID: 80}, {Result: programme.Sent}, {Result: programme.MessageGone},
	}
	b.enqueue(card)
	b.start(run1)
	for _, m := range []programme.Message{edit("1", true), edit("2", true), edit("3", false), edit("4", false)} {
		b.quiet()
		b.enqueue(m)
	}
	b.quiet()
	b.check("said", b.wire.said(), "5 card, 5 1 in 70, 5 2 in 70, 5 2, 5 3 in 80, 5 4 in 80")
	b.check("rows", b.rows(), "5 sent, 5 sent, 5 sent, 5 sent, 5 skipped message_gone")
}

// A process that is killed leaves rows as sending; the next run cannot know
// whether they arrived.
func TestKilledRunIsSweptAndResent(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enqueue(message(5, programme.Answer, "a"), message(6, programme.Mass, "b"), message(7, programme.Mass, "c"))
	b.exec(`UPDATE lease SET run = $1`, run1)
	q := b.db.Queue(run1, time.Hour)
	if cs, err := q.Claim(t.Context(), 2, programme.Mass, nil, postgres.Place{}); err != nil || len(cs) != 2 {
		t.Fatal(len(cs), err)
	}
	b.start(run2, func(o *outbox.Options) { o.ResendAfter = time.Hour })
	b.quiet()
	said := b.wire.said()
	b.check("at once", strings.Contains(said, "5 again\n\na") && strings.Contains(said, "7 c"), true)
	b.check("rows", b.rows(), "5 sent, 6 unknown, 7 sent")
	b.exec(`UPDATE outbox SET retry_at = clock_timestamp() WHERE state = 'unknown'`)
	b.until("the other after its wait", func() bool { return strings.HasSuffix(b.wire.said(), "6 again\n\nb") })
}

func TestStopFinishesWhatIsOnTheWire(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	release := make(chan struct{})
	b.wire.answer = func(context.Context, programme.Call) (programme.Outcome, bool) {
		<-release
		return programme.Outcome{}, false
	}
	b.enqueue(message(5, programme.Answer, "a"), message(5, programme.Answer, "b"))
	b.start(run1)
	b.until("on the wire", func() bool { return b.wire.said() == "5 a" })
	time.AfterFunc(100*time.Millisecond, func() { close(release) })
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	b.check("said", b.wire.said(), "5 a")
	b.check("rows", b.rows(), "5 sent, 5 queued")
}

func TestStopGivesUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.wire.answer = func(ctx context.Context, _ programme.Call) (programme.Outcome, bool) {
		<-ctx.Done()
		return programme.Outcome{Result: programme.Unknown}, true
	}
	b.enqueue(message(5, programme.Answer, "a"))
	b.start(run1)
	b.until("on the wire", func() bool { return b.wire.said() == "5 a" })
	begin := time.Now()
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(begin); d < time.Second || d > 30*time.Second { // it paces, and does not crawl
		t.Errorf("took %v, want 1 to 3 s", d)
	}
	b.check("rows", b.rows(), "5 unknown")
	b.check("says nothing about the wire", b.text(`SELECT seen FROM outbox`), "false")
}

func TestMarksOutliveAnOutage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	release := make(chan struct{})
	b.wire.answer = func(context.Context, programme.Call) (programme.Outcome, bool) {
		<-release
		return programme.Outcome{}, false
	}
	var ms []programme.Message
	for chat := int64(1); chat <= 20; chat++ {
		ms = append(ms, message(chat, programme.Notice, "m"))
	}
	b.enqueue(ms...)
	b.start(run1)
	b.until("all on the wire", func() bool { return strings.Count(b.wire.said(), "m") == 20 })
	// The outage: marks wait for a lock, and their connections die of it.
	outage, err := b.sql.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	outage.MustExec(`LOCK TABLE outbox`)
	close(release)
	for range 3 {
		b.until("a connection that marks was ended", func() bool {
			return b.text(`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM outbox o WHERE o.id = ANY ($4%' AND pid <> pg_backend_pid()`) != "0"
		})
	}
	if err := outage.Commit(); err != nil {
		t.Fatal(err)
	}
	b.until("all marked", func() bool { return b.text(`SELECT count(*) FROM outbox WHERE state = 'sent'`) == "20" })
	b.check("calls", strings.Count(b.wire.said(), "m"), 20)
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
}

// A sender that runs again, as after a lease that was in doubt, holds what it sent before
// and could not mark: no sweep of either run gives it back, or it would go twice.
func TestWhatCouldNotBeMarkedGoesOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.exec(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no marks today'; END $$`)
	b.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = 'sent') EXECUTE FUNCTION refuse()`)
	b.enqueue(message(5, programme.Notice, "a"))
	b.start(run1)
	b.until("sent", func() bool { return b.wire.said() == "5 a" })
	for round := range 2 {
		if err := b.stop(); err == nil {
			t.Error("a run whose marks were refused says nothing of it")
		}
		b.check("left as sending", b.text(`SELECT count(*) FROM outbox WHERE state = 'sending'`), fmt.Sprint(1+round))
		b.run()
		b.enqueue(message(int64(6+round), programme.Mass, "b"))
		b.until("the next run sends", func() bool { return strings.Count(b.wire.said(), "b") == round+1 })
	}
	b.exec(`DROP TRIGGER refuse ON outbox`)
	b.until("all marked", func() bool { return b.rows() == "5 sent, 6 sent, 7 sent" })
	b.check("said", b.wire.said(), "5 a, 6 b, 7 b")
}

// The next answer to a chat waits for the mark of the one before, which waits for no mark
// of a reminder.
func TestMarksOfAnswersDoNotWait(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	release := make(chan struct{})
	b.wire.answer = func(_ context.Context, c programme.Call) (programme.Outcome, bool) {
		if c.Chat == 1 {
			<-release
		}
		return programme.Outcome{}, false
	}
	b.enqueue(message(1, programme.Mass, "m"))
	b.start(run1)
	b.until("on the wire", func() bool { return b.wire.said() == "1 m" })
	busy, err := b.sql.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	busy.MustExec(`SELECT FROM outbox WHERE chat = 1 FOR UPDATE`)
	close(release)
	b.until("its mark waits", func() bool {
		return b.text(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) == "1"
	})
	b.enqueue(message(2, programme.Answer, "a"), message(2, programme.Answer, "b"))
	b.until("both answers gone", func() bool { return b.wire.said() == "1 m, 2 a, 2 b" })
	if err := busy.Rollback(); err != nil {
		t.Fatal(err)
	}
	b.quiet()
}

// What comes to stand before what was claimed already is not passed over, though claims
// go on where the last one ended.
func TestWhatComesBeforeTheClaimedGoes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	release := make(chan struct{})
	b.wire.answer = func(_ context.Context, c programme.Call) (programme.Outcome, bool) {
		if c.Chat <= 40 {
			<-release
		}
		return programme.Outcome{}, false
	}
	var ms []programme.Message
	for chat := int64(1); chat <= 60; chat++ {
		ms = append(ms, message(chat, programme.Mass, "m"))
	}
	b.enqueue(ms...)
	b.start(run1, func(o *outbox.Options) { o.Workers = 50 })
	b.until("40 wait for an answer, the others have it", func() bool { return strings.Count(b.wire.said(), "m") == 60 })
	early := message(99, programme.Mass, "early")
	early.NotBefore = b.clock.Now().Add(-time.Hour)
	b.enqueue(early)
	b.exec(`UPDATE outbox SET not_before = not_before - interval '1 hour' WHERE chat = 99`)
	b.until("gone", func() bool { return strings.Contains(b.wire.said(), "99 early") })
	close(release)
	b.quiet()
}

func TestWhatWaitedGoesWhenTheClockIsTurned(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	m := message(5, programme.Mass, "a")
	m.NotBefore = b.clock.Now().Add(time.Hour)
	b.start(run1)
	b.enqueue(m)
	b.quiet()
	b.check("said", b.wire.said(), "")
	b.clock.Add(time.Hour) // and nobody wakes the sender
	b.until("gone", func() bool { return b.wire.said() == "5 a" })
}

func TestPaceOverAll(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var ms []programme.Message
	for chat := int64(1); chat <= 25; chat++ {
		ms = append(ms, message(chat, programme.Mass, "m"))
	}
	b.enqueue(ms...)
	b.start(run1, func(o *outbox.Options) { o.Rate = 10 })
	b.quiet()
	at := b.wire.at
	for i := 10; i < len(at); i++ {
		if d := at[i].Sub(at[i-10]); d < time.Second {
			t.Errorf("call %d came %v after the tenth before it", i, d)
		}
	}
	if d := at[24].Sub(at[0]); d > 30*time.Second { // it paces, and does not crawl
		t.Errorf("25 calls took %v", d)
	}
}
