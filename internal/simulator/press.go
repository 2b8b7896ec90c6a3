package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Press presses the button with that label under a message and returns the id of
// the press, which the bot is to answer. It fails if there is no such button, or it
// is not one that comes back to the bot; the error says what there is.
func (p *Person) Press(messageID int, label string) (queryID string, err error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m := p.chat.message(messageID)
	if m == nil {
		return "", fmt.Errorf("simulator: no message %d in the chat with %s", messageID, p.user.name())
	}
	return p.s.press(m, p.user, label)
}

// PressLast presses the button with that label under the newest message of the bot
// that carries it.
func (p *Person) PressLast(label string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	var labels []string
	for _, m := range slices.Backward(p.chat.messages) {
		if m.deleted || !m.FromBot {
			continue
		}
		if m.button(label) != nil {
			_, err := p.s.press(m, p.user, label)
			return err
		}
		labels = append(labels, m.labels()...)
	}
	return fmt.Errorf("simulator: no message to %s has a button %q; there are %q", p.user.name(), label, labels)
}

// PressData tells the bot of a press of a button that the message may not have, nor
// ever have had: what a forged or outdated app can do. It returns the id of the
// press.
func (p *Person) PressData(messageID int, data string) (queryID string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.happen(p.chat, Event{Kind: Pressed, From: p.user.name(), Text: data})
	return p.s.query(p.chat, messageID, p.user, data)
}

// press presses a button; the caller holds mu.
func (s *Server) press(m *message, who User, label string) (string, error) {
	b := m.button(label)
	switch {
	case b == nil:
		return "", fmt.Errorf("simulator: message %d has no button %q; it has %q", m.ID, label, m.labels())
	case m.chat.person != nil && m.chat.person.blocked:
		return "", fmt.Errorf("simulator: %s has blocked the bot and cannot press %q", who.name(), label)
	case b.URL != "":
		return "", fmt.Errorf("simulator: the button %q opens %s", label, b.URL)
	case b.Other != "":
		return "", fmt.Errorf("simulator: the button %q is one of %s", label, b.Other)
	}
	s.happen(m.chat, Event{Kind: Pressed, From: who.name(), Message: m.Message, Text: label})
	return s.query(m.chat, m.ID, who, b.Data), nil
}

// query tells the bot of a press; the caller holds mu.
func (s *Server) query(ch *chat, messageID int, who User, data string) string {
	s.lastQuery++
	id := strconv.FormatInt(who.ID<<20|s.lastQuery, 10)
	q := wireQuery{ID: id, From: who, ChatInstance: strconv.FormatInt(-ch.id, 10), Data: data}
	if m := ch.message(messageID); m != nil {
		q.Message = m.wire()
	} else {
		q.Message = wireInaccessible{Chat: ch.wire(), ID: messageID}
	}
	s.queries[id] = press{ch, messageID}
	s.push("callback_query", q)
	return id
}

// press is a query that was not answered yet.
type press struct {
	chat      *chat
	messageID int
}

func (m *message) button(label string) *Button {
	for _, row := range m.Buttons {
		for i := range row {
			if row[i].Text == label {
				return &row[i]
			}
		}
	}
	return nil
}

func (m *message) labels() []string {
	var labels []string
	for _, row := range m.Buttons {
		for _, b := range row {
			labels = append(labels, b.Text)
		}
	}
	return labels
}

// answerCallbackQuery answers a press, once.
func answerCallbackQuery(s *Server, c *call) (any, *refusal) {
	text := strings.TrimSpace(c.str("text"))
	q, ok := s.queries[c.str("callback_query_id")]
	if !ok {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, c.str("callback_query_id"))
	c.chat = q.chat.id
	if text != "" {
		e := Event{Kind: Toasted, FromBot: true, From: s.bot.name(), Text: text, Alert: c.bool("show_alert")}
		if m := q.chat.message(q.messageID); m != nil {
			e.Message = m.Message
		}
		s.happen(q.chat, e)
	}
	return true, nil
}

// Unanswered is the number of presses that the bot has not answered: whose buttons
// still show that they wait.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queries)
}
