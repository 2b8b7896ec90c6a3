package simulator

import (
	"context"
	"encoding/json"
)

// draft is what a send or an edit is about to put into a chat.
type draft struct {
	formatted
	markup markup
}

// readText reads the parameter text.
func readText(c *call) (draft, *refusal) {
	if c.str("text") == "" {
		return draft{}, bug("message text is empty")
	}
	d, r := readDraft(c, "text")
	if r != nil {
		return draft{}, r
	}
	if d.empty() {
		return draft{}, bug("text must be non-empty")
	}
	if d.length() > maxText {
		return draft{}, bug("message is too long")
	}
	return d, nil
}

// readCaption reads the parameter caption, which may be absent.
func readCaption(c *call) (draft, *refusal) {
	d, r := readDraft(c, "caption")
	if r != nil {
		return draft{}, r
	}
	if d.length() > maxCaption {
		return draft{}, bug("message caption is too long")
	}
	return d, nil
}

func readDraft(c *call, name string) (draft, *refusal) {
	mode := c.str("parse_mode")
	if mode != "" && mode != "HTML" {
		return draft{}, notSimulated("parse_mode " + mode)
	}
	f, r := format(c.str(name), mode)
	if r != nil {
		return draft{}, r
	}
	m, r := readMarkup(c)
	return draft{formatted: f, markup: m}, r
}

// send posts a draft into the chat that the call names. fill adds what is more than
// text; it may be nil.
func (s *Server) send(c *call, d draft, fill func(*message) *refusal) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, r := s.chatOf(c)
	if r != nil {
		return nil, r
	}
	if c.str("message_thread_id") != "" {
		return nil, badRequest("message thread not found") // there are no forums here
	}
	m := &message{author: s.bot}
	m.put(d)
	m.Keyboard, m.keyboard = d.markup.keyboard, d.markup.keyboard != nil || d.markup.force
	m.Silent, m.protect = c.bool("disable_notification"), c.bool("protect_content")
	if m.reply, r = replied(ch, c); r != nil {
		return nil, r
	}
	if m.reply != nil {
		m.ReplyTo = m.reply.ID
	}
	if fill != nil {
		if r := fill(m); r != nil {
			return nil, r
		}
	}
	ch.post(m)
	c.message = m.ID
	return m.wire(), nil
}

// put makes a draft the message's content.
func (m *message) put(d draft) {
	m.Text, m.HTML, m.Entities = d.text, d.html, d.entities
	m.Buttons, m.markup = d.markup.buttons, d.markup.inline
}

// replied is the message that reply_parameters name; nil if there is none.
func replied(ch *chat, c *call) (*message, *refusal) {
	value := c.str("reply_parameters")
	if value == "" {
		return nil, nil
	}
	var p struct {
		MessageID int             `json:"message_id"`
		Allow     bool            `json:"allow_sending_without_reply"`
		Chat      json.RawMessage `json:"chat_id"`
		Quote     json.RawMessage `json:"quote"`
	}
	if err := json.Unmarshal([]byte(value), &p); err != nil {
		return nil, bug("can't parse reply parameters JSON object")
	}
	if p.Chat != nil || p.Quote != nil {
		return nil, notSimulated("a quotation or a reply to another chat")
	}
	if m := ch.message(p.MessageID); m != nil {
		return m, nil
	}
	if p.Allow {
		return nil, nil
	}
	return nil, badRequest("message to be replied not found")
}

func sendMessage(s *Server, _ context.Context, c *call) (any, *refusal) {
	d, r := readText(c)
	if r != nil {
		return nil, r
	}
	return s.send(c, d, nil)
}

func sendChatAction(s *Server, c *call) (any, *refusal) {
	_, r := s.chatOf(c)
	return true, r
}
