package programme

import "time"

// Class says how urgent a message is: answers go first, then notices, then mass.
type Class int

// The classes.
const (
	Answer Class = iota // what a person's own action brought
	Notice              // change, cancellation, promotion, invitation, staff alert
	Mass                // reminders and mass sends
)

// Message is one Bot API call on its way to the outbox.
type Message struct {
	Programme int64 // 0: none
	Event     int64
	Person    int64
	Send      int64

	Chat   int64          // 0: a call of no chat
	Method string         // of the Bot API; empty: sendMessage
	Params map[string]any // without chat_id

	Class     Class
	NotBefore time.Time // programme time; zero: at once
	ExpiresAt time.Time // programme time; zero: never useless
	Key       string    // at most one message with this key is ever queued
	Card      string    // names the message in its chat, for later edits
	Caused    bool      // an edit that its reader caused: sent anew if the message is gone
	Stranger  bool      // nothing of it is kept once it is sent
	Repeat    string    // HTML that begins a resend

	File     []byte
	FileName string
}

// Call is a row of the outbox as it goes on the wire.
type Call struct {
	Method   string
	Chat     int64 // 0: none
	Params   map[string]any
	File     []byte
	FileName string
}

// Result is what became of a Call.
type Result string

// The results, as the sender reacts to them.
const (
	Sent        Result = "sent"
	DoneAlready Result = "done_already" // not modified, query too old: as good as sent
	NotSent     Result = "not_sent"     // certainly not processed: 429, refused connection
	Unknown     Result = "unknown"      // written, and no readable answer
	Unreachable Result = "unreachable"  // this chat cannot be written to
	Moved       Result = "moved"        // the group has another id now
	MessageGone Result = "message_gone" // the message to edit is not there
	NoTopic     Result = "no_topic"     // the forum topic is gone
	BadMarkup   Result = "bad_markup"   // the text's markup was refused
	Refused     Result = "refused"      // this call will never do
	Fatal       Result = "fatal"        // the token is no good: stop sending
)

// Outcome is a Result with its particulars.
type Outcome struct {
	Result      Result
	MessageID   int64         // of a message that was sent
	RetryAfter  time.Duration // of NotSent: too many requests, wait so long; 0: another reason
	Unsaid      bool          // Telegram did not say how long: RetryAfter is the least
	MovedTo     int64         // of Moved
	Reach       Reach         // of Unreachable, for a private chat
	Description string        // Telegram's words or the network's, without secrets
}
