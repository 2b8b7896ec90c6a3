package intake

import (
	"sync"

	"jarchy/internal/programme"
)

// lane names what must be done in order: the updates and jobs of a chat, a job of
// no chat, or one that its chat does not wait for.
type lane struct{ chat, job int64 }

func laneOf(j programme.Job) lane {
	if j.Aside || j.Chat == 0 {
		return lane{job: j.ID}
	}
	return lane{chat: j.Chat}
}

// lanes run tasks: those of a lane one after the other as they were added, those of
// different lanes side by side. Lanes take turns, so that a long one holds up
// nobody else.
type lanes struct {
	workers sync.WaitGroup

	mu      sync.Mutex
	limit   int               // of workers
	running int               // workers
	tasks   map[lane][]func() // not begun; a lane that has begun one, or waits for a worker, has an entry
	ready   []lane            // lanes that wait for a worker
}

func newLanes(limit int) *lanes { return &lanes{limit: limit, tasks: map[lane][]func(){}} }

// setLimit says how many lanes may run at once.
func (l *lanes) setLimit(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit = n
	for range l.ready {
		l.addWorker()
	}
}

// add has a task run in its lane.
func (l *lanes) add(k lane, task func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	tasks, busy := l.tasks[k]
	l.tasks[k] = append(tasks, task)
	if !busy {
		l.ready = append(l.ready, k)
		l.addWorker()
	}
}

// do has a task run in its lane, and waits for its end.
func (l *lanes) do(k lane, task func()) {
	done := make(chan struct{})
	l.add(k, func() {
		defer close(done)
		task()
	})
	<-done
}

// wait waits until all tasks have run.
func (l *lanes) wait() { l.workers.Wait() }

func (l *lanes) addWorker() {
	if l.running < l.limit {
		l.running++
		l.workers.Go(l.work)
	}
}

func (l *lanes) work() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.ready) > 0 && l.running <= l.limit {
		k := l.ready[0]
		l.ready = l.ready[1:]
		task := l.tasks[k][0]
		l.tasks[k] = l.tasks[k][1:]

		l.mu.Unlock()
		task()
		l.mu.Lock()

		if len(l.tasks[k]) == 0 {
			delete(l.tasks, k)
		} else {
			l.ready = append(l.ready, k)
		}
	}
	l.running--
}
