package simulator_test

import (
	"strings"
	"testing"

	"jarchy/internal/simulator"
)

func TestGroup(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := s.Person(101, "Coordinator One", "en")
	g := s.Group(-5, "Programme team")
	g.Add(p)
	g.Say(p, "not for the bot")
	g.Say(p, "/upcoming@other_bot")
	g.Say(p, "/upcoming@jarchy_bot")
	g.Say(p, "/upcoming")
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "-5", "text", "two events", "reply_markup", oneButton))
	g.Reply(p, m.ID, "thank you")
	var heard []string
	for _, u := range told(t, s) {
		for kind, body := range u {
			text := ""
			if _, after, ok := strings.Cut(string(body), `,"text":"`); ok {
				text, _, _ = strings.Cut(after, `"`)
			}
			heard = append(heard, kind+" "+text)
		}
	}
	if got, want := strings.Join(heard, "; "), "my_chat_member ; message /upcoming@jarchy_bot; message /upcoming; message two events"; got != want {
		t.Errorf("heard %s\nwant %s", got, want)
	}
	if _, err := g.Press(p, m.ID, "I'll come"); err != nil {
		t.Error(err)
	}
	if _, err := g.Press(p, 999, "I'll come"); err == nil {
		t.Error("pressed under no message")
	}
	if got := len(g.Messages()); got != 6 {
		t.Errorf("%d messages", got)
	}
	if got := do(t, s, "sendMessage", "chat_id", "101", "text", "x"); got.Code != 403 {
		t.Errorf("being in a group with the bot is not having started it: %+v", got)
	}
	noViolations(t, s)
}

func TestGroupWithoutTheBot(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := s.Person(101, "Coordinator One", "en")
	for _, tt := range []struct {
		id   int64
		kind string
	}{{-5, "group"}, {-1001234567890, "supergroup"}} {
		g := s.Group(tt.id, "Programme team")
		g.Add(p)
		chat := itoa(int(tt.id))
		g.RemoveBot(p)
		if got, want := do(t, s, "sendMessage", "chat_id", chat, "text", "x"), "Forbidden: bot was kicked from the "+tt.kind+" chat"; got.Description != want {
			t.Errorf("got %s, want %s", got.Description, want)
		}
		g.AddBot(p)
		ok(t, s, "sendMessage", "chat_id", chat, "text", "x")
		ok(t, s, "leaveChat", "chat_id", chat)
		if got, want := do(t, s, "sendMessage", "chat_id", chat, "text", "x"), "Forbidden: bot is not a member of the "+tt.kind+" chat"; got.Description != want {
			t.Errorf("got %s, want %s", got.Description, want)
		}
		if got, want := len(g.Events(0)), 5; got != want {
			t.Errorf("%d events, want %d", got, want)
		}
	}
	noViolations(t, s)
}

func TestGroupUpgrade(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := s.Person(101, "Coordinator One", "en")
	g := s.Group(-5, "Programme team")
	g.Add(p)
	told(t, s)
	to := g.Upgrade(-1001234567890)
	got := do(t, s, "sendMessage", "chat_id", "-5", "text", "x")
	if got.Description != "Bad Request: group chat was upgraded to a supergroup chat" || got.Parameters.MigrateTo != -1001234567890 {
		t.Errorf("got %+v", got)
	}
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "-1001234567890", "text", "x"))
	if m.ID != 2 || m.Chat.ID != to.ID() {
		t.Errorf("a supergroup counts its own messages: %+v", m)
	}
	list := told(t, s)
	if len(list) != 2 || !strings.Contains(string(list[0]["message"]), `"migrate_to_chat_id":-1001234567890`) || !strings.Contains(string(list[1]["message"]), `"migrate_from_chat_id":-5`) {
		t.Errorf("told %s", list)
	}
	noViolations(t, s)
}
