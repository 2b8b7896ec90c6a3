package announce_test

import (
	"sync"
	"testing"
	"time"

	"jarchy/internal/announce"
)

// Knowledge that is dropped while texts are read is loaded anew by the next.
func TestForget(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var reading sync.WaitGroup
	for range 3 {
		reading.Go(func() {
			for range 3 {
				drafts, err := announce.Read("Training in Osh, 12-14 January 2027", now)
				if err != nil || len(drafts) != 1 || len(drafts[0].Cities) != 1 || drafts[0].Cities[0].Name != "Osh" {
					t.Errorf("read %+v: %v", drafts, err)
				}
				announce.Forget()
			}
		})
	}
	reading.Wait()
}
