package intake

import (
	"context"
	"errors"
	"time"

	"jarchy/internal/programme"
)

// carefulTime is for how long updates that come by themselves are handled one by one
// after the lease was taken: there is no telling which of them are repeats.
const carefulTime = 5 * time.Minute

// ErrStandby says that this process does not handle updates now: whoever brought one
// keeps it, and tries again.
var ErrStandby = errors.New("this process stands by")

// Take handles an update that came by itself, in its turn, and returns once it is
// done for good, or with what kept it from being done: ErrStandby, the end of ctx, or
// the loss of the database. Then it has to come again.
func (r *Runner) Take(ctx context.Context, u programme.Update) error {
	r.mu.Lock()
	take := r.takes
	if take == nil {
		r.mu.Unlock()
		return ErrStandby
	}
	r.taking.Add(1)
	r.mu.Unlock()
	defer r.taking.Done()
	r.note(func(s *Status) { s.heard(time.Now(), r.Contest) })
	return take(ctx, []programme.Update{u})
}

// receive lets updates come until ctx ends, and waits for those under way.
func (r *Runner) receive(ctx context.Context) {
	r.setTakes(r.oneByOne)
	careful := time.AfterFunc(carefulTime, func() {
		r.lanes.setLimit(r.Lanes)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.takes != nil {
			r.takes = r.batch
		}
	})
	defer careful.Stop()
	<-ctx.Done()
	r.setTakes(nil)
	r.taking.Wait()
}

func (r *Runner) setTakes(take func(context.Context, []programme.Update) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.takes = take
}
