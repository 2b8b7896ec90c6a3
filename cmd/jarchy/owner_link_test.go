package main_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"jarchy/internal/simulator"
)

var printedLink = regexp.MustCompile(`(?m)^  https://t\.me/\S+\?start=(setup_\w+)$`)

// printed finds the one link that a process printed, which no line of its log has.
func printed(tb testing.TB, out string) (payload string) {
	tb.Helper()
	links := printedLink.FindAllStringSubmatch(out, -1)
	if len(links) != 1 {
		tb.Fatalf("got %d links, want 1:\n%s", len(links), out)
	}
	if n := strings.Count(out, links[0][1]); n != 1 {
		tb.Errorf("the token stands in %d places, want the link alone:\n%s", n, out)
	}
	return links[0][1]
}

// TestFirstStart: a bot that nobody owns prints a link. Whoever opens it owns the bot
// and sets it up; a bot with an owner prints none; owner-link is the way back in.
func TestFirstStart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.serve(program, "JARCHY_OWNER=")
	s.ready()
	payload := printed(t, s.Out.String())
	if strings.ContainsAny(s.Out.String(), "▀▄█") {
		t.Error("a code for cameras, though nobody looks at a terminal")
	}

	stranger, coordinator, colleague := h.person(9), h.person(owner), h.person(owner+1)
	if m := h.answer(stranger, func() { stranger.Start("") }); !strings.Contains(m.Text, "jarchy owner-link") {
		t.Errorf("to a stranger: got %q, want where the link is", m.Text)
	}
	h.answer(coordinator, func() { coordinator.Start(payload) })
	h.answer(coordinator, func() { h.say(coordinator, "Herald Programme") })
	h.press(coordinator, "Almaty time")
	h.press(coordinator, "English")
	if m := h.answer(coordinator, func() { h.press(coordinator, "Invite a colleague") }); !strings.Contains(m.Text, "?start=i_") {
		t.Errorf("got %q, want an invitation", m.Text)
	}
	h.await("the bot's own name", func() bool { return h.told("setMyName", "name", "") == "Herald Programme" })
	h.await("what it says of itself", func() bool {
		return strings.Contains(h.told("setMyDescription", "description", "ru"), "никогда не просит")
	})
	if m := h.answer(stranger, func() { stranger.Start(payload) }); !strings.Contains(m.Text, "not valid") {
		t.Errorf("the link again: got %q", m.Text)
	}

	out, code := run(t, with(h.env(""), "JARCHY_OWNER="), "", "owner-link")
	if code != 0 {
		t.Fatalf("owner-link: exit code %d\n%s", code, out)
	}
	voided := printed(t, out)
	out, _ = run(t, with(h.env(""), "JARCHY_OWNER="), "", "owner-link")
	fresh := printed(t, out)
	if m := h.answer(stranger, func() { stranger.Start(voided) }); !strings.Contains(m.Text, "not valid") {
		t.Errorf("a link that a fresh one has voided: got %q", m.Text)
	}
	if m := h.answer(colleague, func() { colleague.Start(fresh) }); !strings.Contains(m.Text, "You own Herald Programme") {
		t.Errorf("the way back in: got %q", m.Text)
	}
	s.Stop()

	again := h.serve(program, "JARCHY_OWNER=")
	again.ready()
	if strings.Contains(again.Out.String(), "start=setup_") {
		t.Errorf("a bot with an owner prints a link:\n%s", again.Out)
	}
	if n := h.number(`SELECT count(*) FROM person WHERE role = 'owner'`); n != 2 {
		t.Errorf("got %d owners, want the two by links", n)
	}
	again.Stop()
	if n := h.named(); n != 1 {
		t.Errorf("the bot's name was set %d times in two starts, want once", n)
	}
}

// press presses the newest button of a label, and waits for what it brings to be read.
func (h *house) press(p *simulator.Person, label string) {
	h.Helper()
	read := func() (n int) {
		for _, e := range p.Events(0) {
			if e.FromBot && e.Kind != simulator.Toasted {
				n++
			}
		}
		return n
	}
	before := read()
	if err := p.PressLast(label); err != nil {
		h.Fatal(err)
	}
	h.await("what comes of "+label, func() bool { return read() > before })
}

// told is what the bot told Telegram of itself last, in a language.
func (h *house) told(method, what, language string) (text string) {
	for _, c := range h.sim.Journal() {
		if c.Method == method && c.Code == http.StatusOK && c.Params.Get("language_code") == language {
			text = c.Params.Get(what)
		}
	}
	return text
}

// named counts how often the bot's name was set.
func (h *house) named() (n int) {
	for _, c := range h.sim.Journal() {
		if c.Method == "setMyName" {
			n++
		}
	}
	return n
}

func TestOwnerLinkRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if out, code := run(t, h.env(""), "", "owner-link"); code == 0 || !strings.Contains(out, "jarchy serve") {
		t.Errorf("before the first start: got exit code %d and %q, want what to do", code, out)
	}
	if out, code := run(t, with(h.env(""), "TELEGRAM_BOT_TOKEN="), "", "owner-link"); code == 0 || !strings.Contains(out, "TELEGRAM_BOT_TOKEN") {
		t.Errorf("without a token: got exit code %d and %q", code, out)
	}
}
