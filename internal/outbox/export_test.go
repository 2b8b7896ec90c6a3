package outbox

import "time"

// FinishWithin shortens the wait at the end, before Run.
func (s *Sender) FinishWithin(d time.Duration) { s.finishTime = d }
