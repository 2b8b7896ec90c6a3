package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// claiming is a claim that the database is at, and what it found. The loop goes on
// meanwhile: the wire would run empty.
type claiming struct {
	n      int // rows at most
	upTo   programme.Class
	beyond postgres.Place
	chat   time.Duration // until a chat may go that must not now; 0: there is none
	rows   []postgres.Claimed
	err    error
}

// claim has the database look for what may go now. It returns after how long more may
// go, if it knows and asked for nothing.
func (r *run) claim(ctx context.Context, highest programme.Class) (wait time.Duration) {
	now := time.Now()
	if wait = r.refusal.left(now); wait > 0 || r.fatal {
		return wait
	}
	n, upTo, slot := r.pace.allow(now)
	upTo = min(upTo, highest)
	if r.givesWay(now) {
		upTo, slot = programme.Answer, giveWayLook
	}
	free := r.crew.free(r.onWire, upTo)
	if free <= 0 {
		upTo = programme.Answer
		free = r.crew.free(r.onWire, upTo)
	}
	if r.onWire == 0 {
		r.felt = now
	}
	if now.Sub(r.good) > goodFor && now.Sub(r.felt) < feelTime {
		free = min(free, feelers-r.onWire)
	}
	if n = min(n, free, claimAtOnce); n <= 0 || upTo == programme.Answer && !r.asked {
		r.more = true
		return slot
	}
	chats, chat := r.pace.holding(now)
	for _, f := range r.held {
		f.stood = true
	}
	r.claiming, r.asked = true, false
	c := claiming{n: n, upTo: upTo, beyond: r.reached, chat: chat}
	go func() {
		c.rows, c.err = r.claimRows(ctx, c, chats)
		r.found <- c
	}()
	return 0
}

// take starts what a claim found. It reports whether there may be more, and else after
// how long there may be, if it knows.
func (r *run) take(c claiming) (more bool, wait time.Duration) {
	r.claiming = false
	if !errors.Is(c.err, context.Canceled) {
		r.trouble.note(r.o.Log, "sending waits for the database", c.err)
	}
	if c.err != nil {
		return false, 0
	}
	now := time.Now()
	chats, _ := r.pace.holding(now)
	refused := r.fatal || !r.active || r.refusal.left(now) > 0 // without the lease, too
	for _, row := range c.rows {
		if row.Class == programme.Mass && r.reached == c.beyond {
			c.beyond, r.reached = row.Place, row.Place
		}
		if refused || slices.Contains(chats, row.Call.Chat) {
			r.giveBack(row)
			continue
		}
		r.start(row)
	}
	if len(c.rows) == c.n {
		r.more, r.asked = true, true
		return true, 0
	}
	if r.more = c.upTo < programme.Mass; r.more {
		return true, 0
	}
	return false, c.chat
}

// giveBack has a row wait that may not go any more: meanwhile all, or its chat, were told to,
// or another process sends.
func (r *run) giveBack(row postgres.Claimed) {
	f := &flight{row: row}
	r.held[row.ID] = f
	r.mark(f, postgres.Mark{ID: row.ID, Attempt: row.Attempt, Chat: row.Call.Chat, State: postgres.RowQueued, Free: true})
}

// givesWay reports whether only answers go now: while somebody waits for one, the
// processors are his, for a moment.
func (r *run) givesWay(now time.Time) bool {
	switch {
	case r.o.Rate > 0 || r.onWire == 0:
		return false
	case !r.o.Asked():
		r.gaveWay = time.Time{}
		return false
	case r.gaveWay.IsZero():
		r.gaveWay = now
		return true
	case now.Sub(r.gaveWay) < giveWayTime:
		return true
	}
	r.gaveWay = time.Time{}
	return false
}

// bury has the database make final what need not go any more, and reports whether
// there is more of it.
func (r *run) bury(ctx context.Context) (more bool) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	more, err := r.queue.Bury(ctx)
	if ctx.Err() == nil {
		r.trouble.note(r.o.Log, "sending waits for the database", err)
	}
	return more
}

func (r *run) claimRows(ctx context.Context, c claiming, chats []int64) ([]postgres.Claimed, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	failpoint.Hit(failpoint.Claim, nil)
	rows, err := r.queue.Claim(ctx, c.n, c.upTo, chats, c.beyond)
	if len(rows) > 0 {
		failpoint.Hit(failpoint.Claimed, func() string { return claimedChats(rows) })
	}
	return rows, err
}

// claimedChats are where rows go, for a failpoint.
func claimedChats(rows []postgres.Claimed) (chats string) {
	for _, c := range rows {
		chats += fmt.Sprintln(c.Call.Chat)
	}
	return chats
}

// start puts a row on the wire. An edit whose message never came into being has
// nothing to go there for.
func (r *run) start(c postgres.Claimed) {
	f := &flight{row: c, again: c.Followed}
	r.held[c.ID] = f
	if c.Edits && c.CardID == 0 {
		r.mark(f, gone(c, postgres.Mark{ID: c.ID, Attempt: c.Attempt, Chat: c.Call.Chat}))
		return
	}
	r.onWire++
	r.pace.start(time.Now(), c.Class)
	select {
	case r.work <- c:
	default:
		go r.worker(c)
	}
}

// worker makes one call after the other, on a stack that has grown to what a call needs.
func (r *run) worker(c postgres.Claimed) {
	for {
		began := time.Now()
		failpoint.Hit(failpoint.Write, func() string { return claimedChats([]postgres.Claimed{c}) })
		o := r.o.Wire.Call(r.calls, call(c))
		failpoint.Hit(failpoint.Answered, func() string { return claimedChats([]postgres.Claimed{c}) })
		now := time.Now()
		r.done <- reply{id: c.ID, outcome: o, at: now, took: now.Sub(began)}
		select {
		case c = <-r.work:
		case <-r.calls.Done():
			return
		}
	}
}
