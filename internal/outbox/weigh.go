package outbox

import (
	"strings"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// refusal is what the sender remembers of calls that were certainly not
// processed.
type refusal struct {
	until   time.Time           // nothing goes before
	wait    time.Duration       // the last wait that nobody asked for; doubles
	tooMany map[int64]time.Time // until when each chat was told to wait; 0: calls of no chat

	unsaid map[int64]time.Duration // the last wait of a chat that was told to, and not for how long
}

func (r *refusal) left(now time.Time) time.Duration { return r.until.Sub(now) }

const (
	firstRefusal = 250 * time.Millisecond
	lastRefusal  = 30 * time.Second
)

// refused takes note of a call that was not processed and that Telegram gave no
// time for: the line is down, nothing would get through.
func (r *refusal) refused(now time.Time) {
	if now.Before(r.until) {
		return // of a call that started before the last one was refused
	}
	r.wait = min(max(2*r.wait, firstRefusal), lastRefusal)
	r.until = now.Add(r.wait)
}

// longestUnsaid is the longest wait of a chat that Telegram named none for.
const longestUnsaid = 5 * time.Minute

// waitOf is how long a chat waits after an outcome: as Telegram said, or else twice as
// long each time. Any other outcome ends that.
func (r *refusal) waitOf(chat int64, o programme.Outcome) time.Duration {
	if o.Result != programme.NotSent || o.RetryAfter > 0 && !o.Unsaid {
		delete(r.unsaid, chat)
	}
	if !o.Unsaid {
		return o.RetryAfter
	}
	if r.unsaid == nil {
		r.unsaid = map[int64]time.Duration{}
	}
	r.unsaid[chat] = min(max(2*r.unsaid[chat], o.RetryAfter), longestUnsaid)
	return r.unsaid[chat]
}

// tooManyFor takes note that a chat was told to wait, and reports whether all
// must: another chat was told so meanwhile.
func (r *refusal) tooManyFor(chat int64, now time.Time, wait time.Duration) (all bool) {
	if r.tooMany == nil {
		r.tooMany = map[int64]time.Time{}
	}
	for c, until := range r.tooMany {
		if !now.Before(until) {
			delete(r.tooMany, c)
		} else if c != chat {
			all = true
		}
	}
	r.tooMany[chat] = now.Add(wait)
	if until := now.Add(wait); all && until.After(r.until) {
		r.until = until
	}
	return all
}

// weigh takes from an outcome what it says about sending as a whole, and tells
// the operator what needs telling: rows by their ids, nothing of people.
func (r *run) weigh(c postgres.Claimed, a reply, m *postgres.Mark) {
	o := a.outcome
	wait := r.refusal.waitOf(c.Call.Chat, o)
	if o.Result != programme.NotSent {
		r.refusal.wait = 0
	}
	if m.State != postgres.RowSent {
		r.weighTrouble(c, a, m, wait)
	}
	r.update(func(s *Status) {
		if s.Results == nil {
			s.Results = map[programme.Result]int{}
		}
		s.Results[o.Result]++
		switch {
		case o.Result == programme.Fatal:
			s.Fatal = o.Description
		case o.RetryAfter > 0:
			s.TooMany = a.at
		}
	})
}

// weighTrouble does so for a call that was not simply sent; wait is how long its chat
// was told to.
func (r *run) weighTrouble(c postgres.Claimed, a reply, m *postgres.Mark, wait time.Duration) {
	o := a.outcome
	log := r.o.Log.With("row", c.ID, "method", c.Call.Method, "attempt", c.Attempts)
	switch {
	case o.Result == programme.NotSent && wait > 0 && ofProfile(c.Call.Method):
		m.WaitMS = wait.Milliseconds()
		log.Warn("too many requests", "wait", wait, "all", false)
	case o.Result == programme.NotSent && wait > 0:
		all := r.refusal.tooManyFor(c.Call.Chat, a.at, wait)
		switch {
		case all || c.Call.Chat != 0:
			m.Pause, m.PauseAll = wait, all
		default:
			m.WaitMS = wait.Milliseconds()
		}
		log.Warn("too many requests", "wait", wait, "all", all)
	case o.Result == programme.NotSent:
		r.refusal.refused(a.at)
		log.Warn("not sent", "because", o.Description)
	case o.Result == programme.Fatal && !r.fatal:
		r.fatal = true
		log.Error("sending stopped: Telegram refuses the token", "because", o.Description)
		r.o.OnFatal(o.Description)
	case m.Problem == "refused":
		m.Because = because(o)
		if words := []rune(m.Because); len(words) > longestBecause {
			m.Because = string(words[:longestBecause])
		}
		log.Error("refused", "result", o.Result, "because", because(o))
	case m.State == postgres.RowUnknown || m.Problem == "unknown":
		log.Warn("nobody knows whether it arrived", "because", o.Description, "final", m.State == postgres.RowFailed)
	default:
		log.Info("not sent as it was", "result", o.Result, "now", m.State)
	}
}

// ofProfile reports whether a method changes what Telegram shows of the bot. These
// have a limit of their own, a few a day: it says nothing about messages.
func ofProfile(method string) bool { return strings.HasPrefix(method, "setMy") }

// longestBecause is how much of Telegram's words is told.
const longestBecause = 200

// because is what Telegram said, but for markup: there it quotes the text.
func because(o programme.Outcome) string {
	if o.Result == programme.BadMarkup {
		return "markup"
	}
	return o.Description
}
