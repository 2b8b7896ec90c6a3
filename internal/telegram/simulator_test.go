package telegram_test

import (
	"bytes"
	"net/url"
	"testing"
	"time"

	"jarchy/internal/programme"
	"jarchy/internal/simulator"
	"jarchy/internal/telegram"
)

// simulate starts a strict Bot API server, which must find nothing to complain of.
func simulate(t *testing.T) (*simulator.Server, *telegram.Client) {
	t.Helper()
	s := simulator.New(simulator.Options{Token: token})
	if err := s.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("violation: %s", v)
		}
	})
	return s, newClient(t, s.URL())
}

// take fetches and confirms what waits.
func take(t *testing.T, c *telegram.Client) []programme.Update {
	t.Helper()
	updates := fetch(t, c)
	c.Confirm(updates)
	return updates
}

func TestConversation(t *testing.T) {
	t.Parallel()
	s, c := simulate(t)
	person := s.Person(7, "Participant", "kk")
	stranger := programme.Call{Chat: 7, Params: map[string]any{"text": "Seminar"}}
	if got := c.Call(t.Context(), stranger); got.Result != programme.Unreachable || got.Reach != programme.ReachNotStarted {
		t.Errorf("before Start: got %+v", got)
	}

	person.Start("e_7KQ2M_0123456789")
	started := take(t, c)
	if len(started) == 0 {
		t.Fatal("got no update of the start")
	}
	last := started[len(started)-1]
	if last.Command != "start" || last.Args != "e_7KQ2M_0123456789" || last.Chat != 7 || last.Language != "kk" || !last.Private {
		t.Errorf("got %+v", last)
	}

	card := c.Call(t.Context(), programme.Call{Method: "sendMessage", Chat: 7, Params: map[string]any{
		"text": "<b>Seminar</b>", "parse_mode": "HTML",
		"reply_markup": map[string]any{"inline_keyboard": [][]map[string]string{{{"text": "I'll come", "callback_data": "come:7KQ2M"}}}},
	}})
	if card.Result != programme.Sent || card.MessageID == 0 {
		t.Fatalf("got %+v", card)
	}
	if err := person.PressLast("I'll come"); err != nil {
		t.Fatal(err)
	}
	pressed := take(t, c)
	if len(pressed) != 1 || pressed[0].Data != "come:7KQ2M" || pressed[0].MessageID != card.MessageID || pressed[0].Gone {
		t.Fatalf("got %+v", pressed)
	}
	query := programme.Call{Method: "answerCallbackQuery", Params: map[string]any{"callback_query_id": pressed[0].QueryID}}
	if got := c.Call(t.Context(), query); got.Result != programme.Sent {
		t.Errorf("got %+v", got)
	}
	if got := c.Call(t.Context(), query); got.Result != programme.DoneAlready {
		t.Errorf("answered twice: got %+v", got)
	}
	edit := programme.Call{Method: "editMessageText", Chat: 7, Params: map[string]any{"message_id": card.MessageID, "text": "You are coming"}}
	if got := c.Call(t.Context(), edit); got.Result != programme.Sent || got.MessageID != card.MessageID {
		t.Errorf("got %+v", got)
	}
	if got := c.Call(t.Context(), edit); got.Result != programme.DoneAlready {
		t.Errorf("edited twice: got %+v", got)
	}
	edit.Params["message_id"] = card.MessageID + 1000
	if got := c.Call(t.Context(), edit); got.Result != programme.MessageGone {
		t.Errorf("edit of nothing: got %+v", got)
	}

	person.Block()
	left := take(t, c)
	if len(left) != 1 || left[0].Kind != programme.ReachChanged || !left[0].Blocked {
		t.Errorf("got %+v", left)
	}
	if got := c.Call(t.Context(), stranger); got.Result != programme.Unreachable || got.Reach != programme.ReachBlocked {
		t.Errorf("blocked: got %+v", got)
	}
}

func TestFilesBothWays(t *testing.T) {
	t.Parallel()
	s, c := simulate(t)
	coordinator := s.Person(7, "Coordinator", "ru")
	coordinator.Start("")
	take(t, c)
	sheet := []byte("name,agency\n")
	coordinator.SendFile("people.csv", "text/csv", sheet, "")
	updates := take(t, c)
	if len(updates) != 1 || updates[0].File == nil {
		t.Fatalf("got %+v, want a file", updates)
	}
	data, err := c.Download(t.Context(), updates[0].File.ID, updates[0].File.Size)
	if err != nil || !bytes.Equal(data, sheet) {
		t.Errorf("got %q, %v", data, err)
	}
	got := c.Call(t.Context(), programme.Call{Method: "sendDocument", Chat: 7, File: []byte("BEGIN:VCALENDAR"), FileName: "event.ics"})
	if got.Result != programme.Sent || got.MessageID == 0 {
		t.Errorf("got %+v", got)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s, c := simulate(t)
	s.Person(7, "Participant", "ru").Start("")
	for name, tt := range map[string]struct {
		fault simulator.Fault
		want  programme.Result
	}{
		"too many":   {simulator.TooManyRequests(2), programme.NotSent},
		"hangs":      {simulator.Hang(), programme.Unknown},
		"cut before": {simulator.CutBefore(), programme.Unknown},
		"cut after":  {simulator.CutAfter(), programme.Unknown},
		"proxy":      {simulator.HTML502(), programme.Unknown},
	} {
		s.SetFault(func(string, url.Values) simulator.Fault { return tt.fault })
		limit := 10 * time.Second
		if name == "hangs" {
			limit = time.Second
		}
		got := c.Call(within(t, limit), programme.Call{Chat: 7, Params: map[string]any{"text": "Seminar"}})
		if got.Result != tt.want {
			t.Errorf("%s: got %+v, want %s", name, got, tt.want)
		}
	}
}
