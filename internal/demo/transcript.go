package demo

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"jarchy/internal/simulator"
)

// Width is that of a line in columns.
const width = 96

// Styles of a terminal.
const (
	bold   = "1"
	dim    = "2"
	green  = "32"
	yellow = "33"
	cyan   = "36"
)

// transcript prints chats as a play: who does what, and indented what the bot
// writes to whom.
type transcript struct {
	out    io.Writer
	colour bool
	err    error // the first of out

	last  time.Time          // of the newest event
	known map[shown][]string // what stands in the chats, to print only what changes
}

type shown struct {
	chat    int64
	message int
}

func (t *transcript) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, format, args...)
	}
}

func (t *transcript) paint(style, text string) string {
	if !t.colour {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}

func (t *transcript) title(text string) { t.printf("%s\n", t.paint(dim, text)) }

func (t *transcript) step(number int, name string) {
	t.printf("\n%s\n", t.paint(bold, fmt.Sprintf("%d. %s", number, name)))
}

// event prints one, and before it the time if it has been turned.
func (t *transcript) event(e simulator.Event) error {
	if e.Time.Sub(t.last) > time.Minute {
		clocks, err := clocksAt(e.Time)
		if err != nil {
			return err
		}
		t.printf("\n%s\n", t.paint(yellow, "── "+clocks+" ──"))
	}
	t.last = e.Time
	p, i := personOf(e.Chat)
	if i < 0 {
		return fmt.Errorf("an unknown chat: %d", e.Chat)
	}
	if e.FromBot {
		t.bot(p, e)
	} else {
		t.person(p, e)
	}
	return t.err
}

func (t *transcript) person(p person, e simulator.Event) {
	name := t.paint(green, string(p.part))
	payload, start := strings.CutPrefix(e.Message.Text, "/start")
	switch {
	case e.Kind == simulator.Pressed:
		t.printf("\n%s presses %s\n", name, t.paint(cyan, "["+e.Text+"]"))
	case start && payload == "":
		t.printf("\n%s presses Start\n", name)
	case start:
		t.printf("\n%s opens the link …?start=%s\n", name, strings.TrimSpace(payload))
	default:
		lines := wrap(string(p.part)+": "+e.Message.Text, width)
		lines[0] = name + strings.TrimPrefix(lines[0], string(p.part))
		t.printf("\n%s\n", strings.Join(lines, "\n  "))
	}
}

func (t *transcript) bot(p person, e simulator.Event) {
	head := "→ " + string(p.part)
	seen := lines(e)
	switch e.Kind {
	case simulator.Toasted:
		head += ", for a moment"
	case simulator.Edited:
		head += ", in place"
		seen = changes(t.known[shown{e.Chat, e.Message.ID}], seen)
	case simulator.Deleted:
		head += ", deleted"
	}
	if e.Kind == simulator.Posted && e.Message.Silent {
		head += ", silently"
	}
	if e.Kind != simulator.Toasted {
		if t.known == nil {
			t.known = map[shown][]string{}
		}
		t.known[shown{e.Chat, e.Message.ID}] = lines(e)
	}
	t.printf("    %s\n", t.paint(dim, head))
	for _, line := range seen {
		style := ""
		if strings.HasPrefix(line, "[") {
			style = cyan
		}
		for _, part := range wrap(line, width-6) {
			if style != "" {
				part = t.paint(style, part)
			}
			t.printf("%s\n", strings.TrimRight("      "+part, " "))
		}
	}
}

// changes leaves out the lines that stood there before: an ellipsis is in their place.
func changes(before, now []string) (changes []string) {
	for _, line := range now {
		switch {
		case line == "": // nothing to see
		case !slices.Contains(before, line):
			changes = append(changes, line)
		case len(changes) == 0 || changes[len(changes)-1] != "…":
			changes = append(changes, "…")
		}
	}
	return changes
}

// clocksAt is an instant on the clocks of all people.
func clocksAt(t time.Time) (string, error) {
	var clocks []string
	var day string
	for _, p := range people {
		at, err := local(t, p.zone)
		if err != nil {
			return "", err
		}
		if day == "" {
			day = at.Format("Monday 2 January 2006")
		}
		if c := p.place + " " + at.Format("15:04"); !slices.Contains(clocks, c) {
			clocks = append(clocks, c)
		}
	}
	return day + " · " + strings.Join(clocks, " · "), nil
}

// wrap breaks a text into lines of at most so many columns, between words.
func wrap(text string, columns int) (lines []string) {
	for line := range strings.SplitSeq(text, "\n") {
		var b strings.Builder
		used := 0
		for word := range strings.SplitSeq(line, " ") {
			n := utf8.RuneCountInString(word)
			if used > 0 && used+1+n > columns {
				lines = append(lines, b.String())
				b.Reset()
				used = 0
			}
			if used > 0 {
				b.WriteByte(' ')
				used++
			}
			b.WriteString(word)
			used += n
		}
		lines = append(lines, b.String())
	}
	return lines
}

// figures are what the tour amounted to.
type figures struct {
	steps, people, said, sent, days int
	took                            time.Duration
}

func (t *transcript) end(f figures) {
	t.printf("\n%s\n", t.paint(bold, fmt.Sprintf(
		"All %d steps happened: %d people did %d things, the bot sent %d messages, %d days passed in %.1f s. Telegram would have refused none of its calls.",
		f.steps, f.people, f.said, f.sent, f.days, f.took.Seconds())))
}
