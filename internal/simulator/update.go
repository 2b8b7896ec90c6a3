package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// The update queue's limits.
const (
	maxBatch   = 100
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

// Pending is the number of updates that the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.pending)
}

// Polling says whether a getUpdates call waits: the bot is up, and has had all there
// was.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.poller != nil
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

// Expire drops the updates that wait: Telegram keeps them for 24 hours.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.pending = nil
	s.wake()
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
