package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestMarkFinal(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.fan(0, "reminder")
	cs := o.claim(9)
	marks := []postgres.Mark{
		{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowSent, MessageID: 7},
		{ID: cs[1].ID, Attempt: cs[1].Attempt, State: postgres.RowFailed, Problem: "refused"},
		{ID: cs[2].ID, Attempt: cs[2].Attempt, State: postgres.RowUnknown, Seen: true},
	}
	o.mark(marks...)
	o.mark(marks...) // nobody knew whether they arrived
	check(t, "rows", o.rows(), "101 sent, 102 failed refused, 103 unknown")
	check(t, "deliveries", o.deliveries(), "101 sent, 102 failed refused, 103 open")
	check(t, "let go", o.text(`SELECT string_agg(coalesce(text_id::text, '-'), ' ' ORDER BY id) FROM outbox`), "- - 1")

	// A late answer cancels the resend.
	o.mark(postgres.Mark{ID: cs[2].ID, Attempt: cs[2].Attempt, State: postgres.RowSent, MessageID: 9})
	check(t, "deliveries", o.deliveries(), "101 sent, 102 failed refused, 103 sent")
	check(t, "message", o.text(`SELECT message_id FROM outbox WHERE chat = 103`), "9")
}

// TestMarkRefusedDocument: a document that Telegram refuses leaves a job that tells of it;
// other messages and other failures leave none.
func TestMarkRefusedDocument(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	ms := []programme.Message{message(101, programme.Answer, "a"), message(102, programme.Answer, "b"), message(103, programme.Answer, "c")}
	ms[0].Key, ms[1].Key = postgres.DocumentKey(7, 1), postgres.DocumentKey(7, 2)
	o.enqueue(ms...)
	cs := o.claim(9)
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowFailed, Problem: "refused"},
		postgres.Mark{ID: cs[1].ID, Attempt: cs[1].Attempt, State: postgres.RowFailed, Problem: "unknown"},
		postgres.Mark{ID: cs[2].ID, Attempt: cs[2].Attempt, State: postgres.RowFailed, Problem: "refused"})
	check(t, "jobs", o.text(`SELECT coalesce(string_agg(kind || ' ' || chat || ' ' || (args ->> 'key'), ', '), '') FROM job`), "refused 101 document:7:1")
}

func TestMarkNeedsNoLease(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.enqueue(message(101, programme.Answer, "a"))
	cs := o.claim(9)
	o.exec(`UPDATE lease SET run = $1`, run2)
	o.sent(cs...)
	check(t, "rows", o.rows(), "101 sent")
}

func TestMarkOfStrangerLeavesNothing(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	m := message(555, programme.Answer, "notice")
	m.Stranger, m.Card = true, "start"
	o.enqueue(m)
	o.sent(o.claim(9)...)
	check(t, "rows", o.rows(), "")
	check(t, "cards", o.text(`SELECT count(*) FROM card`), "0")
}

func TestMarkUnreachable(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.fan(0, "reminder")
	o.fan(o.mass, "more")
	o.enqueue(message(101, programme.Answer, "answer"), message(101, programme.Notice, "notice"))
	o.clock.Add(time.Minute)
	o.exec(`UPDATE outbox SET not_before = not_before - interval '1 h' WHERE rule_id IS NOT NULL`)
	cs, err := o.queue.Claim(t.Context(), 1, programme.Mass, []int64{102, 103}, postgres.Place{})
	if err != nil || said(cs) != "101 answer" {
		t.Fatal(said(cs), err)
	}
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowFailed, Problem: "blocked", Chat: 101, Reach: programme.ReachBlocked})
	check(t, "reach", o.text(`SELECT reach || (reach_since = $1) FROM account WHERE id = 101`, o.clock.Now()), "blockedtrue")
	o.claim(9)
	check(t, "rows", o.rows(),
		"101 skipped blocked, 102 sending, 103 sending, 101 skipped blocked, 102 queued, 103 queued, 101 failed blocked, 101 skipped blocked")
	check(t, "deliveries", o.deliveries(), "101 skipped blocked, 102 open, 103 open, 101 skipped blocked, 102 open, 103 open")
}

