package simulator

import "context"

// PollWaits waits until a getUpdates call waits for updates.
func (s *Server) PollWaits(ctx context.Context) bool {
	for ctx.Err() == nil {
		s.mu.Lock()
		waits := s.queue.poller != nil
		s.mu.Unlock()
		if waits {
			return true
		}
	}
	return false
}
