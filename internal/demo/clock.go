package demo

import (
	"context"
	"time"

	"jarchy/internal/simulator"
)

// hops is how often the clock stops at most on its way to the next reminder.
const hops = 500

// nextReminder turns the clock on until a message comes to one of those with a
// window who did nothing for it. It reports false if none comes within a quarter.
func (s *stage) nextReminder(ctx context.Context) (bool, error) {
	last := s.clock.Now().Add(92 * 24 * time.Hour)
	for range hops {
		next, waits, err := s.app.DB().NextDue(ctx)
		if err != nil {
			return false, err
		}
		if !waits || next.After(last) {
			return false, nil
		}
		seen := len(s.sim.Events(0))
		if err := s.turn(ctx, next); err != nil {
			return false, err
		}
		for _, e := range s.sim.Events(seen) {
			if e.Kind == simulator.Posted && e.FromBot && hasWindow(e.Chat) && e.Chat != people[0].id {
				return true, nil
			}
		}
	}
	return false, nil
}
