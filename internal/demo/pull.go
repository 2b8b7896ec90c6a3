package demo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// pull kills the bot in the middle of 500 reminders and starts it again, in
// processes of their own. The caller holds work.
func (v *show) pull(ctx context.Context, s *stage) (err error) {
	v.change(func() { v.doing, v.plug = pulling, plug{Phase: plugJoining, Total: 500} })
	defer func() {
		s.sim.SetFault(nil)
		v.change(func() {
			v.doing = ""
			if err != nil {
				v.plug = plug{Trouble: err.Error()}
			}
		})
	}()
	if err := v.prepare(ctx, s); err != nil {
		return err
	}
	s.stop()
	defer func() {
		run, failed := s.run(ctx)
		if failed != nil {
			v.change(func() { v.trouble = failed.Error() })
			return
		}
		v.notice(run)
	}()
	v.change(func() { v.plug.Phase, v.plug.had = plugSending, map[int64]int{} })
	return v.kill(ctx, s)
}

// prepare has 500 people come to an event of their own, and the coordinator write
// to them: all but the last press.
func (v *show) prepare(ctx context.Context, s *stage) error {
	boss := s.people[coordinator]
	at, err := local(s.clock.Now(), setting.Zone)
	if err != nil {
		return err
	}
	day := programme.DateOf(at.AddDate(0, 0, 10))
	says := fmt.Sprintf("/new Online briefing on trade figures, %d %s %d, 14:00-15:00, 500 seats", day.Day, day.Month, day.Year)
	for _, what := range []string{says, "[d.save]"} {
		if err := s.does(ctx, boss, what); err != nil {
			return err
		}
	}
	card := newest(boss, "share:")
	code, link := codes.FindStringSubmatch(card.Text), links.FindString(card.Text)
	if code == nil || link == "" {
		return errors.New("no card with a link came")
	}
	everybody := fiveHundred(s.sim)
	// A few at once: all of them wait for the same seats, and a busy machine has no
	// more to give.
	const atOnce = 10
	for at := 0; at < len(everybody); at += atOnce {
		if err := s.answerAll(ctx, everybody[at:at+atOnce], link, true); err != nil {
			return err
		}
	}
	v.follow(s) // so that no answer is counted as a reminder
	return s.does(ctx, boss, "/remind "+code[1]+" Please have your figures at hand.")
}

// kill presses the button, and does to the process that sends what its name says.
func (v *show) kill(ctx context.Context, s *stage) error {
	s.sim.SetFault(slowly)
	first, err := v.start(ctx, s)
	if err != nil {
		return err
	}
	defer first.kill()
	send := "r.now"
	if newest(s.people[coordinator], send).ID == 0 {
		send = "r.send"
	}
	if err := press(s.people[coordinator], send); err != nil {
		return err
	}
	if err := v.await(ctx, s, first, func(p plug) bool { return p.Arrived >= p.Total*2/5 }); err != nil {
		return err
	}
	first.kill()
	v.follow(s)
	v.change(func() { v.plug.Phase, v.plug.Before = plugKilled, v.plug.Arrived })
	second, err := v.start(ctx, s)
	if err != nil {
		return err
	}
	defer second.kill()
	if err := second.up(ctx, s); err != nil {
		return err
	}
	v.change(func() { v.plug.Phase = plugAgain })
	if err := v.rest(ctx, s, second); err != nil {
		return err
	}
	v.change(func() { v.plug.Phase, v.plug.Lost = plugDone, v.plug.Total-v.plug.Arrived })
	return second.stop()
}

// slowly has messages to the 500 take a while, as they do on a real line, so that
// some are on their way when the process is killed.
func slowly(method string, params url.Values) simulator.Fault {
	chat, err := strconv.ParseInt(params.Get("chat_id"), 10, 64)
	if err != nil || method != "sendMessage" || chat < firstOfFiveHund {
		return simulator.Fault{}
	}
	return simulator.Delay(time.Duration(20+chat*7919%60) * time.Millisecond)
}

// await waits until the count is so; it fails if the process ends first.
func (v *show) await(ctx context.Context, s *stage, c *child, met func(plug) bool) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	for {
		v.mu.Lock()
		ok, changed := met(v.plug), v.changed
		v.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-c.ended:
			return c.failure()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// calm is how long nothing may come before the last message is taken for the last:
// longer than a send of unknown outcome waits until it is repeated.
const calm = 2500 * time.Millisecond

// rest waits until the bot has nothing left to do and nothing more comes.
func (v *show) rest(ctx context.Context, s *stage, c *child) error {
	for {
		if err := s.settle(ctx); err != nil {
			return err
		}
		v.follow(s)
		v.mu.Lock()
		count := v.plug.Arrived + v.plug.Repeated
		v.mu.Unlock()
		wait, cancel := context.WithTimeout(ctx, calm)
		err := v.await(wait, s, c, func(p plug) bool { return p.Arrived+p.Repeated > count })
		over := wait.Err() != nil
		cancel()
		switch {
		case err == nil:
		case over && ctx.Err() == nil:
			return nil
		default:
			return err
		}
	}
}
