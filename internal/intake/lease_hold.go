package intake

import (
	"context"
	"time"

	"jarchy/internal/postgres"
)

// holding is the lease in this run's hands. The instants are monotonic, and taken
// before the statement was sent: one that is slow adds no trust.
type holding struct {
	*Lease
	conn    *postgres.LeaseConn
	row     postgres.LeaseRow
	renewed time.Time
	pinged  time.Time
	grace   time.Duration // that is relied upon: the row has it, or a longer one
	calm    int           // pings in a row that were answered soon
	asked   chan bool     // the answer to having asked for a longer grace; nil: not asked

	trust context.Context // until nobody knows any more whose the lease is
	doubt *time.Timer     // ends it
}

// trusted is until when nobody else can have the lease: the term lasts so long, and
// so long a connection that was there must be gone.
func (h *holding) trusted() time.Time {
	byTerm, byPing := h.renewed.Add(h.term-h.term/trustParts), h.pinged.Add(h.grace-h.grace/graceParts)
	if byTerm.Before(byPing) {
		return byTerm
	}
	return byPing
}

// rely reckons anew how long the lease is trusted.
func (h *holding) rely() { h.doubt.Reset(time.Until(h.trusted())) }

// hold pings and renews until the lease is lost or ctx ends, both of which are no
// error, or the connection fails.
func (h *holding) hold(ctx context.Context, trusts chan<- context.Context) error {
	trust, end := context.WithCancel(context.Background())
	defer end()
	h.trust = trust
	h.tell(true, h.row)
	defer h.tell(false, h.row)
	h.doubt = time.AfterFunc(time.Until(h.trusted()), func() {
		end()
		h.tell(false, h.row)
	})
	defer h.doubt.Stop()
	h.log.Info("holding the lease", "run", h.run)
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-trust.Done():
			return nil
		case trusts <- trust:
			trusts = nil
		case held := <-h.asked:
			h.granted(held)
		case <-ping.C:
			if ok, err := h.ping(); err != nil || !ok {
				return err
			}
		}
	}
}

// ping asks whether the lease is still this run's, and renews it when it is time or
// when a late statement of an earlier connection wrote that one down.
func (h *holding) ping() (ok bool, err error) {
	asked := time.Now()
	row, err := during(h, func() (postgres.LeaseRow, error) { return h.look(h.conn, longGrace) })
	if err != nil {
		return false, err
	}
	if row.Run != h.run || row.Over {
		h.log.Warn("the lease is lost", "to", row.Run)
		return false, nil
	}
	h.pinged = asked
	calmed := h.calmer(time.Since(asked))
	h.rely()
	if row.PID == h.row.PID && asked.Sub(h.renewed) < h.term/renewals && !calmed {
		return true, nil
	}
	grace := h.grace
	if h.asked != nil {
		grace = longGrace // whichever of the two statements comes last
	}
	renewed, err := during(h, func() (*holding, error) { return h.take(h.conn, longGrace, grace, postgres.LeaseRow{}) })
	if err != nil || renewed == nil {
		return false, err
	}
	h.renewed, h.pinged = renewed.renewed, renewed.pinged
	h.rely()
	return true, nil
}

// calmer notes how long an answer took, and reports whether the line has been quick
// for long enough that the short grace will do again.
func (h *holding) calmer(trip time.Duration) bool {
	h.calm++
	if trip >= slowAfter {
		h.calm = 0
	}
	if h.grace == shortGrace || h.asked != nil || h.calm < calmPings {
		return false
	}
	h.grace = shortGrace
	return true
}

// during waits for the answer to a statement while the lease is trusted. If it does
// not come soon, the line may have become slow: others are asked, on a connection of
// its own, to wait for longer before they believe that this one is gone. So a slow
// line, whose answers come after the short grace, costs nobody the lease.
func during[T any](h *holding, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := f()
		answers <- answer{value, err}
	}()
	slow := time.NewTimer(slowAfter)
	defer slow.Stop()
	for {
		select {
		case a := <-answers:
			return a.value, a.err
		case <-slow.C:
			h.askGrace()
		case held := <-h.asked:
			h.granted(held)
		case <-h.trust.Done():
			var none T
			return none, errSilent
		}
	}
}

// askGrace asks for the long grace, unless it is had or asked for.
func (h *holding) askGrace() {
	if h.grace == longGrace || h.asked != nil {
		return
	}
	asked := make(chan bool, 1)
	h.asked = asked
	go func() {
		held, err := ask(longGrace, func(ctx context.Context) (bool, error) { return h.db.AskGrace(ctx, h.run, longGrace) }, nil)
		asked <- held && err == nil
	}()
}

// granted takes the answer to askGrace. A refusal, or none, leaves things as they are:
// the next ping tells whose the lease is.
func (h *holding) granted(held bool) {
	h.asked = nil
	if held {
		h.grace, h.calm = longGrace, 0
		h.rely()
	}
}
