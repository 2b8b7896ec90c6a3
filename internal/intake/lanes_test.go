package intake

import (
	"slices"
	"sync"
	"testing"
)

func TestLanesKeepOrderAndTakeTurns(t *testing.T) {
	t.Parallel()
	l := newLanes(1)
	var mu sync.Mutex
	var got []int64
	hold := make(chan struct{})
	l.add(lane{chat: 9}, func() { <-hold }) // while all others are added
	for i := range int64(3) {
		l.add(lane{chat: 1}, func() { mu.Lock(); got = append(got, 10+i); mu.Unlock() })
	}
	for i := range int64(2) {
		l.add(lane{chat: 2}, func() { mu.Lock(); got = append(got, 20+i); mu.Unlock() })
	}
	close(hold)
	l.wait()
	if want := []int64{10, 20, 11, 21, 12}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLanesRunAsManyAsTheyMay(t *testing.T) {
	t.Parallel()
	l := newLanes(1)
	var mu sync.Mutex
	running, most := 0, 0
	two := make(chan struct{})
	for chat := range int64(5) {
		for range 20 {
			l.add(lane{chat: chat}, func() {
				mu.Lock()
				running++
				most = max(most, running)
				if running == 2 && most == 2 {
					select {
					case <-two:
					default:
						close(two)
					}
				}
				mu.Unlock()
				<-two
				mu.Lock()
				running--
				mu.Unlock()
			})
		}
	}
	l.setLimit(2) // without it nobody would get on
	l.wait()
	if most != 2 {
		t.Errorf("%d at once, want 2", most)
	}
	l.do(lane{chat: 1}, func() { most = 0 })
	if most != 0 {
		t.Error("do did not wait")
	}
}
