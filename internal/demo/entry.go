package demo

import (
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// entry is something that has happened, as the page is told of it.
type entry struct {
	Kind  string   `json:"kind"` // the simulator's kinds of events, and "passed"
	Chat  int64    `json:"chat"`
	Msg   *message `json:"msg,omitempty"`
	Text  string   `json:"text,omitempty"`  // of a toast; of a press: the label
	Alert bool     `json:"alert,omitempty"` // of a toast: a window, to be closed by hand
}

// message is one as the page shows it. Text comes with what to make of its parts,
// never as HTML.
type message struct {
	ID      int                  `json:"id"`
	Mine    bool                 `json:"mine,omitempty"` // of the one whose chat it is
	Text    string               `json:"text"`
	Parts   []simulator.Entity   `json:"parts,omitempty"` // UTF-16
	Marks   []mark               `json:"marks,omitempty"` // UTF-16
	Rows    [][]simulator.Button `json:"rows,omitempty"`
	Keys    [][]string           `json:"keys,omitempty"` // of a reply keyboard
	Time    string               `json:"time"`           // on the clock where the chat is
	Day     string               `json:"day"`
	Edited  bool                 `json:"edited,omitempty"`
	Silent  bool                 `json:"silent,omitempty"`
	Pinned  bool                 `json:"pinned,omitempty"`
	What    string               `json:"what,omitempty"`    // sticker, voice …
	Forward string               `json:"forward,omitempty"` // whose words it passes on
	ReplyTo int                  `json:"replyTo,omitempty"`
	File    *file                `json:"file,omitempty"`
	Photo   *file                `json:"photo,omitempty"`
	From    string               `json:"from,omitempty"`  // who passed it on, outside of the bot's chat
	After   int                  `json:"after,omitempty"` // of a message passed on: the id of the one that it follows
}

type file struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int    `json:"size"`
}

// entryOf is an event as the page is told of it.
func entryOf(e simulator.Event) entry {
	en := entry{Kind: string(e.Kind), Chat: e.Chat, Text: e.Text, Alert: e.Alert}
	if e.Message.ID != 0 {
		m := messageOf(e.Chat, e.Message)
		en.Msg = &m
	}
	return en
}

// messageOf is a message as it looks in a chat.
func messageOf(chat int64, m simulator.Message) message {
	p := windowOf(chat)
	w := message{
		ID: m.ID, Mine: !m.FromBot, Text: m.Text, Parts: m.Entities, Rows: m.Buttons, Keys: m.Keyboard, Edited: !m.EditDate.IsZero(),
		Silent: m.Silent, Pinned: m.Pinned, What: m.What, Forward: m.ForwardFrom, ReplyTo: m.ReplyTo, File: fileOf(m.Document), Photo: fileOf(m.Photo),
	}
	w.Time, w.Day = when(p, m.Date)
	if !m.FromBot && p.part == coordinator {
		w.Marks = understood(m.Text, m.Date)
	}
	return w
}

// passed is a message that somebody passed on to another person, outside of the
// bot's chats: how a link travels.
type passed struct {
	ID      int // below 0: the bot's chats know nothing of it
	To      int64
	From    string
	After   int // id of the newest message when it came
	At      time.Time
	Message simulator.Message
}

func (p passed) entry() entry {
	m := messageOf(p.To, p.Message)
	m.ID, m.From, m.After, m.Mine, m.Marks = p.ID, p.From, p.After, false, nil
	m.Time, m.Day = when(windowOf(p.To), p.At)
	return entry{Kind: "passed", Chat: p.To, Msg: &m}
}

// when is an instant as a telephone shows it: hour and day.
func when(p person, t time.Time) (hour, day string) {
	at, err := local(t, p.zone)
	if err != nil {
		at = t
	}
	return at.Format("15:04"), locale.For(p.language).DayLong(programme.DateOf(at))
}

func fileOf(f *simulator.File) *file {
	if f == nil {
		return nil
	}
	return &file{ID: f.ID, Name: f.Name, Size: len(f.Data)}
}
