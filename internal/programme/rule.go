package programme

import (
	"cmp"
	"time"
)

// RuleKind is how a rule names its instant.
type RuleKind string

// The kinds of rules.
const (
	DaysBefore  RuleKind = "days_before"  // N days before the start, at Clock where the reader is
	HoursBefore RuleKind = "hours_before" // N hours before the start, exactly
	DaysAfter   RuleKind = "days_after"   // N days after the end, at Clock where the reader is
	AtInstant   RuleKind = "instant"      // exactly then
)

// MaxHoursBefore is how many hours before the start a rule in hours may lie: what
// is earlier is said in days.
const MaxHoursBefore = 12

// Audiences are whom a rule can be for, the usual first.
func Audiences() []Audience {
	return []Audience{ToComing, ToWaiting, ToAsked, ToConcerned, ToStaff}
}

// SameWhen reports whether two rules go at the same time.
func (r Rule) SameWhen(o Rule) bool {
	return r.Kind == o.Kind && r.N == o.N && r.Clock == o.Clock && r.Instant.Equal(o.Instant)
}

// Rule says when whom to remind of an event.
type Rule struct {
	ID        int64     `json:"-"` // the log has the rest
	Programme int64     `json:"-"`
	Event     int64     `json:"-"` // 0: of the programme's default plan
	Kind      RuleKind  `json:"kind"`
	N         int       `json:"n,omitempty"`
	Clock     Clock     `json:"clock,omitempty"`
	Instant   time.Time `json:"instant,omitzero"`
	Audience  Audience  `json:"audience"`
	Words     Words     `json:"words,omitempty"` // own text by language; empty: the standard one
	Silent    bool      `json:"silent,omitempty"`
	Off       bool      `json:"off,omitempty"`
	Since     time.Time `json:"-"` // instants before it are not made up
}

// DefaultPlan is what a new programme starts with: 14, 3 and 1 days before at
// 10:00 where the reader is, and 2 hours before the start, to those coming.
func DefaultPlan() []Rule {
	days := func(n int) Rule { return Rule{Kind: DaysBefore, N: n, Clock: "10:00", Audience: ToComing} }
	return []Rule{days(14), days(3), days(1), {Kind: HoursBefore, N: 2, Audience: ToComing}}
}

// Has reports whether an audience has those whose answer to the event is state;
// confirm says that new days ask them to confirm it. Staff are an audience by
// their role: they have no state.
func (a Audience) Has(state State, confirm bool) bool {
	switch a {
	case ToComing:
		return state == Coming
	case ToWaiting:
		return state == Waiting
	case ToAsked:
		return state == Asked || confirm && (state == Coming || state == Waiting)
	case ToConcerned:
		return state == Coming || state == Waiting || state == Asked
	case ToStaff:
		return state == ""
	}
	return false
}

// WordsIn returns the rule's own text as a reader of a language reads it; where there is
// none for them, in the event's language of origin, else in any; empty if it has none.
func (r Rule) WordsIn(language, origin string) string {
	return r.Words.In(language, cmp.Or(r.Words[origin], r.Words["ru"], r.Words["en"]))
}

// OnTheWay reports whether a rule's message carries what people need on their way to
// an event in a room: the last in days before it does, since people travel then, and
// those that come later. rules are the event's.
func (r Rule) OnTheWay(rules []Rule, e Event) bool {
	lead, ok := r.lead(e)
	if !ok || !e.OnSite() {
		return false
	}
	last, inDays := lead, false
	for _, o := range rules {
		l, ok := o.lead(e)
		if !ok || o.Off || !o.Audience.Has(Coming, false) {
			continue
		}
		switch days := o.Kind == DaysBefore; {
		case days && !inDays:
			last, inDays = l, true
		case days == inDays:
			last = min(last, l)
		}
	}
	return lead <= last
}

// lead is about how long before the start a rule goes; false if it goes later, or
// nobody knows.
func (r Rule) lead(e Event) (time.Duration, bool) {
	switch r.Kind {
	case DaysBefore:
		hour, minute := r.Clock.HourMinute()
		dayBegins, _ := DayBegins.HourMinute()
		return time.Duration(24*r.N+dayBegins-hour)*time.Hour - time.Duration(minute)*time.Minute, true
	case HoursBefore:
		return time.Duration(r.N) * time.Hour, true
	case AtInstant:
		return e.Begins.Sub(r.Instant), e.Begins.After(r.Instant)
	}
	return 0, false
}
