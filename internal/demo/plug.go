package demo

import (
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/simulator"
)

// The phases of pulling the plug.
const (
	plugJoining = "joining" // 500 people open a link and answer
	plugSending = "sending" // a process of its own sends them a reminder
	plugKilled  = "killed"  // and is gone
	plugAgain   = "again"   // another goes on
	plugDone    = "done"
)

// plug counts what reaches 500 people while the bot is killed: only what the
// simulated Telegram delivered counts.
type plug struct {
	Phase    string `json:"phase,omitempty"`
	Total    int    `json:"total"`
	Joined   int    `json:"joined"`
	Arrived  int    `json:"arrived"` // people who have it
	Before   int    `json:"before"`  // of them, before the kill
	Lost     int    `json:"lost"`    // people who do not have it in the end
	Repeated int    `json:"repeated"`
	Marked   int    `json:"marked"` // of the repeated, that say they may be repeats
	Trouble  string `json:"trouble,omitempty"`

	had map[int64]int // reminders, by chat
}

// see counts what the bot sent to the 500.
func (p *plug) see(e simulator.Event) {
	if e.Chat < firstOfFiveHund || !e.FromBot {
		return
	}
	switch {
	case p.Phase == plugJoining && e.Kind == simulator.Edited:
		p.Joined++
	case p.had != nil && e.Kind == simulator.Posted:
		p.had[e.Chat]++
		if p.had[e.Chat] == 1 {
			p.Arrived++
			return
		}
		p.Repeated++
		if saysRepeat(e.Message.Text) {
			p.Marked++
		}
	}
}

// saysRepeat says whether a message begins with the line of a repeat.
func saysRepeat(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	for _, l := range locale.Languages() {
		if string(locale.For(l.Code).HTML("bot.repeat")) == "<i>"+first+"</i>" {
			return true
		}
	}
	return false
}
