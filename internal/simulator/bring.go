package simulator

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// bringAgain is how long Bring waits after an update was not taken. Telegram waits
// longer each time.
const bringAgain = 50 * time.Millisecond

// Bring delivers updates to the webhook until ctx ends, one after the other, each
// again until it is answered with 2xx. The webhook's address names a server that ends
// TLS; to is the http address, scheme and host, of what stands behind it.
func (s *Server) Bring(ctx context.Context, to string) {
	for ctx.Err() == nil {
		var u update
		var hook webhook
		if s.Await(ctx, func() bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			if hook = s.hook; hook.url == "" || len(s.queue.pending) == 0 {
				return false
			}
			u = s.queue.pending[0]
			return true
		}) != nil {
			return
		}
		if err := bring(ctx, to, hook, u); err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(bringAgain):
			}
			continue
		}
		s.brought(u)
	}
}

// brought forgets an update that was taken.
func (s *Server) brought(u update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.queue.pending; len(p) > 0 && p[0].id == u.id {
		s.queue.pending = p[1:]
		s.wake()
	}
}

func bring(ctx context.Context, to string, hook webhook, u update) error {
	address, err := url.Parse(hook.url)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to+address.EscapedPath(), bytes.NewReader(u.raw))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook answered %s", resp.Status)
	}
	return nil
}
