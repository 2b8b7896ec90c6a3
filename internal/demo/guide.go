package demo

import (
	"strings"

	"jarchy/internal/simulator"
)

// guide ticks the steps of the visitor's story by what really happened, and says
// what to press next. It goes by the data of buttons, which is the same in all
// languages.
type guide struct {
	known map[string]bool // codes of the events that were there before
	tour  string          // code of the study tour that is full
	code  string          // of the event that a visitor registered

	coming   map[int64]bool // who said so, of code
	opened   map[int64]bool // who has seen its card
	reminded map[int64]bool
	moved    map[int64]bool // who was told
	counted  bool           // the coordinator has seen that somebody comes
	gaveUp   bool           // the officer gave up the seat of the study tour
	seat     bool           // and the inspector has it
	typed    bool           // a text of the visitor's own was sent
	own      bool           // and was understood
	pressed  string         // data of the coordinator's last press
}

func newGuide(tour string, s *stage) guide {
	g := guide{known: map[string]bool{}, tour: tour, coming: map[int64]bool{}, opened: map[int64]bool{}, reminded: map[int64]bool{}, moved: map[int64]bool{}}
	for _, m := range s.people[coordinator].Messages() {
		if b, ok := button(m, "share:"); ok {
			g.known[strings.TrimPrefix(b.Data, "share:")] = true
		}
	}
	return g
}

// see takes in what happened in a chat that has a window; turned says that the
// clock was being turned.
func (g *guide) see(e simulator.Event, turned bool) {
	switch {
	case e.Kind == simulator.Pressed:
		g.press(e)
	case !e.FromBot || e.Kind != simulator.Posted && e.Kind != simulator.Edited:
	case windowOf(e.Chat).part == coordinator:
		g.card(e)
	default:
		g.answer(e, turned)
	}
}

func (g *guide) press(e simulator.Event) {
	data := ""
	for _, row := range e.Message.Buttons {
		for _, b := range row {
			if b.Text == e.Text {
				data = b.Data
			}
		}
	}
	switch windowOf(e.Chat).part {
	case coordinator:
		g.pressed = data
		if g.code != "" && strings.HasPrefix(data, "people:"+g.code) && len(g.coming) > 0 {
			g.counted = true
		}
	case officer:
		if strings.HasPrefix(data, "giveup:"+g.tour) {
			g.gaveUp = true
		}
	}
}

// card takes in what the coordinator sees.
func (g *guide) card(e simulator.Event) {
	if b, ok := button(e.Message, "share:"); ok {
		switch code := strings.TrimPrefix(b.Data, "share:"); {
		case g.code == "" && !g.known[code]:
			g.code = code
		case code == g.code && len(g.coming) > 0:
			g.counted = true
		}
	}
	_, one := button(e.Message, "d.save")
	_, several := button(e.Message, "b.save")
	if g.typed && (one || several) {
		g.own = true
	}
}

// answer takes in what a participant sees.
func (g *guide) answer(e simulator.Event, turned bool) {
	if b, ok := button(e.Message, "come:"+g.tour); ok && e.Kind == simulator.Posted && ticked(b) {
		g.seat = g.seat || g.gaveUp && windowOf(e.Chat).part == inspector
	}
	b, ok := button(e.Message, "come:"+g.code)
	if g.code == "" || !ok {
		return
	}
	g.opened[e.Chat] = true
	if ticked(b) {
		g.coming[e.Chat] = true
	}
	if e.Kind == simulator.Posted && turned {
		g.reminded[e.Chat] = true
	}
	if e.Kind == simulator.Posted && strings.Contains(e.Message.Text, "→") {
		g.moved[e.Chat] = true
	}
}

// ticked says whether a button shows that it was chosen.
func ticked(b simulator.Button) bool { return strings.HasPrefix(b.Text, "✓ ") }

// tick is a step of the visitor's story.
type tick struct {
	Name string `json:"name"`
	Says string `json:"says"`
	Done bool   `json:"done"`
}

// steps are the five of the story, and then what can be tried besides.
func (g *guide) steps(p plug) []tick {
	both := func(who map[int64]bool) bool { return who[idOf(officer)] && who[idOf(expert)] }
	return []tick{
		{"Register", "A pasted paragraph becomes an event.", g.code != ""},
		{"Answer", "The link travels, one tap is enough.", both(g.coming) && g.counted},
		{"Remind", "At ten, by each reader's own clock.", both(g.reminded)},
		{"Move", "All who come see old → new.", both(g.moved)},
		{"Pull the plug", "500 reminders, killed halfway: none lost.", p.Phase == plugDone && p.Lost == 0},
		{"A seat given up", "The next in line gets it.", g.seat},
		{"Your own text", "Paste an announcement of yours.", g.own},
	}
}

func idOf(who part) int64 {
	for _, p := range windows() {
		if p.part == who {
			return p.id
		}
	}
	return 0
}
