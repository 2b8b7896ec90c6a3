package outbox

import (
	"context"
	"fmt"
	"sync"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	lookAgain = 250 * time.Millisecond // when nobody wakes it: what waited for its hour, a resend, a pause
	sweepEach = time.Second

	giveWayTime = 100 * time.Millisecond // for so long at most what nobody waits for stands back behind an answer
	giveWayLook = 5 * time.Millisecond

	claimAtOnce = 256 // rows: a claim of more keeps an answer waiting

	// If none was answered well for a while, so many go on the wire until one is, or
	// takes its time: a token that is refused, or a line that is down, costs no more.
	feelers  = 2
	goodFor  = 10 * time.Second
	feelTime = time.Second
)

// run is what one Run knows. Its loop alone touches it.
type run struct {
	*Sender
	queue *postgres.Queue
	pace  *pace
	crew  crew

	// Until the mark of an answer is stored, the next one to its chat waits: these marks
	// do not stand behind a thousand others.
	answers, others *marker
	taken           chan []postgres.Mark // stored by either

	calls  context.Context       // of calls, which outlive the end of Run's
	work   chan postgres.Claimed // to a worker that is free
	done   chan reply
	onWire int
	held   map[int64]*flight // claimed by this run and not marked yet, by row

	active  bool // the lease was this run's at the last sweep
	heir    bool // it has looked after what senders before it left
	swept   time.Time
	good    time.Time      // when a call was last answered well
	felt    time.Time      // when one was last put on an empty wire
	more    bool           // the last claim left rows that may go
	reached postgres.Place // as far as mass was claimed since all of it was last looked at
	gaveWay time.Time      // since when rows that nobody waits for let answers go before them; zero: they do not
	fatal   bool
	refusal refusal
	trouble trouble
}

// flight is a row from its claim to its mark.
type flight struct {
	row   postgres.Claimed
	ended bool // its outcome is with the marker
	again bool // once marked, look anew: more waits behind it, or it goes once more
	stood bool // a claim came by meanwhile: something of its chat may have been passed over
}

type reply struct {
	id      int64
	outcome programme.Outcome
	at      time.Time
	took    time.Duration
}

// Run sends until ctx ends; then it finishes what is on the wire, for up to 8 s,
// marks the rest unknown, and returns within 10 s. It returns an error if the
// database did not take all marks: those rows are left as sending, for the next run
// to sweep, and the next Run of this sender stores the marks that are missing.
func (s *Sender) Run(ctx context.Context) error {
	calls, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	defer giveUp() // workers end
	q := s.o.DB.Queue(s.o.Run, s.o.ResendAfter)
	r := &run{
		Sender: s, queue: q, pace: newPace(s.o.Rate), taken: make(chan []postgres.Mark),
		crew:  crew{fixed: s.o.Workers, rate: s.o.Rate},
		calls: calls, work: make(chan postgres.Claimed), done: make(chan reply, most), held: map[int64]*flight{},
	}
	r.answers, r.others = newMarker(q, s.o.Log, r.taken), newMarker(q, s.o.Log, r.taken)
	r.others.pending, s.unmarked = s.unmarked, nil
	marking, endMarking := context.WithCancel(context.WithoutCancel(ctx))
	var markers sync.WaitGroup
	for _, m := range []*marker{r.answers, r.others} {
		markers.Go(func() { m.run(marking) })
	}
	r.loop(ctx)
	err := r.finish(giveUp)
	endMarking()
	markers.Wait()
	s.unmarked = append(r.answers.pending, r.others.pending...)
	return err
}

func (r *run) loop(ctx context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	timer := time.NewTimer(lookAgain)
	defer timer.Stop()
	look, woken, onward := true, false, false
	for {
		if time.Since(r.swept) >= sweepEach || look && !r.active {
			look = r.sweep(ctx) || look
		}
		if look && r.active {
			upTo := programme.Mass
			if (woken || onward) && r.more && !r.worthwhile() {
				upTo = programme.Answer
			} else if woken && r.onWire > 0 && r.o.Rate == 0 {
				r.claim(ctx, programme.Answer) // the quick claim first: one of many rows takes a while
			}
			wait := r.claim(ctx, upTo)
			if !onward && r.bury(ctx) {
				wait = time.Millisecond
			}
			if wait > 0 {
				timer.Reset(wait)
			}
		}
		look, woken, onward = false, false, false
		r.publish()
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			look, woken = true, true
		case <-tick.C:
			look, r.reached = true, postgres.Place{}
		case <-timer.C:
			look = true
		case a := <-r.done:
			r.ended(a)
			r.drain()
			look = r.more && r.worthwhile()
			onward = look
		case marks := <-r.taken:
			look = r.stored(marks)
			onward = look
		}
	}
}