func TestMarkMovedGroup(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	first := message(-5, programme.Notice, "first")
	first.Card = "board"
	o.enqueue(first, message(-5, programme.Notice, "second"))
	cs := o.claim(9)
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowQueued, Chat: -5, MovedTo: -1005})
	check(t, "rows", o.rows(), "-1005 queued, -1005 queued")
	cs = o.claim(9)
	check(t, "claimed", said(cs), "-1005 first")
	o.sent(cs...)
	check(t, "card", o.text(`SELECT chat || ' ' || (message_id IS NOT NULL) FROM card`), "-1005 true")
}

func TestMarkRepaired(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.people = o.people[:1]
	o.fan(0, "<b>reminder")
	cs := o.claim(9)
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowQueued, Params: []byte(`{"text": "reminder"}`), Repeat: cs[0].Repeat})
	cs = o.claim(9)
	check(t, "claimed", said(cs), "101 reminder")
	check(t, "repeat", cs[0].Repeat, "again")
}

func TestCards(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	card := message(101, programme.Answer, "card")
	card.Card = "e1"
	edit := func(text string, class programme.Class) programme.Message {
		return programme.Message{Chat: 101, Method: "editMessageText", Class: class, Card: "e1", Caused: true, Params: map[string]any{"text": text}}
	}
	o.enqueue(card, edit("edit 1", programme.Answer), message(101, programme.Answer, "other"))
	making := o.claim(1)
	o.mark(postgres.Mark{ID: making[0].ID, Attempt: making[0].Attempt, State: postgres.RowUnknown})
	o.exec(`UPDATE outbox SET retry_at = retry_at + interval '1 h' WHERE state = 'unknown'`)
	cs := o.claim(9)
	check(t, "an edit waits for the id and holds back nobody", said(cs), "101 other")
	check(t, "quiet", o.quiet(), false)
	o.sent(cs...)
	o.enqueue(edit("edit 2", programme.Mass))
	o.sent(making...) // the answer came late
	cs = o.claim(9)
	check(t, "only the newest edit goes", said(cs), "101 edit 2")
	check(t, "to the message", cs[0].CardID, 1000+making[0].ID)
	o.sent(cs...)
	check(t, "rows", o.rows(), "101 sent, 101 skipped newer, 101 sent, 101 sent")

	// The message is gone: the edit goes as a new one, and the next waits for it.
	o.enqueue(edit("edit 3", programme.Answer))
	cs = o.claim(9)
	anew := cs[0]
	o.mark(postgres.Mark{ID: anew.ID, Attempt: anew.Attempt, State: postgres.RowQueued, Method: "sendMessage", Params: []byte(`{"text": "edit 3"}`)})
	o.enqueue(edit("edit 4", programme.Answer))
	cs = o.claim(9)
	check(t, "anew", cs[0].Call.Method+" "+said(cs), "sendMessage 101 edit 3")
	o.sent(cs...)
	cs = o.claim(9)
	check(t, "the next edit", said(cs), "101 edit 4")
	check(t, "of the new message", cs[0].CardID, 1000+anew.ID)
	o.sent(cs...)

	// A card that is sent anew leaves no older edit behind.
	o.exec(`UPDATE lease SET run = $1`, run2)
	o.enqueue(edit("edit 5", programme.Answer))
	o.enqueue(card)
	o.exec(`UPDATE lease SET run = $1`, run1)
	cs = o.claim(9)
	check(t, "new card", said(cs), "101 card")
	o.mark(postgres.Mark{ID: cs[0].ID, Attempt: cs[0].Attempt, State: postgres.RowFailed, Problem: "refused"})
	o.enqueue(edit("edit 6", programme.Answer))
	cs = o.claim(9)
	check(t, "its message never came into being", said(cs), "101 edit 6")
	check(t, "no id", cs[0].CardID, int64(0))
}

// The mark of a card's former message names no message of the card that was made
// anew meanwhile.
func TestCardMadeTwice(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	card := message(101, programme.Answer, "card")
	card.Card = "e1"
	o.enqueue(card)
	first := o.claim(9)
	o.enqueue(card)
	o.sent(first...)
	check(t, "ids known", o.text(`SELECT count(message_id) FROM card`), "0")
	second := o.claim(9)
	o.sent(second...)
	check(t, "id", o.text(`SELECT message_id FROM card`), fmt.Sprint(1000+second[0].ID))
}
