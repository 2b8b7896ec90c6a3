package simulator

import (
	"net/url"
	"strings"
)

// webhook is what setWebhook left. It keeps getUpdates away, and getWebhookInfo
// tells of it. Bring delivers to it.
type webhook struct {
	url            string
	secret         string
	maxConnections int64
}

func setWebhook(s *Server, c *call) (any, *refusal) {
	link := c.str("url")
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, bug("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if port := u.Port(); port != "" && !strings.Contains(" 443 80 88 8443 ", " "+port+" ") {
		return nil, bug("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	if !base64URL(c.str("secret_token")) {
		return nil, bug("secret token contains unallowed characters")
	}
	if r := s.allow(c); r != nil {
		return nil, r
	}
	s.drop(c)
	s.hook = webhook{url: link, secret: c.str("secret_token"), maxConnections: c.int("max_connections")}
	if s.hook.maxConnections == 0 {
		s.hook.maxConnections = 40
	}
	s.queue.end(conflict("terminated by setWebhook request"))
	s.wake()
	return true, nil
}

func deleteWebhook(s *Server, c *call) (any, *refusal) {
	s.drop(c)
	s.hook = webhook{}
	return true, nil
}

func (s *Server) drop(c *call) {
	if c.bool("drop_pending_updates") {
		s.queue.pending = nil
	}
}

func getWebhookInfo(s *Server, _ *call) (any, *refusal) {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue.pending)}
	if s.hook.url != "" {
		info["max_connections"] = s.hook.maxConnections
	}
	if s.queue.allowed != nil {
		info["allowed_updates"] = s.queue.allowed
	}
	return info, nil
}
