package intake

import (
	"context"
	"sync"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	jobsAtOnce = 4
	lookEvery  = time.Second
	lookAtMost = 200 * time.Millisecond // apart, however often it is told to look
)

// jobRuns are the jobs under way: one of a chat at a time, and one of those aside.
type jobRuns struct {
	mu   sync.Mutex
	jobs map[int64]programme.Job // by id
}

func (s *jobRuns) begin(j programme.Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs[j.ID] = j
}

func (s *jobRuns) end(j programme.Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.jobs, j.ID)
}

func (s *jobRuns) list() (under postgres.UnderWay) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, j := range s.jobs {
		under.IDs = append(under.IDs, id)
		switch {
		case j.Aside:
			under.Aside = true
		case j.Chat != 0:
			under.Chats = append(under.Chats, j.Chat)
		}
	}
	return under
}

// runJobs starts the jobs that are due until ctx ends, and waits for those it
// started.
func (r *Runner) runJobs(ctx context.Context) {
	under := &jobRuns{jobs: map[int64]programme.Job{}}
	var all sync.WaitGroup
	defer all.Wait()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	failing := false
	for ctx.Err() == nil {
		err := r.startJobs(ctx, under, &all)
		if err != nil && !failing && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "jobs cannot be read", "err", err)
		}
		failing = err != nil
		sleep(ctx, lookAtMost)
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-r.wake:
		}
	}
}

// startJobs starts what is due beside the jobs under way.
func (r *Runner) startJobs(ctx context.Context, under *jobRuns, all *sync.WaitGroup) error {
	running := under.list()
	free := jobsAtOnce - len(running.IDs)
	if free <= 0 {
		return nil
	}
	if err := r.leaveRest(ctx); err != nil {
		return err
	}
	due, err := r.DB.DueJobs(ctx, free, running)
	if err != nil {
		return err
	}
	for _, j := range due {
		under.begin(j)
		all.Go(func() {
			r.job(ctx, j)
			under.end(j)
			r.Wake()
		})
	}
	return nil
}
