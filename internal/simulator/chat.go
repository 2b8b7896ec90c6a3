package simulator

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// chat is a conversation: a person's with the bot, or a group's. Its methods want
// the server locked.
type chat struct {
	s        *Server
	id       int64
	kind     string  // private, group or supergroup
	person   *Person // of a private chat
	group    *Group  // of any other
	messages []*message
	lastID   int   // of a message in a supergroup, which counts for itself
	events   []int // indexes of the server's events
	pinned   []int // ids of messages, the newest last
}

// message is a Message with what only the server needs.
type message struct {
	Message
	chat     *chat
	author   User
	markup   json.RawMessage // the inline keyboard, in canonical form; nil: none
	keyboard bool            // sent with a reply keyboard or a forced reply: not editable
	photo    *stored
	document *stored
	extra    func(*wireMessage) // adds what people's messages may hold
	reply    *message
	protect  bool
	deleted  bool
}

// Message is a message as it stands in a chat.
type Message struct {
	ID          int
	FromBot     bool
	From        string     // who sent it, by name
	Text        string     // or caption, without markup
	HTML        string     // as the bot sent it; of other messages: escaped
	Entities    []Entity   // of Text
	Buttons     [][]Button // under the message
	Keyboard    [][]string // labels of the reply keyboard it brought
	Date        time.Time
	EditDate    time.Time // zero: never edited
	Document    *File
	Photo       *File
	What        string // sticker, voice, contact, or a service message's kind
	Silent      bool
	ForwardFrom string
	ReplyTo     int // id of the message it answers; 0: none
	Pinned      bool
}

// Button is a button under a message. Exactly one of Data, URL and Other is set.
type Button struct {
	Text  string
	Data  string // comes back to the bot
	URL   string // opens
	Style string // primary, success, danger or none
	Other string // the Bot API's name of what else it does: copy_text, disabled …
}

// File is a file in a message.
type File struct {
	ID, Name, Mime string
	Data           []byte
}

func (ch *chat) now() time.Time { return ch.s.now() }

// post puts a message into the chat.
func (ch *chat) post(m *message) *message {
	if ch.kind == "supergroup" {
		ch.lastID++
		m.ID = ch.lastID
	} else {
		ch.s.lastID++
		m.ID = ch.s.lastID
	}
	m.chat, m.Date, m.From = ch, ch.now(), m.author.name()
	m.FromBot = m.author.ID == ch.s.bot.ID
	ch.messages = append(ch.messages, m)
	ch.s.happen(ch, Event{Kind: Posted, FromBot: m.FromBot, From: m.From, Message: m.Message})
	return m
}

// message is the one of that id; nil if there is none or it was deleted.
func (ch *chat) message(id int) *message {
	i, ok := slices.BinarySearchFunc(ch.messages, id, func(m *message, id int) int { return m.ID - id })
	if !ok || ch.messages[i].deleted {
		return nil
	}
	return ch.messages[i]
}

// standing are the messages that were not deleted.
func (ch *chat) standing() []Message {
	var list []Message
	for _, m := range ch.messages {
		if !m.deleted {
			list = append(list, m.Message)
		}
	}
	return list
}

// edited tells that a message has changed.
func (m *message) edited() {
	m.EditDate = m.chat.now()
	m.chat.s.happen(m.chat, Event{Kind: Edited, FromBot: m.FromBot, From: m.From, Message: m.Message})
}

// wire is the chat as the Bot API writes it.
func (ch *chat) wire() wireChat {
	if ch.person != nil {
		return wireChat{ID: ch.id, Type: ch.kind, FirstName: ch.person.user.FirstName, LastName: ch.person.user.LastName}
	}
	return wireChat{ID: ch.id, Type: ch.kind, Title: ch.group.title}
}

// wire is the message as the Bot API writes it.
func (m *message) wire() wireMessage {
	author := m.author
	w := wireMessage{ID: m.ID, From: &author, Date: m.Date.Unix(), Chat: m.chat.wire(), ReplyMarkup: m.markup, Protected: m.protect}
	if !m.EditDate.IsZero() {
		w.EditDate = m.EditDate.Unix()
	}
	switch {
	case m.document != nil:
		f := m.document.wire()
		w.Document, w.Caption, w.CaptionEntities = &f, m.Text, m.Entities
	case m.photo != nil:
		w.Photo, w.Caption, w.CaptionEntities = []wireFile{m.photo.wire()}, m.Text, m.Entities
	default:
		w.Text, w.Entities = m.Text, m.Entities
	}
	if m.ForwardFrom != "" {
		w.ForwardSenderName, w.ForwardDate = m.ForwardFrom, w.Date
		w.ForwardOrigin = &wireOrigin{Type: "hidden_user", SenderUserName: m.ForwardFrom, Date: w.Date}
	}
	if m.reply != nil && !m.reply.deleted {
		r := m.reply.wire()
		r.ReplyTo = nil // chains are not nested
		w.ReplyTo = &r
	}
	if m.extra != nil {
		m.extra(&w)
	}
	return w
}

// chatOf is the chat that chat_id names, if the bot may write there.
func (s *Server) chatOf(c *call) (*chat, *refusal) {
	ch, r := s.knownChat(c)
	if r != nil {
		return nil, r
	}
	if r := ch.closed(); r != nil {
		return nil, r
	}
	return ch, nil
}

// knownChat is the chat that chat_id names.
func (s *Server) knownChat(c *call) (*chat, *refusal) {
	id, err := strconv.ParseInt(c.str("chat_id"), 10, 64)
	if err != nil {
		if strings.HasPrefix(c.str("chat_id"), "@") {
			return nil, badRequest("chat not found")
		}
		return nil, bug("chat_id is neither a number nor @name")
	}
	if id == s.bot.ID {
		return nil, forbidden("the bot can't send messages to the bot")
	}
	if ch := s.chatByID(id); ch != nil {
		return ch, nil
	}
	return nil, badRequest("chat not found")
}

// closed says why the bot may not write into a chat; nil: it may.
func (ch *chat) closed() *refusal {
	if ch.group != nil {
		return ch.group.closed()
	}
	p := ch.person
	switch {
	case p.deactivated:
		return forbidden("user is deactivated")
	case p.blocked:
		return forbidden("bot was blocked by the user")
	case !p.started:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}
