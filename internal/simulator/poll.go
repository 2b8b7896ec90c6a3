package simulator

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// maxPoll is the longest that a call may wait for updates.
const maxPoll = 50 * time.Second

// poller is a getUpdates call that waits.
type poller struct {
	wake chan struct{}
	end  chan *refusal
}

func getUpdates(s *Server, ctx context.Context, c *call) (any, *refusal) {
	limit := maxBatch
	if c.str("limit") != "" {
		limit = int(c.int("limit"))
	}
	wait := min(time.Duration(max(c.int("timeout"), 0))*time.Second, maxPoll)
	batch, p, r := s.poll(c, limit, wait > 0)
	if p == nil {
		return batch, r
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case r := <-p.end:
			return nil, r
		case <-p.wake:
			if batch := s.takeFor(p, limit); len(batch) > 0 {
				return batch, nil
			}
			continue
		case <-timer.C:
		case <-ctx.Done():
		case <-s.closed:
		}
		s.leave(p)
		return []json.RawMessage{}, nil
	}
}

// poll is the part of getUpdates that does not wait. It gives a batch, or the
// poller to wait with.
func (s *Server) poll(c *call, limit int, wait bool) ([]json.RawMessage, *poller, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if r := s.allow(c); r != nil {
		return nil, nil, r
	}
	q := &s.queue
	q.end(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	q.confirm(c.int("offset"))
	if len(q.pending) > 0 || !wait {
		return q.take(limit), nil, nil
	}
	q.poller = &poller{wake: make(chan struct{}, 1), end: make(chan *refusal, 1)}
	s.wake()
	return nil, q.poller, nil
}

// takeFor gives the poller p what there is by now. If p was ended meanwhile it gives
// nothing: the reason waits in p.end.
func (s *Server) takeFor(p *poller, limit int) []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.queue
	if q.poller != p || len(q.pending) == 0 {
		return nil
	}
	q.poller = nil
	return q.take(limit)
}

func (s *Server) leave(p *poller) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poller == p {
		s.queue.poller = nil
	}
}

// allow remembers allowed_updates; absent or null leaves what was set before.
func (s *Server) allow(c *call) *refusal {
	value := c.str("allowed_updates")
	if value == "" || value == "null" {
		return nil
	}
	var kinds []string
	if err := json.Unmarshal([]byte(value), &kinds); err != nil {
		return bug("can't parse allowed updates JSON object")
	}
	for _, kind := range kinds {
		if kind == "update_id" || s.spec.Types["Update"].field(kind) == nil {
			return bug(fmt.Sprintf("there is no update %q", kind))
		}
	}
	s.queue.allowed = kinds
	if len(kinds) == 0 {
		s.queue.allowed = nil
	}
	return nil
}
