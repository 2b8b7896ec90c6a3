package simulator_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"jarchy/internal/simulator"
)

func TestConversation(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := s.Person(101, "Participant One", "ru")
	p.Start("e_7KQ2M_key")
	updates := result[[]struct {
		ID      int64 `json:"update_id"`
		Message sentMessage
	}](t, ok(t, s, "getUpdates"))
	if len(updates) != 1 || updates[0].Message.Text != "/start e_7KQ2M_key" || updates[0].Message.From.LanguageCode != "ru" {
		t.Fatalf("updates = %+v", updates)
	}
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "<b>Workshop</b> &amp; more", "parse_mode", "HTML", "reply_markup", oneButton))
	if m.Text != "Workshop & more" || len(m.Entities) != 1 || m.Entities[0].Type != "bold" {
		t.Errorf("sent %+v", m)
	}
	id, err := p.Press(m.ID, "I'll come")
	if err != nil {
		t.Fatal(err)
	}
	ok(t, s, "answerCallbackQuery", "callback_query_id", id, "text", "You have a seat")
	ok(t, s, "editMessageText", "chat_id", "101", "message_id", itoa(m.ID), "text", "You are coming")
	var got []string
	for _, e := range p.Events(0) {
		got = append(got, string(e.Kind)+" "+e.Text+e.Message.Text)
	}
	want := []string{"message /start e_7KQ2M_key", "message Workshop & more", "press I'll comeWorkshop & more", "toast You have a seatWorkshop & more", "edit You are coming"}
	if a, b := mustJSON(got), mustJSON(want); a != b {
		t.Errorf("history\n got %s\nwant %s", a, b)
	}
	noViolations(t, s)
}

func itoa(i int) string { return strconv.Itoa(i) }

func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
