package outbox

import (
	"time"

	"jarchy/internal/programme"
)

const (
	second = time.Second

	reserve      = 3                // slots kept for answers
	reserveAfter = 10 * time.Second // for so long after one
	burst        = 3                // calls to a private chat at once, then one a second
	groupCalls   = 20               // calls to a group
	groupWindow  = time.Minute      // in any of these
)

// pace says when calls may go. A call's slot frees a while after the reply to it,
// not after its start: when the server counted it, between the two, only the
// server knows. It is not safe for several callers.
type pace struct {
	rate       int // calls in any second; 0 lifts all paces
	onWire     int
	replies    []time.Time // of the last second, the oldest first
	lastAnswer time.Time
	next       time.Time // when the next call may go that is no answer
	private    map[int64]bucket
	groups     map[int64][]time.Time // replies of the last minute, the oldest first
}

// bucket holds up to burst calls and fills by one a second.
type bucket struct {
	level float64
	at    time.Time
}

func newPace(rate int) *pace {
	return &pace{rate: rate, private: map[int64]bucket{}, groups: map[int64][]time.Time{}}
}

// allow says how many calls may start now, up to and including which class: no
// more than go within 100 ms. Calls that are no answers go one by one, evenly, so that
// a slot frees every moment for who writes meanwhile. If none may go, wait says when one
// may; 0: not before a reply comes.
func (p *pace) allow(now time.Time) (n int, upTo programme.Class, wait time.Duration) {
	if p.rate == 0 {
		return 1 << 20, programme.Mass, 0
	}
	p.replies = since(p.replies, now.Add(-second))
	if len(p.replies) > 0 {
		wait = p.replies[0].Add(second).Sub(now)
	}
	free := p.rate - p.onWire - len(p.replies)
	kept := 0
	if now.Sub(p.lastAnswer) < reserveAfter {
		kept = min(reserve, p.rate-1)
	}
	switch others := min(free-kept, p.few(), p.due(now)); {
	case others > 0:
		return others, programme.Mass, wait
	case free > kept:
		return min(free, p.few()), programme.Answer, p.next.Sub(now)
	case free > 0:
		return min(free, p.few()), programme.Answer, wait
	}
	return 0, programme.Answer, wait
}

// few is how many calls go within 100 ms.
func (p *pace) few() int { return max(p.rate/10, 1) }

func (p *pace) gap() time.Duration { return second / time.Duration(p.rate) }

// due is how many calls may go, by now, that are no answers.
func (p *pace) due(now time.Time) int {
	switch late := now.Sub(p.next); {
	case late < 0:
		return 0
	case late < p.gap():
		return 1
	}
	return 2
}

// start notes that a call goes on the wire.
func (p *pace) start(now time.Time, class programme.Class) {
	p.onWire++
	switch {
	case class == programme.Answer:
		p.lastAnswer = now
	case p.rate > 0: // one that was late catches up
		if late := now.Add(-p.gap()); p.next.Before(late) {
			p.next = late
		}
		p.next = p.next.Add(p.gap())
	}
}

// reply notes that the answer to a call came; chat 0 is a call of no chat.
func (p *pace) reply(now time.Time, chat int64) {
	p.onWire--
	if p.rate == 0 {
		return
	}
	p.replies = append(p.replies, now)
	switch {
	case chat > 0:
		p.private[chat] = bucket{level: p.level(chat, now) - 1, at: now}
	case chat < 0:
		p.groups[chat] = append(since(p.groups[chat], now.Add(-groupWindow)), now)
	}
}

func (p *pace) level(chat int64, now time.Time) float64 {
	b, ok := p.private[chat]
	if !ok {
		return burst
	}
	return min(burst, b.level+now.Sub(b.at).Seconds())
}

// holding lists the chats that must have no call now, and says how long it is
// until the first of them may; 0: there is none. It forgets chats that are as
// good as new.
func (p *pace) holding(now time.Time) (chats []int64, wait time.Duration) {
	hold := func(chat int64, d time.Duration) {
		chats = append(chats, chat)
		if wait == 0 || d < wait {
			wait = d
		}
	}
	for chat := range p.private {
		switch level := p.level(chat, now); {
		case level >= burst:
			delete(p.private, chat)
		case level < 1:
			hold(chat, time.Duration((1-level)*float64(second))+time.Microsecond)
		}
	}
	for chat, replies := range p.groups {
		replies = since(replies, now.Add(-groupWindow))
		p.groups[chat] = replies
		switch n := len(replies); {
		case n == 0:
			delete(p.groups, chat)
		case n >= groupCalls:
			hold(chat, replies[n-groupCalls].Add(groupWindow).Sub(now)+time.Microsecond)
		}
	}
	return chats, wait
}

// since drops the instants up to and including from.
func since(ts []time.Time, from time.Time) []time.Time {
	for len(ts) > 0 && !ts[0].After(from) {
		ts = ts[1:]
	}
	return ts
}
