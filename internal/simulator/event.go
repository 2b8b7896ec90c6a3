package simulator

import (
	"slices"
	"time"
)

// EventKind is what happened in a chat.
type EventKind string

// What happens in a chat.
const (
	Posted  EventKind = "message" // somebody or the bot sent a message
	Edited  EventKind = "edit"    // a message changed; Message is the new state
	Deleted EventKind = "delete"  // a message is gone; Message is what it was
	Pressed EventKind = "press"   // somebody pressed a button; Text is its label
	Toasted EventKind = "toast"   // the bot answered a press with words: Text, Alert
	Pinned  EventKind = "pin"     // the bot pinned a message
	Joined  EventKind = "join"    // the bot came into a group, or was let in again
	Left    EventKind = "leave"   // the bot was blocked, or is no longer in a group
)

// Event is one step of a chat's history.
type Event struct {
	Seq     int // grows over all chats
	Chat    int64
	Time    time.Time
	Kind    EventKind
	FromBot bool
	From    string  // who did it, by name
	Message Message // as it stood after the event; of a toast: whose button was pressed
	Text    string
	Alert   bool // of a toast: a window, to be closed by hand
}

// happen adds to the history; the caller holds mu.
func (s *Server) happen(ch *chat, e Event) {
	e.Seq, e.Chat, e.Time = len(s.events)+1, ch.id, s.now()
	s.events = append(s.events, e)
	ch.events = append(ch.events, e.Seq-1)
	s.wake()
}

// Events is the history of all chats after the event numbered since; 0: from the
// beginning.
func (s *Server) Events(since int) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.events[min(max(since, 0), len(s.events)):])
}

// since is the history of one chat; the caller holds mu.
func (ch *chat) since(seq int) []Event {
	from, _ := slices.BinarySearch(ch.events, seq)
	events := make([]Event, 0, len(ch.events)-from)
	for _, i := range ch.events[from:] {
		events = append(events, ch.s.events[i])
	}
	return events
}
