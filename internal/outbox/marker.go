package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
)

const (
	marksAtOnce = 100                   // that one transaction stores
	marksGather = 10                    // so many at once, and more will come in a moment
	gatherTime  = 10 * time.Millisecond // the moment
)

// marker stores marks. While one batch is written the next one gathers, so that
// an idle sender marks at once and a busy one in batches. What the database does
// not take is kept and repeated until it does.
type marker struct {
	queue *postgres.Queue
	log   *slog.Logger
	taken chan<- []postgres.Mark // stored

	mu      sync.Mutex
	pending []postgres.Mark
	more    chan struct{}
}

func newMarker(q *postgres.Queue, log *slog.Logger, taken chan<- []postgres.Mark) *marker {
	return &marker{queue: q, log: log, taken: taken, more: make(chan struct{}, 1)}
}

// add hands over a mark; it never blocks.
func (m *marker) add(mark postgres.Mark) {
	m.mu.Lock()
	m.pending = append(m.pending, mark)
	m.mu.Unlock()
	select {
	case m.more <- struct{}{}:
	default:
	}
}

// run stores marks until ctx ends.
func (m *marker) run(ctx context.Context) {
	var trouble trouble
	wait := firstWait
	for {
		batch := m.take()
		if len(batch) == 0 {
			select {
			case <-ctx.Done():
				return
			case <-m.more:
			}
			continue
		}
		stored, left, err := m.store(ctx, batch)
		if len(stored) > 0 {
			select {
			case <-ctx.Done():
				return
			case m.taken <- stored:
			}
		}
		trouble.note(m.log, "marks wait for the database", err)
		if err == nil {
			wait = firstWait
			if n := len(stored); marksGather <= n && n < marksAtOnce {
				time.Sleep(gatherTime)
			}
			continue
		}
		m.giveBack(left)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		wait = min(2*wait, lastWait)
	}
}

// store writes marks in one transaction; if the database refuses one of them, the
// others are stored without it.
func (m *marker) store(ctx context.Context, marks []postgres.Mark) (stored, left []postgres.Mark, err error) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	failpoint.Hit(failpoint.Mark, func() string { return markedChats(marks) })
	err = m.queue.Mark(ctx, marks)
	if err == nil {
		failpoint.Hit(failpoint.Marked, func() string { return markedChats(marks) })
	}
	switch {
	case err == nil:
		return marks, nil, nil
	case len(marks) == 1 || ctx.Err() != nil || postgres.Lost(err) || postgres.Repeatable(err):
		return nil, marks, err
	}
	for _, mark := range marks {
		s, l, e := m.store(ctx, []postgres.Mark{mark})
		stored, left = append(stored, s...), append(left, l...)
		if e != nil {
			err = e
		}
	}
	if len(left) == 0 {
		err = nil
	}
	return stored, left, err
}

// markedChats are where marked rows went, for a failpoint.
func markedChats(marks []postgres.Mark) (chats string) {
	for _, mark := range marks {
		chats += fmt.Sprintln(mark.Chat)
	}
	return chats
}

func (m *marker) take() []postgres.Mark {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := min(len(m.pending), marksAtOnce)
	batch := m.pending[:n:n]
	m.pending = m.pending[n:]
	return batch
}

// giveBack puts marks behind the others, so that one that is refused does not
// stand in their way.
func (m *marker) giveBack(marks []postgres.Mark) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending = append(m.pending, marks...)
}
