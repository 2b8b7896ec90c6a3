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
	if o.Result != programme.NotSent {
		r.refusal.wait = 0
	}
	if m.State != postgres.RowSent {
		r.weighTrouble(c, a, m)
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

func (r *run) weighTrouble(c postgres.Claimed, a reply, m *postgres.Mark) {
	o := a.outcome
	log := r.o.Log.With("row", c.ID, "method", c.Call.Method, "attempt", c.Attempts)
	switch {
	case o.Result == programme.NotSent && o.RetryAfter > 0 && ofProfile(c.Call.Method):
		m.WaitMS = o.RetryAfter.Milliseconds()
		log.Warn("too many requests", "retry_after", o.RetryAfter, "all", false)
	case o.Result == programme.NotSent && o.RetryAfter > 0:
		all := r.refusal.tooManyFor(c.Call.Chat, a.at, o.RetryAfter)
		switch {
		case all || c.Call.Chat != 0:
			m.Pause, m.PauseAll = o.RetryAfter, all
		default:
			m.WaitMS = o.RetryAfter.Milliseconds()
		}
		log.Warn("too many requests", "retry_after", o.RetryAfter, "all", all)
	case o.Result == programme.NotSent:
		r.refusal.refused(a.at)
		log.Warn("not sent", "because", o.Description)
	case o.Result == programme.Fatal && !r.fatal:
		r.fatal = true
		log.Error("sending stopped: Telegram refuses the token", "because", o.Description)
		r.o.OnFatal(o.Description)
	case m.Problem == "refused":
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

// because is what Telegram said, but for markup: there it quotes the text.
func because(o programme.Outcome) string {
	if o.Result == programme.BadMarkup {
		return "markup"
	}
	return o.Description
}
