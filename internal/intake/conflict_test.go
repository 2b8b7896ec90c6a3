package intake

import (
	"testing"
	"time"
)

func TestContested(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		sees  []time.Duration // conflicts
		heard time.Duration   // when Telegram answered at last
		want  bool
	}{
		{"a restart", []time.Duration{0, 5 * time.Second}, 6 * time.Second, false},
		{"two that poll", []time.Duration{0, 8 * time.Second, 30 * time.Second, 61 * time.Second}, 62 * time.Second, true},
		{"restarts far apart", []time.Duration{0, 2 * time.Minute, 4 * time.Minute}, 5 * time.Minute, false},
		{"over", []time.Duration{0, 30 * time.Second, 61 * time.Second}, 3 * time.Minute, false},
	} {
		var s Status
		for _, d := range tt.sees {
			s.conflict(at.Add(d), time.Minute)
		}
		if s.heard(at.Add(tt.heard), time.Minute); s.Contested != tt.want {
			t.Errorf("%s: contested %t, want %t", tt.name, s.Contested, tt.want)
		}
	}
}
