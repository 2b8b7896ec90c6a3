package simulator

import (
	"slices"
)

// Group is a group chat with the bot in it: a supergroup if its id begins with
// -100, else a basic group. The bot has privacy mode on: it hears commands and
// answers to its own messages.
type Group struct {
	s          *Server
	title      string
	chat       *chat
	members    []*Person
	absent     string // why the bot is not in it: "left" or "kicked"; empty: it is
	upgradedTo int64  // the supergroup that this one became; 0: none
}

// Group is the one of this id, which is made if there is none: with nobody in it but
// the bot, to which its coming in is told when the first member is added.
func (s *Server) Group(id int64, title string) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.groups[id]; ok {
		return g
	}
	return s.newGroup(id, title)
}

func (s *Server) newGroup(id int64, title string) *Group {
	g := &Group{s: s, title: title}
	g.chat = &chat{s: s, id: id, kind: groupKind(id), group: g}
	s.groups[id] = g
	return g
}

func groupKind(id int64) string {
	if id <= -1_000_000_000_000 {
		return "supergroup"
	}
	return "group"
}

// ID is the chat's.
func (g *Group) ID() int64 {
	return g.chat.id
}

// Add makes p a member. The first to be added is who brought the bot.
func (g *Group) Add(p *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if slices.Contains(g.members, p) {
		return
	}
	g.members = append(g.members, p)
	if len(g.members) == 1 {
		g.member(p, "left", "member", Joined)
	}
}

// AddBot lets the bot in again.
func (g *Group) AddBot(by *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if g.absent != "" {
		was := g.absent
		g.absent = ""
		g.member(by, was, "member", Joined)
	}
}

// RemoveBot takes the bot out.
func (g *Group) RemoveBot(by *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if g.absent == "" {
		g.absent = "kicked"
		g.member(by, "member", "kicked", Left)
	}
}

func (g *Group) member(by *Person, from, to string, kind EventKind) {
	g.s.happen(g.chat, Event{Kind: kind, From: by.user.name()})
	g.s.push("my_chat_member", wireMemberUpdate{
		Chat: g.chat.wire(), From: by.user, Date: g.s.now().Unix(),
		Old: g.s.membership(from), New: g.s.membership(to),
	})
}

// Say has a member write into the group.
func (g *Group) Say(p *Person, text string) int { return g.say(p, text, 0) }

// Reply has a member answer a message.
func (g *Group) Reply(p *Person, messageID int, text string) int { return g.say(p, text, messageID) }

func (g *Group) say(p *Person, text string, to int) int {
	f := plain(text)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if !slices.Contains(g.members, p) || f.empty() || f.length() > maxText || g.upgradedTo != 0 {
		g.s.complain("simulator misused: " + p.user.name() + " cannot write " + excerpt(text, 40) + " into " + g.title)
		return 0
	}
	m := &message{author: p.user, reply: g.chat.message(to)}
	m.Text, m.HTML, m.Entities = f.text, f.html, f.entities
	if m.reply != nil {
		m.ReplyTo = m.reply.ID
	}
	g.chat.post(m)
	if g.absent == "" && g.heard(m) {
		g.s.push("message", m.wire())
	}
	return m.ID
}

// Press has a member press a button in the group.
func (g *Group) Press(p *Person, messageID int, label string) (queryID string, err error) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	m := g.chat.message(messageID)
	if m == nil {
		m = &message{chat: g.chat, Message: Message{ID: messageID}}
	}
	return g.s.press(m, p.user, label)
}

// Upgrade makes the group a supergroup with another id, which it returns as a group
// of its own. Calls to the old one are told where it is.
func (g *Group) Upgrade(id int64) *Group {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	to := g.s.newGroup(id, g.title)
	to.members = slices.Clone(g.members)
	g.upgradedTo = id
	was, is := g.chat.id, id
	for _, side := range []struct {
		chat *chat
		fill func(*wireMessage)
	}{
		{g.chat, func(w *wireMessage) { w.MigrateTo = is }},
		{to.chat, func(w *wireMessage) { w.MigrateFrom = was }},
	} {
		m := &message{author: g.s.bot, extra: side.fill}
		if len(g.members) > 0 {
			m.author = g.members[0].user
		}
		m.What = "migration"
		side.chat.post(m)
		g.s.push("message", m.wire())
	}
	return to
}

// Messages are what stands in the group now.
func (g *Group) Messages() []Message {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat.standing()
}

// Events is the group's history after the event numbered since; 0: from the
// beginning.
func (g *Group) Events(since int) []Event {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat.since(since)
}

// closed says why the bot may not write into the group; nil: it may.
func (g *Group) closed() *refusal {
	switch {
	case g.upgradedTo != 0:
		r := badRequest("group chat was upgraded to a supergroup chat")
		r.migrateTo = g.upgradedTo
		return r
	case g.absent == "kicked":
		return forbidden("bot was kicked from the " + g.chat.kind + " chat")
	case g.absent == "left":
		return forbidden("bot is not a member of the " + g.chat.kind + " chat")
	}
	return nil
}

func leaveChat(s *Server, c *call) (any, *refusal) {
	ch, r := s.chatOf(c)
	if r != nil {
		return nil, r
	}
	if ch.group == nil {
		return nil, bug("chat member status can't be changed in private chats")
	}
	ch.group.absent = "left"
	s.happen(ch, Event{Kind: Left, FromBot: true, From: s.bot.name()})
	return true, nil
}
