package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"jarchy/internal/announce"
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

// longestOrder is how many words an order has at most, with those that say nothing.
const longestOrder = 6

func orderOf(text string) (o order, ok bool) {
	words := strings.Fields(text)
	idle := orderWords("idle")
	for n := min(len(words), longestOrder); n > 0; n-- {
		var said []string
		for _, w := range words[:n] {
			if w = bareWord(w); !slices.Contains(idle, w) {
				said = append(said, w)
			}
		}
		phrase := strings.Join(said, " ")
		for _, name := range inWords {
			phrases := orderWords(name)
			whole := slices.Contains(phrases, phrase+" …")
			if whole || slices.Contains(phrases, phrase) {
				return order{name, whole || n == len(words), strings.Join(words[n:], " ")}, true
			}
		}
	}
	return o, false
}

// orderWords are the words of orders under a name, of every language.
func orderWords(name string) (words []string) {
	for _, l := range locale.Languages() {
		if l.Complete {
			words = append(words, strings.Split(locale.For(l.Code).Say("order."+name), "|")...)
		}
	}
	return words
}

// bareWord is a word without what stands around it.
func bareWord(s string) string { return strings.ToLower(strings.TrimRight(s, ",:.!?")) }

// spokenCode is an event's code behind such words.
var spokenCode = regexp.MustCompile(`^[#№]?(?:/?[eE]_)?([a-zA-Z2-9]{5})[,:.]?$`)

// nearCode is among how many words behind an order's a code is looked for.
const nearCode = 5

// ordered is a request with the command that staff gave in words, if it names an event of
// theirs: even where a question waits for an answer, which would take the order for one. What
// they only want to look at then is shown likewise.
func ordered(ctx context.Context, tx *postgres.Tx, req Request) (Request, error) {
	if req.Kind != programme.MessageSent || req.Command != "" || !req.Me.Role.Staff() {
		return req, nil
	}
	o, ok := orderOf(req.Text)
	if !ok || !o.named() {
		if ok && req.Asking != nil && req.oneLine() && o.understood(req) {
			req.Command, req.Args = o.name, o.about()
		}
		return req, nil
	}
	words := strings.Fields(o.rest)
	for i, w := range words[:min(len(words), nearCode)] {
		code := spokenCode.FindStringSubmatch(w)
		if code == nil {
			continue
		}
		if _, err := staffEvent(ctx, tx, req, code[1]); err != nil {
			if _, unknown := programme.AsError(err); unknown { // a word like a code
				continue
			}
			return req, err
		}
		req.Command, req.Args = o.name, strings.Join(append([]string{strings.ToUpper(code[1])}, words[i+1:]...), " ")
		return req, nil
	}
	return req, nil
}

// named reports whether an order is given to an event, which its command names by the code.
func (o order) named() bool {
	return !slices.Contains([]string{"upcoming", "past", "my", "new", "help"}, o.name)
}

// oneLine reports whether a message is a line that the sender wrote, and nothing else.
func (req Request) oneLine() bool {
	return !req.Forwarded && req.File == nil && req.Photo == "" && !strings.Contains(req.Text, "\n")
}

// about is what an order is narrowed to: "events in December please" is december.
func (o order) about() string {
	words, idle, before := strings.Fields(o.rest), append(orderWords("idle"), orderWords("events")...), orderWords("before")
	for n := len(words); n > 0 && slices.Contains(idle, bareWord(words[n-1])); n-- {
		words = words[:n-1]
	}
	for len(words) > 0 && slices.Contains(idle, bareWord(words[0])) {
		words = words[1:]
	}
	if len(words) > 1 && slices.Contains(before, bareWord(words[0])) {
		words = words[1:]
	}
	return strings.TrimRight(strings.Join(words, " "), ".!?")
}

// understood reports whether an order asks for what is only looked at: for help, or a list
// of events, all or narrowed by a month, a kind or a place.
func (o order) understood(req Request) bool {
	if o.name != "upcoming" && o.name != "past" {
		return (o.name == "my" || o.name == "help") && o.rest == ""
	}
	about := o.about()
	words := strings.Fields(about)
	var q postgres.EventQuery
	narrow(&q, req, about)
	within := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(orderWords("before"), bareWord(w)) })
	return about == "" || q.Text == "" && (q.Kind == "" || len(words) <= 3 && !within) // a kind is found among any words
}

// takeOrder does what staff order in a line of their own; ok is false if it is no order.
// Which event an order without a code means is asked.
func takeOrder(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	o, ok := orderOf(req.Text)
	if !ok || !req.oneLine() || announced(req) {
		return Reply{}, false, nil
	}
	if list := (order{name: "upcoming", rest: o.rest}); o.name == "event" && o.rest != "" && list.understood(req) { // show December
		o = list
	}
	switch {
	case o.whole, o.understood(req):
	case !o.named():
		return Reply{}, false, nil
	default:
		if fits, err := fitsOne(ctx, tx, req, o); err != nil || !fits {
			return Reply{}, false, err
		}
	}
	for _, c := range req.commands {
		if c.Name == o.name && c.may(req) {
			if req.Command, req.Args = c.Name, ""; o.named() {
				req.About = o.rest
			} else {
				req.Args = o.about()
			}
			reply, err := c.run(ctx, tx, req)
			return reply, true, err
		}
	}
	return Reply{}, false, nil
}

// announced reports whether the words of an order begin an announcement: "Cancel the paper:
// training on e-documents, Osh, 18 December".
func announced(req Request) bool {
	_, told, ok := strings.Cut(req.Text, ": ")
	if !ok || why.MatchString(req.Text) || !announce.LooksLike(told, req.readTime()) {
		return false
	}
	events, err := announce.ReadEach(told, req.readTime())
	return err == nil && slices.ContainsFunc(events, func(e announce.Told) bool {
		return e.Wrong != nil || !e.Start.IsZero() || len(e.DateChoices) > 0
	})
}
