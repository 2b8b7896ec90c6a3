package programme

import (
	"encoding/json"
	"time"
)

// UpdateKind is what happened.
type UpdateKind string

// The kinds of updates the bot handles; everything else is Unreadable or Other.
const (
	MessageSent   UpdateKind = "message"
	MessageEdited UpdateKind = "edited_message"
	ButtonPressed UpdateKind = "callback_query"
	ReachChanged  UpdateKind = "my_chat_member" // blocked or unblocked the bot, or took it into a group
	OtherUpdate   UpdateKind = "other"          // nothing the bot knows
	Unreadable    UpdateKind = "unreadable"     // its JSON does not fit
)

// Update is one thing that somebody did, as Telegram told it.
type Update struct {
	ID      int64
	Kind    UpdateKind
	Fetched time.Time // programme time

	Chat    int64 // 0: none
	Private bool  // the chat is a private one: Chat is the user
	Group   string

	User     int64 // who did it: Telegram's from.id; 0: nobody
	UserBot  bool
	Name     string // first and last name
	Username string
	Language string // Telegram's language_code, may be empty

	MessageID int64     // of the message, or the one the button stands under
	Sent      time.Time // of the message
	Text      string    // text or caption
	Forwarded bool
	ReplyTo   int64  // the message of this chat that it answers; 0: none
	Command   string // lower case, without slash or @bot; empty: plain text
	Args      string // behind the command
	Album     string // media group
	File      *File  // nil: none
	Photo     string // the id of a picture; empty: none
	What      string // sticker, voice, photo … when there is no text to take

	QueryID string // of a press
	Data    string // of a press
	Gone    bool   // the message under the button cannot be edited any more

	Blocked bool // of ReachChanged in a private chat

	Problem string // of Unreadable
}

// Lane is what keeps updates in order: those of one lane are handled one after
// the other.
func (u Update) Lane() int64 {
	if u.Chat != 0 {
		return u.Chat
	}
	return u.User
}

// File is a document that somebody sent.
type File struct {
	ID, Name, Mime string
	Size           int64 // bytes
}

// Job is work that a handler left for later: it needs a file or an answer from
// Telegram, more time, or its minute.
type Job struct {
	ID        int64
	Programme int64 // 0: none
	Kind      string
	Args      json.RawMessage
	Chat      int64     // 0: none
	Aside     bool      // it takes long: its chat goes on meanwhile, and one such job runs at a time
	Key       string    // at most one open job with this key; empty: any number
	NotBefore time.Time // programme time
	Tries     int
}
