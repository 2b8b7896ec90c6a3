package programme

import "time"

// Role is what a person may do in a programme.
type Role string

// The roles, each may do what the ones before it may.
const (
	Participant Role = "participant"
	Viewer      Role = "viewer"
	Coordinator Role = "coordinator"
	Owner       Role = "owner"
)

// Staff reports whether the role may register events and write to people.
func (r Role) Staff() bool { return r == Coordinator || r == Owner }

// Reach is whether Telegram lets the bot write to an account.
type Reach string

// The states of reach.
const (
	ReachOK          Reach = "ok"
	ReachNotStarted  Reach = "not_started" // never pressed Start
	ReachBlocked     Reach = "blocked"
	ReachDeactivated Reach = "deactivated"
)

// Account is a Telegram user as the bot knows one, over all programmes.
type Account struct {
	ID             int64
	Language       string
	LanguageChosen bool
	Zone           string // empty: the programme's
	ZoneChosen     bool
	Reach          Reach
}

// Person is someone who can be written to in a programme, staff included.
type Person struct {
	ID          int64
	Programme   int64
	Account     int64 // 0: not on Telegram
	Role        Role
	Name        string
	NameGiven   bool // false: taken from Telegram
	Institution string
}

// Reader is a person as messages see one: the account's language and zone, else
// the person's own, else the programme's.
type Reader struct {
	Person   int64
	Chat     int64 // 0: not on Telegram
	Name     string
	Role     Role
	Language string
	Zone     string
	Reach    Reach
}

// Programme is a team's programme with its civil hours.
type Programme struct {
	ID       int64
	Name     string
	Zone     string
	Language string
	Hours    Hours
}

// UnnamedProgramme is the name of a first programme that was given none.
const UnnamedProgramme = "Our programme"

// State is a person's answer to an event.
type State string

// The states of a participation.
const (
	Asked    State = "asked"
	Coming   State = "coming"
	Waiting  State = "waiting"
	Declined State = "declined"
	Removed  State = "removed"
)

// Participation is a person's part in an event.
type Participation struct {
	Event    int64
	Person   int64
	State    State
	Was      State     // of removed: the state before
	Since    time.Time // renewed by a promotion
	Schedule int       // the event's schedule that the answer stands for
	Line     int       // place in the waiting line from 1; 0 unless waiting
}

// Audience is a word for some of an event's people; each has one meaning.
type Audience string

// The audiences.
const (
	ToComing    Audience = "coming"    // have a seat
	ToWaiting   Audience = "waiting"   // on the waiting list
	ToAsked     Audience = "asked"     // silent so far, and those whom new days ask to confirm
	ToConcerned Audience = "concerned" // coming, waiting and asked
	ToStaff     Audience = "staff"
)
