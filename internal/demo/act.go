package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"jarchy/internal/simulator"
)

// clockLayout is how the story writes instants.
const clockLayout = "2006-01-02 15:04"

// step is a part of the story with a name: what an onlooker is shown.
type step struct {
	name string
	acts []act
}

// act is one thing that happens, and what comes of it. Somebody says, presses or
// opens something, or just presses Start; or time goes on. In all texts {name} is
// the code of an event that was given this name, {name link} the link to share.
type act struct {
	who     part
	says    string
	presses string // label of the newest button that has it
	opens   string // a link
	until   string // time goes on until this instant in the programme's zone
	names   string // gives the event whose card comes this name

	comes   []sight // every new message of the bot, no more and no less
	changes []sight // some of what has changed in place, or popped up, in the step so far
}

// sight is a message as its reader sees it.
type sight struct {
	to    part
	at    string   // on the clock where the reader is; empty: at any time
	lines []string // some whole lines of it; a row of buttons is a line: "[Save]"
}

func (a act) String() string {
	switch {
	case a.until != "":
		return "until " + a.until
	case a.says != "":
		first, _, _ := strings.Cut(a.says, ". ")
		return fmt.Sprintf("%s says %q", a.who, first)
	case a.presses != "":
		return fmt.Sprintf("%s presses %q", a.who, a.presses)
	case a.opens != "":
		return fmt.Sprintf("%s opens %s", a.who, a.opens)
	}
	return fmt.Sprintf("%s presses Start", a.who)
}

// with puts codes and links for names.
func (a act) with(names map[string]string) act {
	var pairs []string
	for name, what := range names {
		pairs = append(pairs, name, what)
	}
	r := strings.NewReplacer(pairs...)
	a.says, a.presses, a.opens = r.Replace(a.says), r.Replace(a.presses), r.Replace(a.opens)
	a.comes, a.changes = replaced(a.comes, r), replaced(a.changes, r)
	return a
}

func replaced(sights []sight, r *strings.Replacer) []sight {
	sights = slices.Clone(sights)
	for i, s := range sights {
		sights[i].lines = slices.Clone(s.lines)
		for j, line := range s.lines {
			sights[i].lines[j] = r.Replace(line)
		}
	}
	return sights
}

// sort puts in a fixed order what comes of an act in an order that chance decides:
// first what was done, then what pops up, what else its doer sees, and the others.
func (a act) sort(events []simulator.Event) []simulator.Event {
	rank := func(e simulator.Event) int {
		p, i := personOf(e.Chat)
		switch {
		case !e.FromBot:
			return -3
		case e.Kind == simulator.Toasted:
			return -2
		case p.part == a.who:
			return -1
		}
		return i
	}
	slices.SortStableFunc(events, func(x, y simulator.Event) int {
		return cmp.Or(x.Time.Truncate(time.Minute).Compare(y.Time.Truncate(time.Minute)), cmp.Compare(rank(x), rank(y)))
	})
	return events
}

// check holds what the bot did against what the act should bring: every expected
// message once, and no other to anybody. What changed may have done so earlier in
// the step; what is left of that is returned.
func (a act) check(events, earlier []simulator.Event) (left []simulator.Event, err error) {
	var posted []simulator.Event
	changed := earlier
	for _, e := range events {
		switch {
		case !e.FromBot:
		case e.Kind == simulator.Posted:
			posted = append(posted, e)
		default:
			changed = append(changed, e)
		}
	}
	posted, err = take(posted, a.comes)
	if err != nil {
		return nil, err
	}
	if len(posted) > 0 {
		return nil, fmt.Errorf("nobody was to get what went %s", describe(posted[0]))
	}
	return take(changed, a.changes)
}

// take takes an event for each sight, and returns those that are left.
func take(events []simulator.Event, sights []sight) ([]simulator.Event, error) {
	for _, s := range sights {
		i := slices.IndexFunc(events, func(e simulator.Event) bool { return len(s.lacks(e)) == 0 })
		if i < 0 {
			return nil, s.explain(events)
		}
		events = slices.Delete(events, i, i+1)
	}
	return events, nil
}

// lacks is what an event lacks to be the sight.
func (s sight) lacks(e simulator.Event) (lacks []string) {
	p, i := personOf(e.Chat)
	if i < 0 || p.part != s.to {
		lacks = append(lacks, "the "+string(s.to))
	}
	if s.at != "" {
		if at, err := local(e.Time, p.zone); err != nil || at.Format(clockLayout) != s.at {
			lacks = append(lacks, s.at)
		}
	}
	seen := lines(e)
	for _, want := range s.lines {
		if !slices.Contains(seen, want) {
			lacks = append(lacks, want)
		}
	}
	return lacks
}

// explain says that a sight is not among events, and how far the nearest is from it.
func (s sight) explain(events []simulator.Event) error {
	if len(events) == 0 {
		return fmt.Errorf("the %s got nothing, but was to get %q %s", s.to, s.lines, s.at)
	}
	nearest := slices.MinFunc(events, func(a, b simulator.Event) int { return len(s.lacks(a)) - len(s.lacks(b)) })
	return fmt.Errorf("the %s did not get %q %s; the nearest went %s, and lacks %q", s.to, s.lines, s.at, describe(nearest), s.lacks(nearest))
}

// describe tells of an event in an error.
func describe(e simulator.Event) string {
	p, i := personOf(e.Chat)
	if i < 0 {
		return fmt.Sprintf("to chat %d: %q", e.Chat, lines(e))
	}
	at, err := local(e.Time, p.zone)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("to the %s at %s: %q", p.part, at.Format(clockLayout), lines(e))
}

// lines are what a reader sees, line by line, a row of buttons a line.
func lines(e simulator.Event) (lines []string) {
	if e.Kind == simulator.Toasted {
		return strings.Split(e.Text, "\n")
	}
	lines = strings.Split(e.Message.Text, "\n")
	for _, row := range e.Message.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Text+"]")
		}
		lines = append(lines, strings.Join(labels, " "))
	}
	return lines
}
