package simulator

import (
	"bytes"
	"context"
	"reflect"
	"slices"
	"time"
)

// notModified is what an edit gets that would change nothing.
const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// deletable is how long a message can be deleted.
const deletable = 48 * time.Hour

func editMessageText(s *Server, _ context.Context, c *call) (any, *refusal) {
	d, r := readText(c)
	if r != nil {
		return nil, r
	}
	return s.edit(c, func(m *message) (draft, *refusal) {
		if m.document != nil || m.photo != nil {
			return d, bug("there is no text in the message to edit")
		}
		return d, nil
	})
}

func editMessageCaption(s *Server, _ context.Context, c *call) (any, *refusal) {
	d, r := readCaption(c)
	if r != nil {
		return nil, r
	}
	return s.edit(c, func(m *message) (draft, *refusal) {
		if m.document == nil && m.photo == nil {
			return d, bug("there is no caption in the message to edit")
		}
		return d, nil
	})
}

func editMessageReplyMarkup(s *Server, _ context.Context, c *call) (any, *refusal) {
	mk, r := readMarkup(c)
	if r != nil {
		return nil, r
	}
	return s.edit(c, func(m *message) (draft, *refusal) {
		return draft{formatted{text: m.Text, html: m.HTML, entities: m.Entities}, mk}, nil
	})
}

// edit changes a message of the bot's into the draft that change makes of it.
func (s *Server) edit(c *call, change func(*message) (draft, *refusal)) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, r := s.ownMessage(c, "edit")
	if r != nil {
		return nil, r
	}
	if !m.FromBot || m.keyboard || m.ForwardFrom != "" || m.What != "" {
		return nil, badRequest("message can't be edited")
	}
	d, r := change(m)
	if r != nil {
		return nil, r
	}
	c.message = m.ID
	if d.text == m.Text && reflect.DeepEqual(d.entities, m.Entities) && bytes.Equal(d.markup.inline, m.markup) {
		return nil, badRequest(notModified)
	}
	m.put(d)
	m.edited()
	return m.wire(), nil
}

// ownMessage is the message that chat_id and message_id name; what says what is to
// be done with it, for the refusal.
func (s *Server) ownMessage(c *call, what string) (*message, *refusal) {
	if c.str("chat_id") == "" {
		return nil, bug("chat_id is empty")
	}
	if c.str("message_id") == "" {
		return nil, bug("message identifier is not specified")
	}
	ch, r := s.chatOf(c)
	if r != nil {
		return nil, r
	}
	m := ch.message(int(c.int("message_id")))
	if m == nil {
		return nil, badRequest("message to " + what + " not found")
	}
	return m, nil
}

func deleteMessage(s *Server, c *call) (any, *refusal) {
	m, r := s.ownMessage(c, "delete")
	if r != nil {
		return nil, r
	}
	if s.now().Sub(m.Date) > deletable || m.chat.group != nil && !m.FromBot {
		return nil, badRequest("message can't be deleted")
	}
	m.deleted = true
	s.happen(m.chat, Event{Kind: Deleted, FromBot: true, From: s.bot.name(), Message: m.Message})
	return true, nil
}

func pinChatMessage(s *Server, c *call) (any, *refusal) {
	m, r := s.ownMessage(c, "pin")
	if r != nil {
		return nil, r
	}
	if !m.Pinned {
		m.Pinned = true
		m.chat.pinned = append(m.chat.pinned, m.ID)
		s.happen(m.chat, Event{Kind: Pinned, FromBot: true, From: s.bot.name(), Message: m.Message})
	}
	return true, nil
}

func unpinChatMessage(s *Server, c *call) (any, *refusal) {
	ch, r := s.chatOf(c)
	if r != nil {
		return nil, r
	}
	id := int(c.int("message_id"))
	if id == 0 && len(ch.pinned) > 0 {
		id = ch.pinned[len(ch.pinned)-1]
	}
	m := ch.message(id)
	if m == nil || !m.Pinned {
		return nil, badRequest("message to unpin not found")
	}
	m.Pinned = false
	ch.pinned = slices.DeleteFunc(ch.pinned, func(i int) bool { return i == id })
	s.wake()
	return true, nil
}
