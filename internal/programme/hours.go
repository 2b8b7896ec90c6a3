package programme

import "time"

// Hours are the civil hours of a programme: when a message may arrive.
type Hours struct {
	From, To Clock          // both included
	Quiet    []time.Weekday // days on which nothing is sent that can wait
}
