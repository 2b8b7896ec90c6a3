package intake

import (
	"sync"
	"time"

	"jarchy/internal/programme"
)

// errTooFast is what somebody is told who writes faster than can be answered: Telegram
// lets one message a second into a chat, so each further answer only comes later.
// errPressedTooFast answers a press in place of what it would have done: a button turns
// until its press is answered.
var (
	errTooFast        = programme.Refuse(programme.Conflict, "too_fast")
	errPressedTooFast = programme.Refuse(programme.Conflict, "pressed_too_fast")
)

const (
	floodNotice = time.Minute // from one notice to the next
	floodAnswer = time.Second // from one press that is answered to the next
	floodChats  = 10_000      // remembered before those that are calm are forgotten
)

// flood knows how fast each chat writes.
type flood struct {
	most float64 // updates of a chat that may come at once, one a second more; 0: any number

	mu    sync.Mutex
	chats map[int64]writer
}

// writer is how much of its measure a chat has used, one a second less.
type writer struct {
	used     float64
	at       time.Time // when it had
	told     time.Time // when it was last told to slow down
	answered time.Time // when a press beyond it was last answered
}

func (w writer) now(now time.Time) float64 { return max(0, w.used-now.Sub(w.at).Seconds()) }

// tooFast takes note of an update, and reports whether it is one too many, and
// what is to be told of that, if anything. That somebody blocked the bot is never too many. What
// was written while the bot was away comes all at once: it counts when it was sent. Of a
// press and of an edit nobody says when they were made, only how old their message is.
func (f *flood) tooFast(u programme.Update, now time.Time) (too bool, tell error) {
	if u.Kind == programme.MessageSent && !u.Sent.IsZero() && u.Sent.Before(now) {
		now = u.Sent
	}
	chat := u.Lane()
	if f.most == 0 || chat == 0 || u.Kind == programme.ReachChanged {
		return false, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.chats) > floodChats {
		for c, w := range f.chats {
			if w.now(now) == 0 && now.Sub(w.told) >= floodNotice {
				delete(f.chats, c)
			}
		}
	}
	w := f.chats[chat]
	if now.Before(w.at) { // an old message that was edited takes nothing back
		now = w.at
	}
	w.used, w.at = w.now(now)+1, now
	if too = w.used > f.most; too {
		w.used = f.most
		last, every, why := &w.told, floodNotice, errTooFast
		if u.Kind == programme.ButtonPressed {
			last, every, why = &w.answered, floodAnswer, errPressedTooFast
		}
		if now.Sub(*last) >= every {
			*last, tell = now, why
		}
	}
	f.chats[chat] = w
	return too, tell
}
