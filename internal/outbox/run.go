package outbox

import (
	"context"
	"sync"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	lookAgain = 250 * time.Millisecond // when nobody wakes it: what waited for its hour, a resend, a pause
	sweepEach = time.Second

	giveWayTime = 100 * time.Millisecond // for so long at most what nobody waits for stands back behind an answer
	giveWayLook = 5 * time.Millisecond

	claimAtOnce = 64 // rows: an answer waits for the claim before its own

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
	found  chan claiming // by a claim, of which there is one at a time
	onWire int
	held   map[int64]*flight // claimed by this run and not marked yet, by row

	active    bool    // the lease was this run's at the last sweep
	heir      bool    // it has looked after what senders before it left
	inherited []int64 // rows whose marks the Run before could not store
	swept     time.Time
	claiming  bool           // the database is at a claim
	good      time.Time      // when a call was last answered well
	felt      time.Time      // when one was last put on an empty wire
	more      bool           // the last claim left rows that may go
	asked     bool           // there may be answers among them
	dead      bool           // there may be rows that need not go any more
	buried    time.Time      // when it was last looked for these
	reached   postgres.Place // as far as mass was claimed since all of it was last looked at
	gaveWay   time.Time      // since when rows that nobody waits for let answers go before them; zero: they do not
	fatal     bool
	refusal   refusal
	trouble   trouble
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
		calls: calls, work: make(chan postgres.Claimed), done: make(chan reply, most), found: make(chan claiming, 1), held: map[int64]*flight{},
	}
	r.answers, r.others = newMarker(q, s.o.Log, r.taken), newMarker(q, s.o.Log, r.taken)
	r.others.pending, s.unmarked = s.unmarked, nil
	for _, m := range r.others.pending {
		r.inherited = append(r.inherited, m.ID)
	}
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
	look, woken, ticked := true, false, true
	for {
		if time.Since(r.swept) >= sweepEach || look && !r.active {
			look = r.sweep(ctx) || look
		}
		if look && !(r.active && r.claiming) { // else once the claim is there
			if r.active {
				wait := r.claim(ctx, r.highest(woken, ticked))
				if ticked && (r.dead || time.Since(r.buried) >= sweepEach) {
					r.dead, r.buried = r.bury(ctx), time.Now()
				}
				if wait > 0 {
					timer.Reset(wait)
				}
			}
			look, woken, ticked = false, false, false
		}
		r.publish()
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			look, woken, r.asked, r.dead = true, true, true, true
		case <-tick.C:
			look, ticked, r.asked, r.reached = true, true, true, postgres.Place{}
		case <-timer.C:
			look = true
		case a := <-r.done:
			r.ended(a)
			r.drain()
			look = look || r.more && r.worthwhile()
		case c := <-r.found:
			more, wait := r.take(c)
			look = look || more
			if wait > 0 {
				timer.Reset(wait)
			}
		case marks := <-r.taken:
			if r.stored(marks) {
				look, r.asked = true, true
			}
		}
	}
}

// highest is up to which class a claim looks. After a wake answers go first: a claim of
// many rows takes a while.
func (r *run) highest(woken, ticked bool) programme.Class {
	switch {
	case woken && r.onWire > 0 && r.o.Rate == 0,
		!ticked && r.more && !r.worthwhile():
		return programme.Answer
	}
	return programme.Mass
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

func (r *run) publish() {
	r.update(func(s *Status) {
		s.OnWire, s.Unmarked, s.Active = r.onWire, len(r.held)-r.onWire, r.active
	})
}
