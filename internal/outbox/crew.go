package outbox

import (
	"time"

	"jarchy/internal/programme"
)

const (
	fewest = 160  // calls on the wire at once, if all paces are lifted
	most   = 1024 // at any time
	perMS  = 30   // more for each millisecond that the server takes at its quickest

	spare = 8 // workers that only answers get

	// So many answers at least tell how quick the server is: in a few of them in a row
	// all may have waited, and a larger crew would have the next ones wait longer.
	telling = 2048
)

// crew is how many calls may be on the wire at once. A slow server needs many of them
// to be kept busy; to a quick one more than a few are only a longer queue there, and
// more that are in doubt after a crash. How quick it is, the quickest of its last
// answers tells: all others may have waited for those before them.
type crew struct {
	fixed   int           // 0: reckoned
	rate    int           // as of the pace
	answers int           // since earlier and latest were turned over
	earlier time.Duration // the quickest of those before; 0: there were none
	latest  time.Duration // the quickest since
}

func (c *crew) took(d time.Duration) {
	if c.answers == 0 || d < c.latest {
		c.latest = d
	}
	if c.answers++; c.answers == telling {
		c.earlier, c.answers = c.latest, 0
	}
}

func (c *crew) quickest() time.Duration {
	switch {
	case c.answers == 0:
		return c.earlier
	case c.earlier == 0:
		return c.latest
	}
	return min(c.earlier, c.latest)
}

func (c *crew) size() int {
	switch {
	case c.fixed > 0:
		return c.fixed
	case c.rate > 0:
		return min(max(c.rate, fewest), most) // the pace allows no more than its rate
	}
	return min(fewest+int(c.quickest().Milliseconds())*perMS, most)
}

// free is how many calls of classes up to one may start beside those on the wire.
func (c *crew) free(onWire int, upTo programme.Class) int {
	free := c.size() - onWire
	if c.fixed == 0 && upTo > programme.Answer {
		free -= spare
	}
	return free
}

// worthwhile reports whether so many free workers are worth a claim, which costs
// the database the same for one row as for some: while all paces are lifted, replies
// come faster than claims.
func (c *crew) worthwhile(free int) bool { return c.rate > 0 || free >= c.size()/4 }
