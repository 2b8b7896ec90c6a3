package programme

import "time"

// The working day that is assumed of an event without hours, at the venue.
const (
	DayBegins Clock = "09:00"
	DayEnds   Clock = "18:00"
)

// Day is one day of an event with its own hours; From empty means all day.
type Day struct {
	Date Date
	From Clock
	To   Clock
}

// When is an event's days and hours as people in its zone read them. Wall time
// is the truth: instants are derived from it.
type When struct {
	Zone string // IANA
	Days []Day  // in order; none: date to be confirmed
}

// Known reports whether there are days.
func (w When) Known() bool { return len(w.Days) > 0 }

// First and Last return the ends of the range; the zero Date without days.
func (w When) First() Date { d, _ := w.ends(); return d.Date }

// Last returns the last day.
func (w When) Last() Date { _, d := w.ends(); return d.Date }

func (w When) ends() (first, last Day) {
	if !w.Known() {
		return Day{}, Day{}
	}
	return w.Days[0], w.Days[len(w.Days)-1]
}

// Timed reports whether the first day has an hour to begin at.
func (w When) Timed() bool { d, _ := w.ends(); return d.From != "" }

// Begins returns the first day's start: 09:00 at the venue if it has no hour;
// the zero time without days.
func (w When) Begins(venue *time.Location) time.Time {
	first, _ := w.ends()
	if first.Date.IsZero() {
		return time.Time{}
	}
	return first.Date.At(orClock(first.From, DayBegins), venue)
}

// Ends returns the last day's end: without an hour 18:00 at the venue, or two
// hours after a later start; the zero time without days.
func (w When) Ends(venue *time.Location) time.Time {
	_, last := w.ends()
	if last.Date.IsZero() {
		return time.Time{}
	}
	end := last.Date.At(orClock(last.To, DayEnds), venue)
	if start := last.Date.At(orClock(last.From, DayBegins), venue); !end.After(start) {
		return start.Add(2 * time.Hour)
	}
	return end
}

func orClock(c, otherwise Clock) Clock {
	if c == "" {
		return otherwise
	}
	return c
}

// Place is where an event is held.
type Place struct {
	Venue   string
	City    string // in English
	Country string // ISO 3166, two letters
	Zone    string // IANA, or empty if not known
}

// Event is one workshop, study tour, conference … of a programme.
type Event struct {
	ID          int64
	Programme   int64
	Code        string // its name, /e_CODE
	Key         string // with the code it makes the link to share
	Kind        Kind
	Mode        Mode
	Status      Status
	Reason      string // why it was postponed or cancelled
	Reasons     Words  // the same in other languages
	When        When
	Rough       Rough // what is known while When has no days
	ZoneAssumed bool  // the zone was taken from a place or the programme, not typed
	Places      []Place
	Hosts       []string // countries, ISO 3166
	Invited     []string // countries, ISO 3166
	Agencies    []string
	Partners    []string
	Texts       []Text
	Language    string // of origin
	Link        string // to the online meeting; only those coming see it
	Contact     string // whom to ask, with a phone or a handle; only those coming see it
	Component   string // or activity of the programme; only staff see it

	Languages      []string   // of work, ISO 639
	Interpretation []string   // those of Languages that are interpreted into
	Deadlines      []Deadline // one of each purpose, by day
	Info           Info       // only those coming see it

	Agenda        Agenda // those coming, waiting and asked see it
	AgendaVersion int    // grows with any change of the agenda; 0: there has been none
	AgendaSince   time.Time

	Documents []Document // only those coming get them

	Seats    int  // 0: no limit
	Expected int  // 0: not said; not a limit
	Listed   bool // for all participants of its programme
	Closed   bool // staff take no more answers

	Version       int       // grows with any edit
	Schedule      int       // grows when days, hours, zone change, and into or out of being off
	ScheduleSince time.Time // when Schedule grew last

	Begins, Ends time.Time // derived from When; zero without days
	CreatedBy    int64     // a person

	Tally Tally
}

// Tally counts an event's people by their answer.
type Tally struct{ Asked, Coming, Waiting, Declined int }

// SeenBy is the event as those of its people read it whose answer is state: the
// meeting link, the contact, the practical information and the documents are for those
// coming, the agenda for those who wait or have not answered too, the component is staff's.
func (e Event) SeenBy(state State) Event {
	e.Component = ""
	if state != Coming {
		e.Link, e.Contact, e.Info, e.Documents = "", "", nil, nil
	}
	if state != Coming && state != Waiting && state != Asked {
		e.Agenda = nil
	}
	return e
}

// Over reports whether the event has ended at the instant.
func (e Event) Over(at time.Time) bool { return !e.Ends.IsZero() && !at.Before(e.Ends) }

// Begun reports whether the event has begun at the instant.
func (e Event) Begun(at time.Time) bool { return !e.Begins.IsZero() && !at.Before(e.Begins) }

// TakesPlace reports whether the event is still to be held, or being held, at the
// instant: it is not over, not off, and no record of the past.
func (e Event) TakesPlace(at time.Time) bool {
	return !e.Status.Off() && e.Status != Held && !e.Over(at)
}

// Open reports whether answers are taken at the instant: while the event takes
// place and staff have not closed them.
func (e Event) Open(at time.Time) bool { return e.TakesPlace(at) && !e.Closed }

// Full reports whether every seat is taken.
func (e Event) Full() bool { return e.Seats > 0 && e.Tally.Coming >= e.Seats }
