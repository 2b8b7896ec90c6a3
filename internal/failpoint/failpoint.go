// Package failpoint names the places at which a test may have the process die, as
// kill -9 and the lack of memory would have it: on both sides of every commit and
// of every send. In a program built without the tag faults there is nothing at them.
package failpoint

// Variable of the environment that says where the process dies: NAME, or NAME:TEXT
// for the first time that what the place is about contains TEXT.
const Variable = "JARCHY_FAILPOINT"

// Name is a place.
type Name string

// The way of an update. They are about its text; Fetched about that of all.
const (
	Fetched   Name = "fetched"   // a batch is here, nothing of it is handled
	Begun     Name = "begun"     // its try is counted and committed
	Handle    Name = "handle"    // it is marked, before its handler
	Handled   Name = "handled"   // its handler has done all, before the commit
	Committed Name = "committed" // after the commit, before anyone is woken
)

// The way of a job. They are about its kind.
const (
	Job    Name = "job"    // its handler has done all, before the commit
	Jobbed Name = "jobbed" // after the commit
)

// The way of a plan. They are about the rule's number.
const (
	Plan    Name = "plan"    // all is written, before the commit
	Planned Name = "planned" // after the commit
)

// The way of a message. They are about the chats of the rows, Claim about nothing.
// Between Write and Answered, a simulated Telegram that does not answer is the place.
const (
	Claim    Name = "claim"    // before the statement that claims
	Claimed  Name = "claimed"  // after its commit
	Write    Name = "write"    // before the request is made
	Answered Name = "answered" // its answer was read
	Mark     Name = "mark"     // before the marks are stored
	Marked   Name = "marked"   // after their commit
)

// The taking and renewing of the lease. They are about nothing.
const (
	Lease  Name = "lease"  // before its statement
	Leased Name = "leased" // after its commit, with the lease
)

// The pulse that notes that sending works. They are about nothing.
const (
	Pulse  Name = "pulse"  // all is written, before the commit
	Pulsed Name = "pulsed" // after the commit
)

// The sweep of what another run left. They are about nothing.
const (
	Sweep Name = "sweep" // before its statement, with or without the lease
	Swept Name = "swept" // after its commit, with the lease
)
