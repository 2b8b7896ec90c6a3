package bot

import (
	"context"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// documentRefused tells who pressed a document's button that Telegram does not give it
// out, and once somebody of the team who can put it right: its id is good for the bot
// alone that it was sent to.
func documentRefused(ctx context.Context, tx *postgres.Tx, j programme.Job, key string) error {
	var id, cause int64
	if _, err := fmt.Sscanf(key, "document:%d:%d", &id, &cause); err != nil {
		return fmt.Errorf("document of %q: %w", key, err)
	}
	event, by, err := tx.DocumentEvent(ctx, id)
	if err != nil || event == 0 { // it was replaced or removed meanwhile
		return err
	}
	e, err := tx.Event(ctx, event)
	if err != nil {
		return err
	}
	d, _ := e.Document(id)
	to, err := whoMends(ctx, tx, e, by)
	if err != nil {
		return err
	}
	asked, told := true, programme.Message{Programme: e.Programme, Event: e.ID, Class: programme.Notice}
	for _, r := range to {
		m := told
		m.Person, m.Chat, m.Key = r.Person, r.Chat, fmt.Sprintf("document_lost:%d:%d:%s", id, r.Person, d.File)
		if r.Chat == j.Chat { // they asked for it: each time
			m.Class, m.Key, asked = programme.Answer, "", false
		}
		m.Params = view.DocumentLostStaff(locale.For(r.Language), e, d.Name).Params()
		if err := tx.Enqueue(ctx, m); err != nil {
			return err
		}
	}
	if !asked {
		return nil
	}
	caller, err := tx.Caller(ctx, j.Chat)
	if err != nil {
		return err
	}
	told.Chat, told.Class = j.Chat, programme.Answer
	told.Params = view.DocumentLost(locale.For(caller.Account.Language), e, d.Name).Params()
	return tx.Enqueue(ctx, told)
}

// whoMends is who of the team is told: who attached it, else the event's creator, else
// the owners.
func whoMends(ctx context.Context, tx *postgres.Tx, e programme.Event, by int64) ([]programme.Reader, error) {
	for _, person := range []int64{by, e.CreatedBy} {
		r, err := tx.Reader(ctx, person)
		if err != nil {
			return nil, err
		}
		if r.Role.Staff() && r.Reach == programme.ReachOK && r.Chat != 0 {
			return []programme.Reader{r}, nil
		}
	}
	return tx.OwnersOf(ctx, e.Programme)
}
