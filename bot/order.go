package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Orders are commands that staff give in words, without the slash. The words stand in the
// catalogue, and those of every language are understood whatever language one reads.

// inWords are the commands whose words order.… has.
var inWords = []string{"upcoming", "past", "my", "event", "new", "move", "postpone", "cancel", "remind", "nudge", "help"}

// order is the command that a text begins with the words of.
type order struct {
	name  string
	whole bool   // whatever follows
	rest  string // what follows
}

// longestOrder is how many words an order has at most.
const longestOrder = 4

func orderOf(text string) (o order, ok bool) {
	words := strings.Fields(text)
	for n := min(len(words), longestOrder); n > 0; n-- {
		said := strings.ToLower(strings.TrimRight(strings.Join(words[:n], " "), ",:.!"))
		for _, l := range locale.Languages() {
			if !l.Complete {
				continue
			}
			for _, name := range inWords {
				phrases := strings.Split(locale.For(l.Code).Say("order."+name), "|")
				whole := slices.Contains(phrases, said+" …")
				if whole || slices.Contains(phrases, said) {
					return order{name, whole || n == len(words), strings.Join(words[n:], " ")}, true
				}
			}
		}
	}
	return o, false
}

// spokenCode is an event's code behind such words.
var spokenCode = regexp.MustCompile(`^[#№]?(?:/?[eE]_)?([A-Z2-9]{5})[,:]?$`)

// ordered is a request with the command that staff gave in words, if it names an event of
// theirs: even where a question waits for an answer, which would take the order for one.
func ordered(ctx context.Context, tx *postgres.Tx, req Request) (Request, error) {
	if req.Kind != programme.MessageSent || req.Command != "" || !req.Me.Role.Staff() {
		return req, nil
	}
	o, ok := orderOf(req.Text)
	first, rest, _ := strings.Cut(o.rest, " ")
	code := spokenCode.FindStringSubmatch(first)
	if !ok || code == nil || !o.named() {
		return req, nil
	}
	if _, err := staffEvent(ctx, tx, req, code[1]); err != nil {
		if _, unknown := programme.AsError(err); unknown { // a word like a code
			err = nil
		}
		return req, err
	}
	req.Command, req.Args = o.name, strings.TrimSpace(code[1]+" "+rest)
	return req, nil
}

// named reports whether an order is given to an event, which its command names by the code.
func (o order) named() bool {
	return !slices.Contains([]string{"upcoming", "past", "my", "new", "help"}, o.name)
}

// about is what an order is narrowed to: "in December" is december.
func (o order) about() string {
	first, rest, _ := strings.Cut(o.rest, " ")
	for _, l := range locale.Languages() {
		if l.Complete && slices.Contains(strings.Split(locale.For(l.Code).Say("order.before"), "|"), strings.ToLower(first)) {
			return rest
		}
	}
	return o.rest
}

// takeOrder does what staff order in a line of their own; ok is false if it is no order.
// Which event an order without a code means is asked.
func takeOrder(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	o, ok := orderOf(req.Text)
	if !ok || !o.whole || req.Forwarded || req.File != nil || req.Photo != "" || strings.Contains(req.Text, "\n") {
		return Reply{}, false, nil
	}
	for _, c := range req.commands {
		if c.Name == o.name && c.may(req) {
			req.Command, req.Args = c.Name, ""
			if !o.named() {
				req.Args = o.about()
			}
			reply, err := c.run(ctx, tx, req)
			return reply, true, err
		}
	}
	return Reply{}, false, nil
}
