package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"jarchy/internal/simulator"
)

// person is the one whose chat a deed is done in.
func (s *stage) person(chat int64) (*simulator.Person, error) {
	p, ok := s.people[windowOf(chat).part]
	if !ok {
		return nil, refused("There is no such chat.")
	}
	return p, nil
}

// longest is how many characters a visitor may say at once: a few messages.
const longest = 20_000

func (v *show) say(_ *http.Request, s *stage, d deed) error {
	p, err := s.person(d.Chat)
	switch {
	case err != nil:
		return err
	case strings.TrimSpace(d.Text) == "" || len(d.Text) > longest:
		return refused("Nothing to send, or too much at once.")
	case p.HasBlocked():
		return refused("The bot is blocked here.")
	}
	if d.Own {
		v.change(func() { v.guide.typed = true })
	}
	if d.Forward != "" {
		p.Forward(d.Text, d.Forward)
	} else {
		p.Say(d.Text)
	}
	return nil
}

// answerWithin is how long a button shows that it waits.
const answerWithin = 5 * time.Second

// press presses a button and waits until the bot has answered that.
func (v *show) press(r *http.Request, s *stage, d deed) error {
	p, err := s.person(d.Chat)
	if err != nil {
		return err
	}
	id, err := p.Press(d.Message, d.Label)
	if err != nil {
		return refused("This button is not there any more.")
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	// A bot that is down answers later; the press waits with Telegram.
	_ = s.sim.Await(ctx, func() bool { return s.sim.Answered(id) })
	return nil
}

// open follows a link to the bot, or presses Start.
func (v *show) open(_ *http.Request, s *stage, d deed) error {
	p, err := s.person(d.Chat)
	if err != nil {
		return err
	}
	if d.Link == "" {
		p.Start("")
		return nil
	}
	if err := p.Open(d.Link); err != nil {
		return refused("This link does not lead to the bot.")
	}
	return nil
}

// pass passes a message on to others, outside of the bot's chats.
func (v *show) pass(_ *http.Request, s *stage, d deed) error {
	p, err := s.person(d.Chat)
	if err != nil {
		return err
	}
	m, ok := v.message(p, d.Message)
	if !ok {
		return refused("This message is not there any more.")
	}
	for _, to := range d.To {
		if _, err := s.person(to); err != nil {
			return err
		}
	}
	v.change(func() {
		for _, to := range d.To {
			x := passed{ID: -len(v.passed) - 1, To: to, From: p.Name(), After: newestID(s), At: s.clock.Now(), Message: m}
			v.passed = append(v.passed, x)
			v.log = append(v.log, x.entry())
		}
	})
	return nil
}

// message is one that stands in somebody's chat with the bot, or was passed on to
// them.
func (v *show) message(p *simulator.Person, id int) (simulator.Message, bool) {
	for _, m := range p.Messages() {
		if m.ID == id {
			return m, true
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, x := range v.passed {
		if x.ID == id && x.To == p.ID() {
			return x.Message, true
		}
	}
	return simulator.Message{}, false
}

// newestID is the id of the newest message in any window: ids count over all chats.
func newestID(s *stage) (id int) {
	for _, p := range s.people {
		if ms := p.Messages(); len(ms) > 0 {
			id = max(id, ms[len(ms)-1].ID)
		}
	}
	return id
}

// turn turns the clock.
func (v *show) turn(r *http.Request, s *stage, d deed) error {
	return v.working(r, s, turning, func(ctx context.Context) error {
		switch d.Turn {
		case "hour":
			return s.turn(ctx, s.clock.Now().Add(time.Hour))
		case "day":
			return s.turn(ctx, s.clock.Now().Add(24*time.Hour))
		case "reminder":
			came, err := s.nextReminder(ctx)
			if err == nil && !came {
				err = refused("No reminder comes to these people within three months.")
			}
			return err
		}
		return refused("The clock turns by an hour, a day, or to the next reminder.")
	})
}

func (v *show) pullPlug(r *http.Request, s *stage, _ deed) error {
	return v.working(r, s, pulling, func(ctx context.Context) error { return v.pull(ctx, s) })
}

// working does what only one visitor at a time may do. It goes on when the visitor
// goes.
func (v *show) working(r *http.Request, s *stage, doing string, do func(context.Context) error) error {
	if !v.work.TryLock() {
		return refused("Something else is going on. A moment, please.")
	}
	defer v.work.Unlock()
	ctx := v.ctx
	v.change(func() { v.doing = doing })
	err := do(ctx)
	v.follow(s)
	v.change(func() { v.doing = "" })
	return err
}

// reset makes the world anew.
func (v *show) reset(*http.Request, *stage, deed) error {
	if !v.work.TryLock() {
		return refused("Something else is going on. A moment, please.")
	}
	defer v.work.Unlock()
	if err := v.end(); err != nil {
		return err
	}
	err := v.set(v.ctx)
	if err != nil {
		v.change(func() { v.doing, v.trouble = "", err.Error() })
	}
	return err
}

// commands are the menu of a chat's app.
func (v *show) commands(w http.ResponseWriter, r *http.Request) {
	var chat int64
	_, _ = fmt.Sscan(r.FormValue("chat"), &chat) // no number is nobody's chat
	list := []simulator.Command{}
	if s := v.now(); s != nil {
		if p, err := s.person(chat); err == nil {
			list = append(list, p.Commands()...)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(list) // a visitor who is gone needs no menu
}
