// Package intake is the runner. It fetches updates in batches and has each handled
// in one transaction that marks it done, in order within its chat; it runs the jobs
// that handlers left, and holds the lease by which one process at a time does so.
// It owns deduplication, marks, repeats and limits; what to answer is the bot's.
package intake

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Source is where updates come from. An error of Fetch may have methods that tell
// what to do about it: Fatal() bool, Conflict() bool, RetryAfter() time.Duration.
type Source interface {
	// Fetch waits for updates, for as long as the source sees fit. Until they are
	// confirmed, the same come again.
	Fetch(ctx context.Context) ([]programme.Update, error)
	// Confirm says that these are done, with the next Fetch at the latest.
	Confirm(updates []programme.Update)
	// Download returns a file of at most max bytes.
	Download(ctx context.Context, fileID string, max int64) ([]byte, error)
}

// Handler decides what updates and jobs bring about. It writes rows in the
// transaction it is given, and waits for nothing but the database.
type Handler interface {
	// Handle handles an update. An error undoes the whole transaction: if it was in
	// another one's way it is run again, otherwise it is apologised for.
	Handle(ctx context.Context, tx *postgres.Tx, u programme.Update) error
	// Apologise answers an update that could not be handled, or a job of a chat (an
	// update with ID 0) that was given up.
	Apologise(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error
	// HandleJob does a job, with the file that its arguments ask for, or nil.
	HandleJob(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error
}

// Options are what a Runner works with.
type Options struct {
	Source    Source
	Pushed    bool // updates come by Take; nothing is fetched but files
	Handler   Handler
	Prepare   func(programme.Update) // does before an update is handled what its handler has no time for; nil: nothing
	DB        *postgres.DB
	Committed func(postgres.Left) // called after each commit, to wake who waits for rows; must not block
	Log       *slog.Logger        // slog.Default() if nil
	Lanes     int                 // how many chats are handled at once; 16 if 0
	Flood     int                 // updates of a chat that may come at once, one a second more; 0: any number

	// Exit ends the process when a handler still runs 10 s past its limit; os.Exit if nil.
	Exit    func(code int)
	OnFatal func(reason string) // called when polling cannot go on
	Limit   time.Duration       // of a handler; 2 s if 0
	Contest time.Duration       // after so long of others polling for this bot nothing is sent; 1 min if 0
}

// Runner polls, handles and runs jobs. It has one run at a time.
type Runner struct {
	Options

	grace time.Duration // past its limit, before a handler ends the process
	lanes *lanes        // of the present run
	wake  chan struct{} // jobs may be due
	flood flood

	asked atomic.Int64 // updates in work

	mu      sync.Mutex
	begun   map[int64]bool                                  // updates whose try this process has counted
	takes   func(context.Context, []programme.Update) error // nil: Take takes nothing
	taking  sync.WaitGroup                                  // calls of Take that are under way
	status  Status
	toLeave []programme.Job // whose try is yet to be taken back
}

// Status is how polling goes.
type Status struct {
	LastPoll     time.Time // of the last one that succeeded, in machine time
	LastConflict time.Time // when somebody else was seen polling for this bot
	Contested    bool      // they were seen again and again for Options.Contest: nothing is sent
	Fatal        string    // why polling stopped for good; empty: it did not

	firstConflict time.Time // of a streak
}

// conflict notes that somebody else was seen. Now and then that is a restart; two
// that poll see each other all the time.
func (s *Status) conflict(now time.Time, streak time.Duration) {
	if now.Sub(s.LastConflict) > streak {
		s.firstConflict = now
	}
	s.LastConflict = now
	s.Contested = now.Sub(s.firstConflict) >= streak
}

// heard notes that Telegram answered. A streak is over once nobody was seen for as
// long as it takes to make one.
func (s *Status) heard(now time.Time, streak time.Duration) {
	s.LastPoll = now
	s.Contested = s.Contested && now.Sub(s.LastConflict) <= streak
}

// New makes a Runner.
func New(o Options) *Runner {
	if o.Committed == nil {
		o.Committed = func(postgres.Left) {}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Lanes == 0 {
		o.Lanes = 16
	}
	if o.Exit == nil {
		o.Exit = os.Exit
	}
	if o.OnFatal == nil {
		o.OnFatal = func(string) {}
	}
	if o.Limit == 0 {
		o.Limit = 2 * time.Second
	}
	if o.Contest == 0 {
		o.Contest = time.Minute
	}
	return &Runner{Options: o, grace: 10 * time.Second, wake: make(chan struct{}, 1), begun: map[int64]bool{},
		flood: flood{most: float64(o.Flood), chats: map[int64]writer{}}}
}

// Run polls or takes, handles and runs jobs until ctx ends; then it finishes what it has
// begun. It returns an error only if polling cannot go on.
func (r *Runner) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.lanes = newLanes(1)
	var jobs sync.WaitGroup
	jobs.Go(func() { r.runJobs(ctx) })
	var err error
	if r.Pushed {
		r.receive(ctx)
	} else {
		err = r.poll(ctx)
	}
	stop()
	jobs.Wait()
	r.lanes.wait()
	return err
}

// Wake says that jobs may be due.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Asked reports whether somebody waits for an update to be handled.
func (r *Runner) Asked() bool { return r.asked.Load() > 0 }

// Status tells how polling goes.
func (r *Runner) Status() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.status
}

func (r *Runner) note(change func(*Status)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.status)
}

// committed tells those who wait for rows that there may be some.
func (r *Runner) committed(left postgres.Left) {
	r.Committed(left)
	if left.Jobs {
		r.Wake()
	}
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
