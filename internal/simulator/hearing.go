package simulator

import "strings"

// heard says whether a bot in privacy mode gets a message.
func (g *Group) heard(m *message) bool {
	if m.reply != nil && m.reply.FromBot {
		return true
	}
	for _, e := range m.Entities {
		if e.Type != "bot_command" {
			continue
		}
		_, name, named := strings.Cut(utf16Part(m.Text, e), "@")
		if !named || strings.EqualFold(name, g.s.bot.Username) {
			return true
		}
	}
	return false
}

// utf16Part is the text of an entity.
func utf16Part(text string, e Entity) string {
	var b strings.Builder
	at := 0
	for _, r := range text {
		if at >= e.Offset && at < e.end() {
			b.WriteRune(r)
		}
		at += units(r)
	}
	return b.String()
}
