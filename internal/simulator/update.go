package simulator

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// The update queue's limits.
const (
	maxBatch   = 100
	maxPoll    = 50 * time.Second
	maxHistory = 10_000 // updates that can be delivered again
	future     = 10     // an offset beyond this many ids is taken for the queue's head
)

// notByDefault are the updates that only those get who ask for them by name.
var notByDefault = []string{"chat_member", "message_reaction", "message_reaction_count"}

// queue holds the updates that the bot has not yet confirmed.
type queue struct {
	next    int64
	pending []update
	history []update
	allowed []string // nil: all but notByDefault
	poller  *poller  // who waits; nil: nobody
}

type update struct {
	id    int64
	raw   json.RawMessage
	again bool // delivered once more, whatever offset says
}

// poller is a getUpdates call that waits.
type poller struct {
	wake chan struct{}
	end  chan *refusal
}

// push queues an update, if the bot takes that kind; the caller holds mu.
func (s *Server) push(kind string, payload any) {
	q := &s.queue
	if q.allowed == nil && slices.Contains(notByDefault, kind) || q.allowed != nil && !slices.Contains(q.allowed, kind) {
		return
	}
	data, err := json.Marshal(payload)
	if err != nil {
		panic("simulator: update: " + err.Error())
	}
	raw := make(json.RawMessage, 0, len(data)+len(kind)+48)
	raw = fmt.Appendf(raw, `{"update_id":%d,%q:%s}`, q.next, kind, data)
	s.enqueue(raw)
}

func (s *Server) enqueue(raw json.RawMessage) {
	q := &s.queue
	u := update{id: q.next, raw: raw}
	q.next++
	q.pending = append(q.pending, u)
	if len(q.history) >= maxHistory {
		q.history = slices.Delete(q.history, 0, maxHistory/2)
	}
	q.history = append(q.history, u)
	q.rouse()
	s.wake()
}

func (q *queue) rouse() {
	if q.poller != nil {
		select {
		case q.poller.wake <- struct{}{}:
		default:
		}
	}
}

// end refuses the call that waits, if there is one.
func (q *queue) end(r *refusal) {
	if q.poller != nil {
		q.poller.end <- r
		q.poller = nil
	}
}

// confirm forgets what lies before offset; a negative offset counts from the end.
func (q *queue) confirm(offset int64) {
	switch {
	case offset < 0:
		if n := int64(len(q.pending)) + offset; n > 0 {
			q.pending = slices.Delete(q.pending, 0, int(n))
		}
	case offset > q.next+future:
		// The ids have restarted lower: Telegram gives what there is.
	default:
		q.pending = slices.DeleteFunc(q.pending, func(u update) bool { return u.id < offset && !u.again })
	}
}

// take is the next batch, which stays until it is confirmed.
func (q *queue) take(limit int) []json.RawMessage {
	n := min(limit, len(q.pending))
	batch := make([]json.RawMessage, 0, n)
	for i := range q.pending[:n] {
		q.pending[i].again = false
		batch = append(batch, q.pending[i].raw)
	}
	return batch
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

// Pending is the number of updates that the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.pending)
}

// LastUpdate is the id of the newest update; 0 if there was none.
func (s *Server) LastUpdate() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.queue.history); n > 0 {
		return s.queue.history[n-1].id
	}
	return 0
}

// SkipTo gives the next update this id, which may be lower than those before: so
// Telegram does after a quiet week.
func (s *Server) SkipTo(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = id
}

// Redeliver delivers an update once more, confirmed or not. It fails if there was
// none of this id, or too long ago.
func (s *Server) Redeliver(updateID int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.queue
	for _, u := range slices.Backward(q.history) {
		if u.id == updateID {
			u.again = true
			q.pending = append(q.pending, u)
			q.rouse()
			s.wake()
			return nil
		}
	}
	return fmt.Errorf("simulator: no update %d to deliver again", updateID)
}

// InjectRaw delivers an update just as it is, but for its update_id, which it
// returns: so that a test can send what the bot cannot decode. raw must be a JSON
// object.
func (s *Server) InjectRaw(raw json.RawMessage) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		s.complain(fmt.Sprintf("simulator misused: InjectRaw wants a JSON object: %v", err))
		return 0
	}
	id := s.queue.next
	object["update_id"] = strconv.AppendInt(nil, id, 10)
	data, err := json.Marshal(object)
	if err != nil {
		panic("simulator: update: " + err.Error())
	}
	s.enqueue(data)
	return id
}
