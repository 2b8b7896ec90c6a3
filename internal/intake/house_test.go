package intake_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/intake"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

const patience = 20 * time.Second

// source stands for Telegram: it gives what is not confirmed, again and again, and
// takes a confirmation with the next fetch.
type source struct {
	mu        sync.Mutex
	waiting   []programme.Update
	confirmed []int64
	fetches   int
	errs      []error // of the next fetches
	files     map[string][]byte
	download  func(ctx context.Context, id string) error // called before a download answers
	news      chan struct{}
	confirm   []programme.Update
}

func newSource() *source { return &source{files: map[string][]byte{}, news: make(chan struct{}, 1)} }

func (s *source) send(updates ...programme.Update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, updates...)
	select {
	case s.news <- struct{}{}:
	default:
	}
}

func (s *source) Fetch(ctx context.Context) ([]programme.Update, error) {
	s.mu.Lock()
	s.fetches++
	for _, u := range s.confirm {
		s.confirmed = append(s.confirmed, u.ID)
		s.waiting = slices.DeleteFunc(s.waiting, func(w programme.Update) bool { return w.ID == u.ID })
	}
	s.confirm = nil
	if len(s.errs) > 0 {
		err := s.errs[0]
		s.errs = s.errs[1:]
		s.mu.Unlock()
		return nil, err
	}
	batch := slices.Clone(s.waiting[:min(len(s.waiting), 100)])
	s.mu.Unlock()
	if len(batch) > 0 {
		return batch, nil
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.news:
	case <-time.After(20 * time.Millisecond):
	}
	return nil, nil
}

func (s *source) Confirm(updates []programme.Update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.confirm = updates
}

func (s *source) Download(ctx context.Context, id string, most int64) ([]byte, error) {
	s.mu.Lock()
	file, ok, before := s.files[id], s.files[id] != nil, s.download
	s.mu.Unlock()
	if before != nil {
		if err := before(ctx, id); err != nil {
			return nil, err
		}
	}
	if !ok || int64(len(file)) > most {
		return nil, fmt.Errorf("no file %q", id)
	}
	return file, nil
}

func (s *source) isConfirmed(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.confirmed, id)
}

func (s *source) fetched() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetches
}

// house is a runner over a database of its own. What handlers bring about are rows
// of effect: their text, in the order of the commits within a chat.
type house struct {
	*testing.T
	source  *source
	db      *postgres.DB
	sql     *sqlx.DB
	clock   *postgrestest.Clock
	options intake.Options

	// What the test's bot does; by default each update and job leaves its text.
	handle    func(ctx context.Context, tx *postgres.Tx, u programme.Update) error
	handleJob func(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error
	apologise func(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error
}

func newHouse(t *testing.T) *house {
	t.Helper()
	address := postgrestest.URL(t)
	h := &house{T: t, source: newSource(), clock: postgrestest.NewClock(postgrestest.Start), sql: postgrestest.SQL(t, address)}
	h.db = postgrestest.Open(t, address, h.clock)
	h.exec(`CREATE VIEW effect AS SELECT id, chat, args->>'text' AS text FROM job WHERE kind = 'effect' ORDER BY id`)
	h.handle = func(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
		return leave(ctx, tx, u.Chat, u.Text)
	}
	h.handleJob = func(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
		return leave(ctx, tx, j.Chat, j.Kind+string(file))
	}
	h.apologise = func(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error {
		return leave(ctx, tx, u.Chat, "sorry")
	}
	h.options = intake.Options{Source: h.source, Handler: (*testBot)(h), DB: h.db, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Lanes: 6}
	return h
}

type testBot house

func (b *testBot) Handle(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
	return b.handle(ctx, tx, u)
}

func (b *testBot) Apologise(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error {
	return b.apologise(ctx, tx, u, why)
}

func (b *testBot) HandleJob(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
	return b.handleJob(ctx, tx, j, file)
}

// leave leaves an effect: a job that is not due in this test.
func leave(ctx context.Context, tx *postgres.Tx, chat int64, text string) error {
	args, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Kind: "effect", Chat: chat, Args: args, NotBefore: tx.Now().AddDate(10, 0, 0)})
}

// run runs a runner until the returned function is called or the test ends.
func (h *house) run() (r *intake.Runner, stop func() error) {
	h.Helper()
	r = intake.New(h.options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(patience):
			panic("the runner does not stop")
		}
	})
	h.Cleanup(func() { _ = stop() })
	return r, stop
}

// runFast runs a runner that is past its careful beginning.
func (h *house) runFast() (*intake.Runner, func() error) {
	h.Helper()
	r, stop := h.run()
	h.until("an empty fetch", func() bool { return h.source.fetched() >= 2 })
	return r, stop
}

func (h *house) exec(query string, args ...any) {
	h.Helper()
	if _, err := h.sql.Exec(query, args...); err != nil {
		h.Fatal(err)
	}
}

func (h *house) text(query string, args ...any) (s string) {
	h.Helper()
	if err := h.sql.Get(&s, query, args...); err != nil {
		h.Fatal(err)
	}
	return s
}

// effects are the texts of a chat, in order.
func (h *house) effects(chat int64) string {
	h.Helper()
	return h.text(`SELECT coalesce(string_agg(text, ' ' ORDER BY id), '') FROM effect WHERE coalesce(chat, 0) = $1`, chat)
}

func (h *house) wantEffects(chat int64, want string) {
	h.Helper()
	if got := h.effects(chat); got != want {
		h.Errorf("effects in chat %d: got %q, want %q", chat, got, want)
	}
}

func (h *house) job(j programme.Job) {
	h.Helper()
	if err := h.db.Do(h.Context(), func(tx *postgres.Tx) error { return tx.AddJob(h.Context(), j) }); err != nil {
		h.Fatal(err)
	}
}

// until waits for something to become true.
func (h *house) until(what string, ok func() bool) {
	h.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			h.Fatalf("still no %s", what)
		}
	}
}

func (h *house) untilConfirmed(ids ...int64) {
	h.Helper()
	h.until(fmt.Sprintf("confirmation of %v", ids), func() bool {
		return !slices.ContainsFunc(ids, func(id int64) bool { return !h.source.isConfirmed(id) })
	})
}

// message is somebody's message in a private chat.
func message(id, chat int64, text string) programme.Update {
	return programme.Update{ID: id, Kind: programme.MessageSent, Chat: chat, User: chat, Private: true, Text: text}
}
