package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// Person is somebody with a Telegram account and a private chat with the bot.
type Person struct {
	s           *Server
	user        User
	chat        *chat
	started     bool
	blocked     bool
	deactivated bool
}

// Person is the one of this id, who is made if there is none: name is "First Last",
// languageCode that of their app, as "ru". Somebody new has not pressed Start.
func (s *Server) Person(id int64, name string, languageCode string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.people[id]; ok {
		return p
	}
	first, last, _ := strings.Cut(name, " ")
	p := &Person{s: s, user: User{ID: id, FirstName: first, LastName: last, LanguageCode: languageCode}}
	p.chat = &chat{s: s, id: id, kind: "private", person: p}
	s.people[id] = p
	return p
}

// ID is the person's, and that of the chat with them.
func (p *Person) ID() int64 { return p.user.ID }

// Name is first and last name.
func (p *Person) Name() string { return p.user.name() }

// Start presses Start, or opens the bot's link with that payload: the bot gets
// "/start payload". Whoever had blocked the bot unblocks it by that.
func (p *Person) Start(payload string) {
	if !startParameter(payload) {
		p.s.misuse("%s: no link can carry the payload %q", p.Name(), payload)
		return
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.unblock()
	p.say(plain(strings.TrimSpace("/start "+payload)), nil)
}

// Open opens a link to the bot, as the bot printed it. It fails for any other link,
// and for one that Telegram would not follow.
func (p *Person) Open(link string) error {
	username, query, ok := deepLink(link)
	switch {
	case !ok:
		return fmt.Errorf("simulator: %q is no link of Telegram's", link)
	case !strings.EqualFold(username, p.s.Username()):
		return fmt.Errorf("simulator: %q leads to %s, not to %s", link, username, p.s.Username())
	case query.Has("startgroup") || query.Has("startapp"):
		return fmt.Errorf("simulator: only start links are simulated, not %q", link)
	case !startParameter(query.Get("start")):
		return fmt.Errorf("simulator: %q: start takes at most 64 of A-Z a-z 0-9 _ -", link)
	}
	p.Start(query.Get("start"))
	return nil
}

// Block stops the bot.
func (p *Person) Block() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if !p.blocked {
		p.blocked = true
		p.s.happen(p.chat, Event{Kind: Left, From: p.user.name()})
		p.member("member", "kicked")
	}
}

// Unblock lets the bot write again.
func (p *Person) Unblock() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.unblock()
}

func (p *Person) unblock() {
	if p.blocked {
		p.blocked = false
		p.s.happen(p.chat, Event{Kind: Joined, From: p.user.name()})
		p.member("kicked", "member")
	}
}

// Deactivate deletes the account. Telegram tells the bot nothing of it.
func (p *Person) Deactivate() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.deactivated = true
}

// Messages are what stands in the chat now.
func (p *Person) Messages() []Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.chat.standing()
}

// Events is the chat's history after the event numbered since; 0: from the
// beginning.
func (p *Person) Events(since int) []Event {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.chat.since(since)
}

// Commands is the menu that the person's app shows.
func (p *Person) Commands() []Command {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return slices.Clone(p.s.profile.menu(p.user))
}

// member tells the bot that its standing in the chat has changed.
func (p *Person) member(from, to string) {
	p.s.push("my_chat_member", wireMemberUpdate{
		Chat: p.chat.wire(), From: p.user, Date: p.s.now().Unix(),
		Old: p.s.membership(from), New: p.s.membership(to),
	})
}

func (s *Server) membership(status string) wireMember {
	m := wireMember{User: s.bot, Status: status}
	if status == "kicked" {
		m.UntilDate = new(int64)
	}
	return m
}

// misuse is a driver's mistake: it fails the test, as the bot's do.
func (s *Server) misuse(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complain("simulator misused: " + fmt.Sprintf(format, args...))
}
