package demo

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"jarchy/internal/simulator"
)

// again is how often people try: on a slow machine the bot may have had no time for
// one of hundreds, and told them so.
const again = 3

// answerAll has people open an event's link and answer, all at once.
func (s *stage) answerAll(ctx context.Context, group []*simulator.Person, link string, come bool) error {
	code := codeOf.FindStringSubmatch(link)
	if code == nil {
		return fmt.Errorf("%q is no event's link", link)
	}
	verb := "no:" + code[1]
	if come {
		verb = "come:" + code[1]
	}
	opened := func(p *simulator.Person) bool { return newest(p, verb).ID != 0 }
	answered := func(p *simulator.Person) bool {
		b, _ := button(newest(p, verb), verb)
		return ticked(b)
	}
	if err := s.until(ctx, group, opened, func(p *simulator.Person) error { return p.Open(link) }); err != nil {
		return err
	}
	return s.until(ctx, group, answered, func(p *simulator.Person) error { return press(p, verb) })
}

// until has all of a group for whom something is not so do what makes it so.
func (s *stage) until(ctx context.Context, group []*simulator.Person, so func(*simulator.Person) bool, do func(*simulator.Person) error) error {
	for range again {
		group = slices.DeleteFunc(slices.Clone(group), so)
		for _, p := range group {
			if err := do(p); err != nil {
				return err
			}
		}
		if err := s.settle(ctx); err != nil {
			return err
		}
		if !slices.ContainsFunc(group, func(p *simulator.Person) bool { return !so(p) }) {
			return nil
		}
	}
	return fmt.Errorf("the bot has no answer for %s", group[0].Name())
}

// codeOf finds the event's code in its link.
var codeOf = regexp.MustCompile(`start=e_([0-9A-Z]+)`)
