package demo

import (
	"strings"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

// came is a message of the bot to a person, some minutes after the opening.
func came(kind simulator.EventKind, chat int64, minutes int, text string) simulator.Event {
	return simulator.Event{
		Kind: kind, Chat: chat, FromBot: true, Time: opening.Add(time.Duration(minutes)*time.Minute + 3*time.Second), Text: text,
		Message: simulator.Message{FromBot: true, Text: text, Buttons: [][]simulator.Button{{{Text: "Yes"}, {Text: "No"}}}},
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	reminder := act{until: "2026-11-23 10:00", comes: []sight{
		{to: officer, at: "2026-11-23 10:00", lines: []string{"Reminder", "[Yes] [No]"}},
		{to: expert, at: "2026-11-23 06:00", lines: []string{"Reminder"}},
	}}
	edit := act{who: officer, presses: "Yes", changes: []sight{{to: officer, lines: []string{"Noted"}}}}
	toOfficer, toExpert := came(simulator.Posted, 201, 60, "Reminder\nof what"), came(simulator.Posted, 202, 60, "Reminder")
	tests := map[string]struct {
		act             act
		events, earlier []simulator.Event
		want            string // in the error; empty: none
	}{
		"as told":            {reminder, []simulator.Event{toOfficer, toExpert}, nil, ""},
		"in another order":   {reminder, []simulator.Event{toExpert, toOfficer}, nil, ""},
		"nobody got it":      {reminder, nil, nil, "the Officer got nothing"},
		"one did not get it": {reminder, []simulator.Event{toOfficer}, nil, "the Expert got nothing"},
		"one got it twice":   {reminder, []simulator.Event{toOfficer, toExpert, toExpert}, nil, "nobody was to get what went to the Expert"},
		"another got it":     {reminder, []simulator.Event{toOfficer, toExpert, came(simulator.Posted, 203, 60, "Reminder")}, nil, "nobody was to get what went to the Inspector"},
		"an unknown got it":  {reminder, []simulator.Event{toOfficer, toExpert, came(simulator.Posted, 999, 60, "Reminder")}, nil, "to chat 999"},
		"too early":          {reminder, []simulator.Event{came(simulator.Posted, 201, 59, "Reminder"), toExpert}, nil, "at 2026-11-23 09:59"},
		"other words":        {reminder, []simulator.Event{came(simulator.Posted, 201, 60, "Reminder of"), toExpert}, nil, `lacks ["Reminder"]`},
		"a change":           {edit, []simulator.Event{came(simulator.Edited, 201, 0, "Noted")}, nil, ""},
		"a change, earlier":  {edit, nil, []simulator.Event{came(simulator.Edited, 201, 0, "Noted")}, ""},
		"a toast":            {edit, []simulator.Event{came(simulator.Toasted, 201, 0, "Noted")}, nil, ""},
		"no change":          {edit, []simulator.Event{came(simulator.Edited, 202, 0, "Noted")}, nil, "the Officer did not get"},
		"a message instead":  {edit, []simulator.Event{came(simulator.Posted, 201, 0, "Noted")}, nil, "nobody was to get"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := tt.act.check(tt.events, tt.earlier)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want no error", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestNamesAreReplaced(t *testing.T) {
	t.Parallel()
	a := act{who: officer, says: "/e_{it}", comes: []sight{{to: officer, lines: []string{"{it} and {it link}"}}}}
	got := a.with(map[string]string{"{it}": "7KQ2M", "{it link}": "https://t.me/x"})
	if got.says != "/e_7KQ2M" || got.comes[0].lines[0] != "7KQ2M and https://t.me/x" {
		t.Errorf("got %+v", got)
	}
	if a.comes[0].lines[0] != "{it} and {it link}" {
		t.Error("the story itself has changed")
	}
}
