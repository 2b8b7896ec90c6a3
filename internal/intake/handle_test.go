package intake

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
)

func TestAHandlerThatDoesNotEndEndsTheProcess(t *testing.T) {
	t.Parallel()
	exited := make(chan int, 1)
	r := New(Options{DB: postgrestest.New(t), Log: slog.New(slog.DiscardHandler), Exit: func(code int) { exited <- code }})
	r.grace = 100 * time.Millisecond
	release, ended := make(chan struct{}), make(chan error)
	go func() {
		ended <- r.limited(context.Background(), 100*time.Millisecond, "update", 1, func(context.Context) error { <-release; return nil })
	}()
	select {
	case code := <-exited:
		if code == 0 {
			t.Error("exit code 0")
		}
	case <-time.After(10 * time.Second):
		t.Error("the process goes on")
	}
	close(release)
	<-ended

	err := r.limited(context.Background(), 50*time.Millisecond, "update", 2, func(ctx context.Context) error {
		<-ctx.Done()
		time.Sleep(20 * time.Millisecond) // late, but within the grace
		return nil
	})
	if err == nil {
		t.Error("no error over the limit")
	}
	time.Sleep(200 * time.Millisecond)
	select {
	case <-exited:
		t.Error("the process was ended for a handler that had ended")
	default:
	}
}
