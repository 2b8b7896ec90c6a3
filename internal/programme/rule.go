package programme

import "time"

// RuleKind is how a rule names its instant.
type RuleKind string

// The kinds of rules.
const (
	DaysBefore  RuleKind = "days_before"  // N days before the start, at Clock where the reader is
	HoursBefore RuleKind = "hours_before" // N hours before the start, exactly
	DaysAfter   RuleKind = "days_after"   // N days after the end, at Clock where the reader is
	AtInstant   RuleKind = "instant"      // exactly then
)

// Rule says when whom to remind of an event.
type Rule struct {
	ID        int64
	Programme int64
	Event     int64 // 0: of the programme's default plan
	Kind      RuleKind
	N         int
	Clock     Clock
	Instant   time.Time
	Audience  Audience
	Words     map[string]string // own text by language; empty: the standard one
	Silent    bool
	Off       bool
	Since     time.Time // instants before it are not made up
}
