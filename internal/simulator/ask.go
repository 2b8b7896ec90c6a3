package simulator

// File is the file of that id, sent by the bot or by people.
func (s *Server) File(id string) (File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[id]
	if !ok {
		return File{}, false
	}
	return f.File, true
}

// Answered says whether the bot has answered a press: whether the button shows no
// longer that it waits.
func (s *Server) Answered(queryID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, waits := s.queries[queryID]
	return !waits
}

// BotName is what the bot is called in chats.
func (s *Server) BotName() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bot.name()
}

// HasStarted says whether the person has pressed Start, or written at all: until
// then an app shows nothing but the button Start.
func (p *Person) HasStarted() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.started
}

// HasBlocked says whether the person has stopped the bot.
func (p *Person) HasBlocked() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.blocked
}
