package simulator

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"
)

// record keeps a call in the journal.
func (s *Server) record(c *call, a answer, f Fault) {
	entry := Call{
		Time: s.now(), Method: c.method, Params: c.params, Chat: c.chat,
		Code: a.Code, Description: a.Description, MessageID: c.message, Fault: string(f.kind),
	}
	if a.OK {
		entry.Code = http.StatusOK
	}
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		entry.Files = append(entry.Files, c.files[name].name)
	}
	s.log.Debug("call", slog.String("method", c.method), slog.Int64("chat", c.chat), slog.Int("code", entry.Code),
		slog.String("description", a.Description), slog.String("fault", entry.Fault))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal = append(s.journal, entry)
	s.wake()
}

// violate keeps a call that no bot should make.
func (s *Server) violate(c *call, description string) {
	text := c.method
	if c.chat != 0 {
		text += " to " + strconv.FormatInt(c.chat, 10)
	}
	text += ": " + description
	for _, name := range []string{"text", "caption", "reply_markup"} {
		if v := c.str(name); v != "" {
			text += "; " + name + " " + strconv.Quote(excerpt(v, 300))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complain(text)
}

// complain adds a violation.
func (s *Server) complain(text string) {
	s.log.Warn("violation", slog.String("text", text))
	s.violations = append(s.violations, text)
	s.wake()
}

// excerpt is the beginning of a text, of at most n characters.
func excerpt(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}

// Journal is every call so far, in the order they were answered.
func (s *Server) Journal() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.journal)
}

// Violations are the calls that broke the Bot API's rules, and misuses of the
// simulator by its driver. A test fails on any.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}
