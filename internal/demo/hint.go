package demo

import (
	"strings"

	"jarchy/internal/simulator"
)

// hint is the one thing that is lit: what to press next. It may be ignored.
type hint struct {
	Step    int    `json:"step"` // index of the step it belongs to
	Kind    string `json:"kind"` // press, say, pass, open, clock, plug or own
	Chat    int64  `json:"chat,omitempty"`
	Message int    `json:"message,omitempty"`
	Label   string `json:"label,omitempty"` // of the button
	Text    string `json:"text,omitempty"`  // to be said, or the link to be opened
	Says    string `json:"says"`
}

// The days to which the story's workshop is moved.
const newDays = "16-18 December"

// hint is what is to be pressed next; nil: the story is over.
func (g *guide) hint(s *stage, passed []passed, p plug) *hint {
	for _, find := range []func() *hint{
		func() *hint { return g.register(s) },
		func() *hint { return g.share(s, passed) },
		func() *hint { return g.answered(s, officer, passed) },
		func() *hint { return g.count(s) },
		func() *hint { return g.answered(s, expert, passed) },
		g.clock,
		func() *hint { return g.move(s) },
		func() *hint { return g.giveUp(s) },
		func() *hint {
			if p.Phase == plugDone {
				return nil
			}
			return &hint{Step: 4, Kind: "plug", Says: "Kill the bot in the middle of 500 reminders"}
		},
		func() *hint {
			if g.own {
				return nil
			}
			return &hint{Step: 6, Kind: "own", Says: "Paste an announcement of your own programme"}
		},
	} {
		if h := find(); h != nil {
			return h
		}
	}
	return nil
}

// lit is the hint to press somebody's newest button whose data begins so; nil if
// there is none.
func lit(s *stage, who part, step int, data, says string) *hint {
	m := newest(s.people[who], data)
	b, ok := button(m, data)
	if !ok {
		return nil
	}
	return &hint{Step: step, Kind: "press", Chat: idOf(who), Message: m.ID, Label: b.Text, Says: says}
}

func (g *guide) register(s *stage) *hint {
	if g.code != "" {
		return nil
	}
	if h := lit(s, coordinator, 0, "d.save", "Save what the bot understood of the paragraph"); h != nil {
		return h
	}
	return &hint{Step: 0, Kind: "say", Chat: idOf(coordinator), Text: pasted, Says: "Paste the announcement"}
}

func (g *guide) share(s *stage, passed []passed) *hint {
	for _, p := range passed {
		if strings.Contains(p.Message.Text, "start=e_"+g.code) {
			return nil
		}
	}
	boss := s.people[coordinator]
	for _, m := range boss.Messages() {
		if _, ok := linkButton(m, g.code); ok && m.FromBot {
			return &hint{Step: 1, Kind: "pass", Chat: boss.ID(), Message: m.ID, Says: "Forward the invitation to two people"}
		}
	}
	if h := lit(s, coordinator, 1, "share.in:"+g.code+":ru", "Choose the language of the invitation"); h != nil {
		return h
	}
	return lit(s, coordinator, 1, "share:"+g.code, "Get the invitation with its link")
}

// linkButton is the button of a message that opens the event's link.
func linkButton(m simulator.Message, code string) (simulator.Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.Contains(b.URL, "start=e_"+code) {
				return b, true
			}
		}
	}
	return simulator.Button{}, false
}

func (g *guide) answered(s *stage, who part, passed []passed) *hint {
	id := idOf(who)
	if g.coming[id] {
		return nil
	}
	if g.opened[id] {
		return lit(s, who, 1, "come:"+g.code, "Answer for the "+string(who))
	}
	for _, p := range passed {
		if b, ok := linkButton(p.Message, g.code); ok && p.To == id {
			return &hint{Step: 1, Kind: "open", Chat: id, Message: p.ID, Label: b.Text, Text: b.URL, Says: "Open the link on the " + string(who) + "'s phone"}
		}
	}
	return nil
}

func (g *guide) count(s *stage) *hint {
	if g.counted || !g.coming[idOf(officer)] {
		return nil
	}
	if _, ok := button(newest(s.people[coordinator], "people:"+g.code), "share:"+g.code); ok {
		return nil // the card counts by itself
	}
	return lit(s, coordinator, 1, "people:"+g.code, "See who is coming")
}

func (g *guide) clock() *hint {
	switch {
	case g.reminded[idOf(officer)] && g.reminded[idOf(expert)]:
		return nil
	case len(g.reminded) > 0:
		return &hint{Step: 2, Kind: "clock", Says: "Once more: ten o'clock comes later in Brussels"}
	}
	return &hint{Step: 2, Kind: "clock", Says: "Turn the clock to the next reminder"}
}

func (g *guide) move(s *stage) *hint {
	if len(g.moved) > 0 {
		return nil
	}
	if h := lit(s, coordinator, 3, "e.tell:"+g.code, "It is told in a minute, if nobody takes it back; tell it now"); h != nil {
		return h
	}
	for _, data := range []string{"d.tell", "d.now"} {
		if h := lit(s, coordinator, 3, data, "This is the preview; now tell those who come"); h != nil {
			return h
		}
	}
	if strings.HasPrefix(g.pressed, "e.move:"+g.code) {
		return &hint{Step: 3, Kind: "say", Chat: idOf(coordinator), Text: newDays, Says: "Type the new days, or take these"}
	}
	if h := lit(s, coordinator, 3, "e.move:"+g.code, "Move the workshop"); h != nil {
		return h
	}
	if h := lit(s, coordinator, 3, "e:"+g.code, "Back to the event"); h != nil {
		return h
	}
	return &hint{Step: 3, Kind: "say", Chat: idOf(coordinator), Text: "/e_" + g.code, Says: "Show the event"}
}

func (g *guide) giveUp(s *stage) *hint {
	if g.seat || g.gaveUp {
		return nil
	}
	if h := lit(s, officer, 5, "giveup:"+g.tour, "Confirm: the seat goes to the next in line"); h != nil {
		return h
	}
	return lit(s, officer, 5, "no:"+g.tour, "Give up a seat of a full study tour")
}
