package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// show is the demo as a page: a stage whose people visitors play.
type show struct {
	options Options
	ctx     context.Context // of the demo: what a visitor began goes on when they go

	work sync.Mutex // held by what turns the clock, resets or pulls the plug: one at a time

	mu      sync.Mutex // guards what follows
	stage   *stage     // nil while it is set
	world   int        // counts the stages
	doing   string     // what visitors wait for; empty: nothing
	trouble string     // why the demo cannot go on
	seen    int        // number of the last of the simulator's events that is in log
	log     []entry
	passed  []passed
	guide   guide
	plug    plug
	changed chan struct{} // closed when any of it changes
}

// What visitors may have to wait for.
const (
	making  = "making"  // the world
	turning = "turning" // the clock
	pulling = "pulling" // the plug
)

// Show serves the page at o.Listen until ctx ends, and prints its address first.
// Nothing is left behind.
func Show(ctx context.Context, o Options) error {
	l, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w; 127.0.0.1:0 takes a free port", err)
	}
	if _, err := fmt.Fprintf(o.Out, "Jarchy's demo: %s\nThe real bot on a real Postgres; only Telegram and the clock are simulated. Ctrl-C ends it.\n", address(l.Addr())); err != nil {
		return errors.Join(err, l.Close())
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	v := &show{options: o, ctx: ctx, changed: make(chan struct{})}
	srv := &http.Server{Handler: v.handler(), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			cancel(err)
		}
	}()
	defer srv.Close()
	v.work.Lock()
	err = v.set(ctx)
	v.work.Unlock()
	if err != nil {
		return err
	}
	<-ctx.Done()
	v.work.Lock() // what was begun comes to its end: it sees that ctx is done
	defer v.work.Unlock()
	err = v.end()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		err = errors.Join(err, cause)
	}
	return err
}

// address is where a browser finds the page.
func address(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		return "http://localhost:" + port + " (and at this machine's other addresses)"
	}
	return "http://" + a.String()
}

// set opens a stage and makes the world on it. The caller holds work.
func (v *show) set(ctx context.Context) error {
	v.change(func() { v.doing = making })
	s, err := open(ctx, v.options)
	if err != nil {
		return fmt.Errorf("set the stage: %w", err)
	}
	run, err := s.run(ctx)
	if err != nil {
		return errors.Join(fmt.Errorf("set the stage: %w", err), s.close())
	}
	w := &world{stage: s}
	if err := w.make(run); err != nil {
		return errors.Join(fmt.Errorf("make the world: %w", err), s.close())
	}
	over, end := context.WithCancel(ctx)
	s.atEnd(func() error { end(); return nil })
	v.change(func() {
		v.stage, v.doing = s, ""
		v.world++
		v.seen, v.log, v.passed, v.plug = len(s.sim.Events(0)), nil, nil, plug{}
		v.guide = newGuide(w.tour, s)
	})
	v.notice(run)
	go v.watch(over, s)
	return nil
}

// notice tells visitors if the bot ends by itself.
func (v *show) notice(run context.Context) {
	context.AfterFunc(run, func() {
		if cause := context.Cause(run); !errors.Is(cause, context.Canceled) {
			v.change(func() { v.trouble = cause.Error() })
		}
	})
}

// end closes the stage, if there is one.
func (v *show) end() error {
	var s *stage
	v.change(func() { s, v.stage = v.stage, nil })
	if s == nil {
		return nil
	}
	return s.close()
}

// change changes what the page shows, and wakes those who show it.
func (v *show) change(f func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	f()
	v.wake()
}

// wake wakes those who show the page; the caller holds mu.
func (v *show) wake() {
	close(v.changed)
	v.changed = make(chan struct{})
}

// pause is how long the page waits for more after something has happened, so that
// what belongs together comes together.
const pause = 25 * time.Millisecond

// watch follows what happens on a stage until it is over.
func (v *show) watch(over context.Context, s *stage) {
	happened, stop := s.sim.Subscribe()
	defer stop()
	for {
		v.follow(s)
		select {
		case <-happened:
			time.Sleep(pause)
		case <-over.Done():
			return
		}
	}
}

// follow takes what has happened on a stage into the page's log, the guide and the
// count.
func (v *show) follow(s *stage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.stage != s {
		return
	}
	events := s.sim.Events(v.seen)
	for _, e := range events {
		v.seen = e.Seq
		v.plug.see(e)
		if hasWindow(e.Chat) {
			v.log = append(v.log, entryOf(e))
			v.guide.see(e, v.doing == turning)
		}
	}
	if len(events) > 0 {
		v.wake()
	}
}
