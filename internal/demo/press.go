package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/simulator"
)

// does has somebody say something, or with "[verb]" press the newest button that
// has it, and waits until the bot is done with it. An empty text is an act of
// pressing Save.
func (s *stage) does(ctx context.Context, p *simulator.Person, what string) error {
	verb, isPress := strings.CutPrefix(what, "[")
	switch {
	case what == "":
		if err := press(p, "d.save"); err != nil {
			return err
		}
	case isPress:
		if err := press(p, strings.TrimSuffix(verb, "]")); err != nil {
			return err
		}
	default:
		p.Say(what)
	}
	return s.settle(ctx)
}

// newest is the newest message to somebody that has a button whose data begins so;
// the zero message if there is none.
func newest(p *simulator.Person, data string) simulator.Message {
	for _, m := range slices.Backward(p.Messages()) {
		if _, ok := button(m, data); ok {
			return m
		}
	}
	return simulator.Message{}
}

// button is the message's first button whose data begins so. Labels are words of
// the reader's language; data is the same in all.
func button(m simulator.Message, data string) (simulator.Button, bool) {
	if m.FromBot {
		for _, row := range m.Buttons {
			for _, b := range row {
				if strings.HasPrefix(b.Data, data) {
					return b, true
				}
			}
		}
	}
	return simulator.Button{}, false
}

// press presses the newest button whose data begins so.
func press(p *simulator.Person, data string) error {
	m := newest(p, data)
	b, ok := button(m, data)
	if !ok {
		return fmt.Errorf("%s has no button %q", p.Name(), data)
	}
	_, err := p.Press(m.ID, b.Text)
	return err
}
