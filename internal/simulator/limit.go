package simulator

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// What a bot may send. Telegram promises no exact numbers; these are the ones that
// it names, enforced without mercy.
const (
	overallCalls = 30 // in any sliding second

	privateBurst = 3 // calls to a private chat at once, then one a second

	groupCalls  = 20 // to one group
	groupWindow = time.Minute
)

// limits counts what a bot sends. A call that is refused does not count.
type limits struct {
	mu      sync.Mutex
	overall []time.Time // of the last second, the oldest first
	private map[int64]bucket
	groups  map[int64][]time.Time // of the last minute, the oldest first
}

// bucket holds calls that may go at once and fills by one a second.
type bucket struct {
	level float64
	at    time.Time
}

func newLimits() *limits {
	return &limits{private: map[int64]bucket{}, groups: map[int64][]time.Time{}}
}

// counts says whether a method puts something before people's eyes.
func counts(method string) bool {
	for _, prefix := range []string{"send", "copy", "forward", "edit"} {
		if strings.HasPrefix(method, prefix) {
			return true
		}
	}
	return false
}

// take counts a call, or returns after how many whole seconds it may be tried again.
// No limits let everything pass.
func (l *limits) take(method string, chat int64, now time.Time) (wait int) {
	if l == nil || !counts(method) || chat == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.overall = within(l.overall, now.Add(-time.Second))
	if len(l.overall) >= overallCalls {
		return seconds(l.overall[0].Add(time.Second).Sub(now))
	}
	if chat > 0 {
		level := float64(privateBurst)
		if b, ok := l.private[chat]; ok {
			level = min(level, b.level+now.Sub(b.at).Seconds())
		}
		if level < 1 {
			return seconds(time.Duration((1 - level) * float64(time.Second)))
		}
		l.private[chat] = bucket{level - 1, now}
	} else {
		calls := within(l.groups[chat], now.Add(-groupWindow))
		if len(calls) >= groupCalls {
			return seconds(calls[0].Add(groupWindow).Sub(now))
		}
		l.groups[chat] = append(calls, now)
	}
	l.overall = append(l.overall, now)
	return 0
}

// within drops the instants up to and including from.
func within(ts []time.Time, from time.Time) []time.Time {
	i := slices.IndexFunc(ts, func(t time.Time) bool { return t.After(from) })
	if i < 0 {
		return ts[:0]
	}
	return ts[i:]
}

// seconds are as many whole ones as a wait takes, as Telegram says it; 1 at least.
func seconds(d time.Duration) int {
	return max(int((d+time.Second-1)/time.Second), 1)
}
