package outbox

import (
	"log/slog"
	"time"
)

const (
	statementTime = 5 * time.Second // for one statement
	firstWait     = 50 * time.Millisecond
	lastWait      = time.Second
)

// trouble logs the beginning and the end of a failure that repeats itself.
type trouble struct{ since time.Time }

func (t *trouble) note(log *slog.Logger, what string, err error) {
	switch {
	case err != nil && t.since.IsZero():
		t.since = time.Now()
		log.Warn(what, "error", err)
	case err == nil && !t.since.IsZero():
		log.Info("over: "+what, "after", time.Since(t.since).Round(time.Millisecond))
		t.since = time.Time{}
	}
}
