package bot

import (
	"context"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// urgent is how near a start must be for staff to hear of a seat given up at
// once, and with a sound.
const urgent = 72 * time.Hour

// settle does what an answer brings besides itself: the first in line moves up,
// reminders are planned anew, the event's creator hears what cannot wait.
func settle(ctx context.Context, tx *postgres.Tx, e programme.Event, before, after programme.Participation) error {
	if before.State == programme.Coming && after.State != programme.Coming {
		if soon(e, tx.Now()) {
			if err := tellCreator(ctx, tx, e, "alert.given_up"); err != nil {
				return err
			}
		}
		if err := promote(ctx, tx, e.ID); err != nil {
			return err
		}
	}
	if before.State != programme.Coming && after.State == programme.Coming && e.Seats > 0 && e.Tally.Coming+1 == e.Seats {
		if err := tellCreator(ctx, tx, e, "alert.full"); err != nil {
			return err
		}
	}
	if err := refreshLater(ctx, tx, e.ID); err != nil {
		return err
	}
	return tx.Replan(ctx, e.ID)
}

func soon(e programme.Event, now time.Time) bool {
	return !e.Begins.IsZero() && e.Begins.Sub(now) <= urgent
}

// promote gives free seats of an event that is held to those who have waited
// longest, and tells them. Who cannot be reached is passed over, and staff told.
func promote(ctx context.Context, tx *postgres.Tx, event int64) error {
	for {
		e, err := tx.Event(ctx, event)
		if err != nil || e.Full() || !e.TakesPlace(tx.Now()) {
			return err
		}
		first, passed, err := tx.FirstInLine(ctx, event)
		if err != nil || first == 0 {
			return err
		}
		if len(passed) > 0 {
			if err := tellCreator(ctx, tx, e, "alert.passed_over", "n", len(passed)); err != nil {
				return err
			}
		}
		part, _, err := tx.Participation(ctx, event, first)
		if err != nil {
			return err
		}
		part.State, part.Since = programme.Coming, tx.Now() // on the days that they said they would come on
		if err := tx.SetParticipation(ctx, part, 0); err != nil {
			return err
		}
		if err := tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "participation", SubjectID: event,
			Old: programme.Waiting, New: map[string]any{"person": first, "state": programme.Coming}}); err != nil {
			return err
		}
		unread, err := tx.WithdrawSeatGone(ctx, event, first)
		if err != nil {
			return err
		}
		if !unread { // else they believe that they have had it all along
			if err := tellPromoted(ctx, tx, e, part); err != nil {
				return err
			}
		}
		if err := tellWithChange(ctx, tx, part); err != nil {
			return err
		}
	}
}

// tellWithChange tells somebody of their seat with the change of the event whose notice
// still waits for them: that speaks of the waiting list.
func tellWithChange(ctx context.Context, tx *postgres.Tx, part programme.Participation) error {
	waits, err := tx.WithdrawChanges(ctx, part.Event, part.Person)
	if err != nil || len(waits) == 0 {
		return err
	}
	if _, err := tx.WithdrawKey(ctx, postgres.PromotedKey(part), postgres.WithdrawnNewer); err != nil {
		return err
	}
	return tellMissed(ctx, tx, part.Person, part.Event)
}

// tellPromotedAnew tells of their seats at an event, as it is now, those who do not know of
// them; who cannot be written to is told once they can.
func tellPromotedAnew(ctx context.Context, tx *postgres.Tx, e programme.Event, people []int64) error {
	if !e.TakesPlace(tx.Now()) {
		return nil
	}
	for _, person := range people {
		r, err := tx.Reader(ctx, person)
		if err != nil {
			return err
		}
		if r.Reach != programme.ReachOK {
			continue
		}
		part, _, err := tx.Participation(ctx, e.ID, person)
		if err != nil {
			return err
		}
		if part.State != programme.Coming { // they gave it up
			continue
		}
		if err := tx.FreeSeats(ctx, e.ID, person); err != nil {
			return err
		}
		if err := tellPromoted(ctx, tx, e, part); err != nil {
			return err
		}
	}
	return nil
}

func tellPromoted(ctx context.Context, tx *postgres.Tx, e programme.Event, part programme.Participation) error {
	r, err := tx.Reader(ctx, part.Person)
	if err != nil {
		return err
	}
	p := locale.For(r.Language)
	m := programme.Message{
		Programme: e.Programme, Event: e.ID, Person: part.Person, Chat: r.Chat, Class: programme.Notice,
		Params:    view.Promoted(p, e, view.Part{State: part.State, Confirm: part.Schedule < e.Schedule, Zone: r.Zone}).Params(),
		ExpiresAt: e.Ends, Repeat: string(p.HTML("bot.repeat")), Key: postgres.PromotedKey(part),
	}
	hours, err := tx.Hours(ctx, e.Programme)
	if err != nil {
		return err
	}
	m.NotBefore = hours.PromotionAt(e, reminder.Clocks(e, r.Zone), tx.Now())
	return tx.Enqueue(ctx, m)
}

// tellCreator tells the event's creator, in one line, what cannot wait for the
// digest.
func tellCreator(ctx context.Context, tx *postgres.Tx, e programme.Event, key string, args ...any) error {
	return tellBy(ctx, tx, e, e.CreatedBy, key, args...)
}

// tellBy tells one of staff, in one line, what became of what they did.
func tellBy(ctx context.Context, tx *postgres.Tx, e programme.Event, person int64, key string, args ...any) error {
	r, err := tx.Reader(ctx, person)
	if err != nil || r.Chat == 0 {
		return err
	}
	return tellStaff(ctx, tx, e, r, key, args...)
}

// tellOthers tells the other coordinators of an event's programme, silently, what
// one of them did.
func tellOthers(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, key string, args ...any) error {
	staff, err := tx.Staff(ctx, e.Programme, req.personIn(e.Programme).ID)
	if err != nil {
		return err
	}
	for _, r := range staff {
		if r.Reach != programme.ReachOK {
			continue
		}
		if err := tellStaff(ctx, tx, e, r, key, args...); err != nil {
			return err
		}
	}
	return nil
}

func tellStaff(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Reader, key string, args ...any) error {
	p := locale.For(r.Language)
	params := view.Screen{Text: p.HTML(key, append([]any{"title", e.Title(r.Language), "code", e.Code}, args...)...)}.Params()
	hours, err := tx.Hours(ctx, e.Programme)
	if err != nil {
		return err
	}
	if !soon(e, tx.Now()) && !hours.Civil(tx.Now(), location(r.Zone)) {
		params["disable_notification"] = true
	}
	return tx.Enqueue(ctx, programme.Message{
		Programme: e.Programme, Event: e.ID, Person: r.Person, Chat: r.Chat, Class: programme.Notice, Params: params,
		Repeat: string(p.HTML("bot.repeat")),
	})
}
