package simulator

import (
	"net/url"
	"sync"
)

// Step is one fault of a schedule: which calls it strikes.
type Step struct {
	Method string // as sendMessage; empty: every method
	Chat   string // chat_id; empty: every chat
	After  int    // so many of these calls go well first
	Count  int    // how many it strikes then; 0: all
	Every  int    // 10: of those, each tenth only; 0: all
	Fault  Fault
}

// Schedule makes of steps what SetFault takes. The first step that strikes a call
// counts; every step counts the calls that are of its method and chat.
func Schedule(steps ...Step) func(method string, params url.Values) Fault {
	var mu sync.Mutex
	seen := make([]int, len(steps))
	return func(method string, params url.Values) (struck Fault) {
		mu.Lock()
		defer mu.Unlock()
		for i, s := range steps {
			if s.Method != "" && s.Method != method || s.Chat != "" && s.Chat != params.Get("chat_id") {
				continue
			}
			seen[i]++
			if struck.kind == "" && s.strikes(seen[i]-s.After) {
				struck = s.Fault
			}
		}
		return struck
	}
}

// strikes says whether the nth call in reach is struck.
func (s Step) strikes(n int) bool {
	if n < 1 || s.Every > 1 && n%s.Every != 0 {
		return false
	}
	struck := n
	if s.Every > 1 {
		struck = n / s.Every
	}
	return s.Count == 0 || struck <= s.Count
}
