package outbox

import (
	"testing"
	"time"
)

func TestCrew(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		crew crew
		took []time.Duration
		want int
	}{
		{"a test's", crew{fixed: 3}, []time.Duration{time.Second}, 3},
		{"at the usual pace", crew{rate: 30}, []time.Duration{time.Second}, fewest},
		{"at a high pace", crew{rate: 500}, nil, 500},
		{"at a pace beyond all", crew{rate: 5000}, nil, most},
		{"nothing is known", crew{}, nil, fewest},
		{"a quick server", crew{}, []time.Duration{300 * time.Microsecond}, fewest},
		{"a server some way off", crew{}, []time.Duration{90 * time.Millisecond, 10 * time.Millisecond, 30 * time.Millisecond}, fewest + 10*perMS},
		{"a slow server", crew{}, []time.Duration{200 * time.Millisecond}, most},
	} {
		for _, d := range c.took {
			c.crew.took(d)
		}
		if got := c.crew.size(); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestCrewClaims(t *testing.T) {
	t.Parallel()
	paced, lifted := crew{rate: 30}, crew{}
	for _, c := range []struct {
		name string
		crew *crew
		free int
		want bool
	}{
		{"paced, for one", &paced, 1, true},
		{"lifted, for a few", &lifted, fewest/4 - 1, false},
		{"lifted, for a quarter", &lifted, fewest / 4, true},
	} {
		if got := c.crew.worthwhile(c.free); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
}

// TestCrewFollowsTheServer: one quick answer, or a quick hour long ago, does not hold
// the crew small when the server has become slow; nor the other way round.
func TestCrewFollowsTheServer(t *testing.T) {
	t.Parallel()
	var c crew
	answers := func(n int, took time.Duration) {
		for range n {
			c.took(took)
		}
	}
	quick := c.size()
	answers(telling/2, 0)
	if got := c.size(); got != quick {
		t.Errorf("at a quick server: got %d, want %d", got, quick)
	}
	answers(2*telling, 30*time.Millisecond)
	if got, want := c.size(), most; got != want {
		t.Errorf("once it takes 30 ms: got %d, want %d", got, want)
	}
	answers(1, time.Millisecond)
	if got, want := c.size(), fewest+perMS; got != want {
		t.Errorf("once it is quick again: got %d, want %d", got, want)
	}
}
