package bot_test

import (
	"testing"
	"time"

	"jarchy/internal/programme"
)

// TestCalendarFile: the file is for those who are coming, while there is something
// to know, and comes once for presses within a minute.
func TestCalendarFile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	somebody := o.crowd(1)[0]
	files := func() int {
		return o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND method = 'sendDocument' AND file IS NOT NULL AND file_name = 'Risk management.ics'`, somebody)
	}
	undated := func(e *programme.Event) { e.When.Days = nil }
	status := func(s programme.Status) func(*programme.Event) { return func(e *programme.Event) { e.Status = s } }
	for _, c := range []struct {
		name  string
		event func(*programme.Event)
		state programme.State
		want  int
	}{
		{"coming", seats(24), programme.Coming, 1},
		{"waiting", seats(24), programme.Waiting, 0},
		{"asked", seats(24), programme.Asked, 0},
		{"declined", seats(24), programme.Declined, 0},
		{"removed", seats(24), programme.Removed, 0},
		{"no part", seats(24), "", 0},
		{"undated", undated, programme.Coming, 0},
		{"cancelled", status(programme.Cancelled), programme.Coming, 1},
		{"held", status(programme.Held), programme.Coming, 0},
	} {
		e, before := o.event(c.event), files()
		if c.state != "" {
			o.take(e, c.state, somebody)
		}
		for range 2 {
			got := o.do(o.pressed(somebody, "cal.file:"+e.Code))
			if unknown := got == refusal("event_unknown", "code", e.Code); unknown != (c.state == programme.Removed || c.state == "") {
				t.Errorf("%s: the bot says %q", c.name, got)
			}
		}
		o.want(c.name+", pressed twice: files", files()-before, c.want)
	}

	e := o.event()
	o.take(e, programme.Coming, somebody)
	before := files()
	o.do(o.pressed(somebody, "cal.file:"+e.Code))
	o.clock.Add(time.Minute)
	o.do(o.pressed(somebody, "cal.file:"+e.Code))
	o.want("pressed again a minute later: files", files()-before, 2)
	o.clock.Set(e.Ends)
	o.do(o.pressed(somebody, "cal.file:"+e.Code))
	o.want("pressed once it is over: files", files()-before, 2)
}
