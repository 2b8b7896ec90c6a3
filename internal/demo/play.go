package demo

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"jarchy/internal/simulator"
)

// player plays steps on a stage and holds what comes of each act against what the
// story says.
type player struct {
	*stage
	transcript *transcript
	names      map[string]string // of events, to be put for {name} and {name link}
	seen       int               // number of the last event that was told
	said, sent int               // messages and presses of people; messages of the bot
}

// play plays a step. The error names the act after which something was amiss.
func (p *player) play(ctx context.Context, s step) error {
	var changed []simulator.Event // in the step, and not yet accounted for
	for _, a := range s.acts {
		a = a.with(p.names)
		var err error
		if changed, err = p.follow(ctx, a, changed); err != nil {
			return fmt.Errorf("%s: %w", a, err)
		}
	}
	return nil
}

// follow does an act, tells what comes of it, and holds that against the story.
func (p *player) follow(ctx context.Context, a act, changed []simulator.Event) ([]simulator.Event, error) {
	if err := p.act(ctx, a); err != nil {
		return nil, err
	}
	events := a.sort(p.sim.Events(p.seen))
	for _, e := range events {
		p.seen = max(p.seen, e.Seq)
		p.count(e)
		if err := p.transcript.event(e); err != nil {
			return nil, err
		}
	}
	changed, err := a.check(events, changed)
	if err != nil {
		return nil, err
	}
	if v := p.sim.Violations(); len(v) > 0 {
		return nil, fmt.Errorf("a call broke the rules of Telegram: %s", strings.Join(v, "; "))
	}
	if a.names != "" {
		err = p.name(a.names, events)
	}
	return changed, err
}

// act does what is to be done, and waits until the bot is done with it.
func (p *player) act(ctx context.Context, a act) error {
	if a.until != "" {
		to, err := time.ParseInLocation(clockLayout, a.until, opening.Location())
		if err != nil {
			return err
		}
		return p.turn(ctx, to)
	}
	who := p.people[a.who]
	switch {
	case a.says != "":
		who.Say(a.says)
	case a.opens != "":
		if err := who.Open(a.opens); err != nil {
			return err
		}
	case a.presses != "":
		if err := who.PressLast(a.presses); err != nil {
			return err
		}
	default:
		who.Start("")
	}
	return p.settle(ctx)
}

func (p *player) count(e simulator.Event) {
	switch {
	case !e.FromBot:
		p.said++
	case e.Kind == simulator.Posted:
		p.sent++
	}
}

var (
	codes = regexp.MustCompile(`/e_([0-9A-Z]+)`)
	links = regexp.MustCompile(`https://t\.me/\S+\?start=\S+`)
)

// name remembers the code and the link of the event whose card came.
func (p *player) name(name string, events []simulator.Event) error {
	for _, e := range slices.Backward(events) {
		code, link := codes.FindStringSubmatch(e.Message.Text), links.FindString(e.Message.Text)
		if e.FromBot && code != nil && link != "" {
			p.names["{"+name+"}"], p.names["{"+name+" link}"] = code[1], link
			return nil
		}
	}
	return errors.New("no card with a code and a link came")
}
