package intake

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// trouble is how a source says what is wrong.
type trouble struct {
	fatal, conflict bool
	after           time.Duration
}

func (trouble) Error() string               { return "trouble" }
func (e trouble) Fatal() bool               { return e.fatal }
func (e trouble) Conflict() bool            { return e.conflict }
func (e trouble) RetryAfter() time.Duration { return e.after }

func TestFetchFailed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		err      error
		failures int
		want     time.Duration
		fatal    bool
	}{
		{"first", errors.New("network"), 0, time.Second, false},
		{"third", errors.New("network"), 2, 4 * time.Second, false},
		{"hundredth", errors.New("network"), 100, 30 * time.Second, false},
		{"asked to wait", fmt.Errorf("fetch: %w", trouble{after: 7 * time.Second}), 0, 7 * time.Second, false},
		{"asked to wait long", trouble{after: time.Hour}, 3, time.Hour, false},
		{"conflict", fmt.Errorf("fetch: %w", trouble{conflict: true}), 9, 5 * time.Second, false},
		{"none of these", trouble{}, 1, 2 * time.Second, false},
		{"fatal", fmt.Errorf("fetch: %w", trouble{fatal: true}), 0, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var reason string
			r := New(Options{Log: slog.New(slog.DiscardHandler), OnFatal: func(s string) { reason = s }})
			got, err := r.fetchFailed(tt.err, tt.failures)
			if got != tt.want || (err != nil) != tt.fatal {
				t.Errorf("got %s, %v, want %s, fatal %t", got, err, tt.want, tt.fatal)
			}
			s := r.Status()
			if tt.fatal && (reason == "" || s.Fatal != reason || !errors.Is(err, trouble{fatal: true})) {
				t.Errorf("fatal: told %q, status %q, error %v", reason, s.Fatal, err)
			}
			if conflict := strings.Contains(tt.name, "conflict"); s.LastConflict.IsZero() == conflict {
				t.Errorf("last conflict: got %s", s.LastConflict)
			}
		})
	}
}