// worthwhile reports whether a claim would get enough to be worth its while.
func (r *run) worthwhile() bool {
	return r.onWire == 0 || r.crew.worthwhile(r.crew.free(r.onWire, programme.Mass))
}

// drain takes the outcomes that are there already, so that one claim follows them all.
func (r *run) drain() {
	for {
		select {
		case a := <-r.done:
			r.ended(a)
		default:
			return
		}
	}
}

// sweep looks after rows that another run left, before the first claim and then
// every second. It reports whether the lease was just found to be this run's.
func (r *run) sweep(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	r.swept = time.Now()
	was := r.active
	failpoint.Hit(failpoint.Sweep, nil)
	active, err := r.look(ctx)
	if active {
		failpoint.Hit(failpoint.Swept, nil)
	}
	r.trouble.note(r.o.Log, "sending waits for the database", err)
	if err != nil {
		return false
	}
	r.active = active
	if due, err := r.queue.OldestDue(ctx); err == nil {
		r.update(func(s *Status) { s.OldestDue = due })
	}
	return active && !was
}

// look is the sweep itself, the first being one of its own kind.
func (r *run) look(ctx context.Context) (active bool, err error) {
	if r.heir {
		return r.queue.Sweep(ctx, r.holding())
	}
	r.heir, err = r.queue.Inherit(ctx)
	return r.heir, err
}

// claim starts all that may go now. It returns after how long more may, if it
// knows.
func (r *run) claim(ctx context.Context, highest programme.Class) (wait time.Duration) {
	for ctx.Err() == nil && !r.fatal {
		now := time.Now()
		if wait = r.refusal.left(now); wait > 0 {
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
		if n = min(n, free, claimAtOnce); n <= 0 {
			r.more = true
			return slot
		}
		chats, chat := r.pace.holding(now)
		rows, err := r.claimRows(ctx, n, upTo, chats)
		if err != nil {
			return 0
		}
		for _, f := range r.held {
			f.stood = true
		}
		for _, c := range rows {
			if c.Class == programme.Mass {
				r.reached = c.Place
			}
			r.start(c)
		}
		if len(rows) < n {
			if r.more = upTo < programme.Mass; r.more {
				return slot
			}
			return chat
		}
	}
	return 0
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

func (r *run) claimRows(ctx context.Context, n int, upTo programme.Class, chats []int64) ([]postgres.Claimed, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	failpoint.Hit(failpoint.Claim, nil)
	rows, err := r.queue.Claim(ctx, n, upTo, chats, r.reached)
	if len(rows) > 0 {
		failpoint.Hit(failpoint.Claimed, func() string { return claimedChats(rows) })
	}
	if ctx.Err() == nil {
		r.trouble.note(r.o.Log, "sending waits for the database", err)
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

// ended takes the outcome of a call.
func (r *run) ended(a reply) {
	f := r.held[a.id]
	r.onWire--
	r.crew.took(a.took)
	r.pace.reply(a.at, f.row.Call.Chat)
	switch a.outcome.Result {
	case programme.NotSent, programme.Fatal:
	default:
		r.good = a.at
	}
	m := react(f.row, a.outcome)
	r.weigh(f.row, a, &m)
	r.mark(f, m)
}

func (r *run) mark(f *flight, m postgres.Mark) {
	f.ended = true
	f.again = f.again || m.State == postgres.RowQueued || m.State == postgres.RowUnknown
	if f.row.Class == programme.Answer {
		r.answers.add(m)
	} else {
		r.others.add(m)
	}
}

// stored lets go of rows whose marks the database has: their chats are free. It
// reports whether there may be more to send.
func (r *run) stored(marks []postgres.Mark) (look bool) {
	for _, m := range marks {
		f, ok := r.held[m.ID]
		if !ok || !f.row.Attempt.Equal(m.Attempt) {
			continue // it is on the wire again already
		}
		look = look || f.again || f.stood
		if f.again {
			r.reached = postgres.Place{}
		}
		delete(r.held, m.ID)
	}
	return look
}

func (r *run) holding() []int64 {
	ids := make([]int64, 0, len(r.held))
	for id := range r.held {
		ids = append(ids, id)
	}
	return ids
}

func (r *run) publish() {
	r.update(func(s *Status) {
		s.OnWire, s.Unmarked, s.Active = r.onWire, len(r.held)-r.onWire, r.active
	})
}
