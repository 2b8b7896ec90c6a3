package intake_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"jarchy/internal/intake"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Who writes faster than can be answered is told so, once, and costs no more than a
// mark; what others write, and that he blocked the bot, is handled.
func TestWhoWritesTooFastIsToldOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.options.Flood = 5
	h.apologise = func(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error {
		mistake, ok := programme.AsError(why)
		if !ok {
			t.Errorf("apology for %v", why)
			return nil
		}
		return leave(ctx, tx, u.Chat, mistake.Key)
	}
	h.runFast()
	const flooder, other, last = 7, 8, 202
	for id := range int64(200) {
		h.source.send(message(id+1, flooder, "more"))
	}
	h.source.send(message(201, other, "question"),
		programme.Update{ID: last, Kind: programme.ReachChanged, Chat: flooder, User: flooder, Private: true, Text: "blocked"})
	h.untilConfirmed(last)
	h.wantEffects(other, "question")
	got := h.effects(flooder)
	handled, told := strings.Count(got, "more"), strings.Count(got, "too_fast")
	// On a slow machine a few more, one for each second.
	if handled < 5 || handled > 100 || told != 1 || !strings.HasSuffix(got, "blocked") {
		t.Errorf("of 200 updates at once: handled %d, told %d times; want 5 or a few more, once, and that he blocked the bot: %s", handled, told, got)
	}
}

// A press beyond what can be answered turns on the phone until it is answered: one a
// second is, whatever else was told meanwhile, and does nothing.
func TestPressesBeyondAreAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.options.Flood = 5
	h.apologise = func(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error {
		mistake, ok := programme.AsError(why)
		if !ok || mistake.Key == "pressed_too_fast" && u.Kind != programme.ButtonPressed {
			t.Errorf("update %d of kind %v: apology for %v", u.ID, u.Kind, why)
			return nil
		}
		return leave(ctx, tx, u.Chat, mistake.Key)
	}
	h.runFast()
	const flooder, last = 7, 100
	began := time.Now()
	for id := range int64(last) {
		u := message(id+1, flooder, "more")
		if id%2 == 1 {
			u.Kind = programme.ButtonPressed
		}
		h.source.send(u)
	}
	h.untilConfirmed(last)
	most := 2 + int(time.Since(began)/time.Second)
	got := h.effects(flooder)
	if told := strings.Count(" "+got, " too_fast"); told != 1 {
		t.Errorf("told %d times that messages came too fast, want once: %s", told, got)
	}
	if answered := strings.Count(got, "pressed_too_fast"); answered < 1 || answered > most {
		t.Errorf("answered %d of the presses beyond, want 1 to %d: %s", answered, most, got)
	}
}

// Editing an old message in between does not make the bot forget how fast somebody writes.
func TestOldMessagesTakeNothingBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.options.Flood = 5
	h.runFast()
	const flooder, last = 7, 100
	for id := range int64(last) {
		u := message(id+1, flooder, "more")
		if u.Sent = time.Now(); id%2 == 0 {
			u.Kind, u.Sent = programme.MessageEdited, u.Sent.Add(-time.Hour)
		}
		h.source.send(u)
	}
	h.untilConfirmed(last)
	if handled := strings.Count(h.effects(flooder), "more"); handled < 5 || handled > last/2 {
		t.Errorf("handled %d of %d updates at once, want 5 or a few more", handled, last)
	}
}

// Who works on one card for long, without haste, is never held up: of a press Telegram says
// how old the card is, not when it was pressed. So it is with an edit.
func TestOldCardIsPressedForLong(t *testing.T) {
	t.Parallel()
	for _, kind := range []programme.UpdateKind{programme.ButtonPressed, programme.MessageEdited} {
		f := intake.Flood(60)
		sent := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
		for i := range 200 {
			u := programme.Update{ID: int64(i + 1), Kind: kind, Chat: 7, User: 7, Sent: sent}
			if too, tell := f(u, sent.Add(time.Hour+time.Duration(i)*10*time.Second)); too || tell != nil {
				t.Fatalf("%s %d, 10 s after the one before, is too fast: %v", kind, i+1, tell)
			}
		}
	}
}
