package reminder

import (
	"context"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Clocks are the clocks that an event's messages to readers in a zone go by. A
// zone that is not known any more counts as the event's: one bad row does not
// keep everyone's reminders.
func Clocks(e programme.Event, readerZone string) programme.Clocks {
	event := location(e.When.Zone, time.UTC)
	return programme.Clocks{Reader: location(readerZone, event), Venue: location(e.VenueZone(), event)}
}

func location(zone string, otherwise *time.Location) *time.Location {
	loc, err := locale.Zone(zone)
	if err != nil {
		return otherwise
	}
	return loc
}

// unreachable says why somebody cannot be written to; empty if they can.
func unreachable(r programme.Reach) string {
	switch r {
	case programme.ReachOK:
		return ""
	case "":
		return programme.SkipNotLinked
	}
	return programme.SkipUnreachable + string(r)
}

// repeat is the line that begins a message that its reader may have had.
func repeat(p *locale.Printer) string { return string(p.HTML("bot.repeat")) }

// tellStaff tells the coordinators of an event, silently, that its reminders
// could not be planned.
func tellStaff(ctx context.Context, tx *postgres.Tx, e programme.Event) error {
	staff, err := tx.Staff(ctx, e.Programme, 0)
	if err != nil {
		return err
	}
	for _, r := range staff {
		if r.Reach != programme.ReachOK {
			continue
		}
		p := locale.For(r.Language)
		params := view.Screen{Text: p.HTML("reminder.planning_failed", "title", e.Title(r.Language), "code", e.Code)}.Params()
		params["disable_notification"] = true
		if err := tx.Enqueue(ctx, programme.Message{
			Programme: e.Programme, Event: e.ID, Person: r.Person, Chat: r.Chat, Class: programme.Notice, Params: params, Repeat: repeat(p),
		}); err != nil {
			return err
		}
	}
	return nil
}
