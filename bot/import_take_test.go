package bot_test

import (
	"fmt"
	"testing"

	"jarchy/internal/programme"
)

// twins stores a plan with a row that may be one of two events that are there, of its
// title and days in two cities.
func (o *office) twins() (plan int64) {
	for _, city := range []string{"Almaty", "Astana"} {
		o.event(func(e *programme.Event) { e.Places[0].City = city })
	}
	day := programme.Date{Year: 2026, Month: 12, Day: 9}
	return o.workplan(theOwner, []programme.Draft{
		{Kind: programme.Workshop, Title: "Risk management", Language: "en", Start: day, End: day.AddDays(2)},
		{Kind: programme.Training, Title: "Quotas", Language: "en"},
	})
}

// TestAnotherEventIsAddedOnce: what was added as another event than those that it is
// like is there the next time, though there are three now that it may be.
func TestAnotherEventIsAddedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.twins()
	for _, row := range []int{0, 1} { // the second is asked about by nobody
		o.do(o.pressed(theOwner, fmt.Sprintf("w.other:%d:%d", id, row)))
	}
	add := fmt.Sprintf("w.add:%d:2", id)
	o.want("the press", o.do(o.pressed(theOwner, add)), o.say("workplan.taking", "n", 2))
	if err := o.jobsDue(); err != nil {
		t.Fatal(err)
	}
	o.want("events", o.int(`SELECT count(*) FROM event`), 4)
	for n := 1; n <= 2; n++ {
		o.want(fmt.Sprintf("a press that adds %d more", n), o.do(o.pressed(theOwner, fmt.Sprintf("w.add:%d:%d", id, n))), o.say("workplan.outdated"))
	}
	if err := o.jobsDue(); err != nil {
		t.Fatal(err)
	}
	o.want("events after more presses", o.int(`SELECT count(*) FROM event`), 4)
}

// TestRowsThatWereConfirmed: if other rows are to be added than those that were
// confirmed, as one was left out and another answered meanwhile, none is added, and the
// preview says why.
func TestRowsThatWereConfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.twins()
	press := func(data string) string { return o.do(o.pressed(theOwner, fmt.Sprintf(data, id))) }
	o.want("the press", press("w.add:%d:1"), o.say("workplan.taking", "n", 1))
	press("w.other:%d:0")
	press("w.left:%d:1:1:0")
	if err := o.jobsDue(); err != nil {
		t.Fatal(err)
	}
	o.want("events", o.int(`SELECT count(*) FROM event`), 2)
	o.want("previews that say why", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND params ->> 'text' LIKE $2 || '%'`,
		theOwner, o.say("workplan.outdated")), 1)
	o.want("the next press", press("w.add:%d:1"), o.say("workplan.taking", "n", 1))
	if err := o.jobsDue(); err != nil {
		t.Fatal(err)
	}
	o.want("events with a title that was confirmed", o.int(`SELECT count(*) FROM event_text WHERE title = 'Risk management'`), 3)
}
