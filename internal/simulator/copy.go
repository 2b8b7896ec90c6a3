package simulator

import "strconv"

// copyMessage puts what somebody wrote into another chat, without its author. The
// answer is the new message's id alone.
func copyMessage(s *Server, c *call) (any, *refusal) {
	to, r := s.chatOf(c)
	if r != nil {
		return nil, r
	}
	id, err := strconv.ParseInt(c.str("from_chat_id"), 10, 64)
	if err != nil {
		return nil, bug("from_chat_id is no number")
	}
	from := s.chatByID(id)
	if from == nil {
		return nil, badRequest("chat not found")
	}
	number, err := strconv.Atoi(c.str("message_id"))
	if err != nil {
		return nil, bug("message_id is no number")
	}
	original := from.message(number)
	if original == nil || original.deleted {
		return nil, badRequest("message to copy not found")
	}
	m := &message{author: s.bot, photo: original.photo, document: original.document, extra: original.extra}
	m.Text, m.HTML, m.Entities = original.Text, original.HTML, original.Entities
	m.Document, m.Photo, m.What = original.Document, original.Photo, original.What
	m.Silent, m.protect = c.bool("disable_notification"), c.bool("protect_content")
	to.post(m)
	c.message = m.ID
	return map[string]int{"message_id": m.ID}, nil
}

// chatByID is the chat of a person or a group; nil if there is none.
func (s *Server) chatByID(id int64) *chat {
	if p, ok := s.people[id]; ok {
		return p.chat
	}
	if g, ok := s.groups[id]; ok {
		return g.chat
	}
	return nil
}
