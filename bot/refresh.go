package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Staff's cards that stand in chats follow the answers. An edit pings nobody, and
// several answers make one.

// jobCards is the job that renews staff's cards of an event.
const jobCards = "cards"

// refreshAfter is how long answers are gathered before cards are renewed.
const refreshAfter = 2 * time.Second

type cardsArgs struct {
	Event int64 `json:"event"`
}

// eventCardName names the message in which staff's card of an event stands.
func eventCardName(id int64) string { return fmt.Sprintf("event:%d", id) }

// eventOfCard is the event whose card has a name.
func eventOfCard(name string) (id int64, ok bool) {
	number, ok := strings.CutPrefix(name, "event:")
	id, err := strconv.ParseInt(number, 10, 64)
	return id, ok && err == nil
}

// refreshLater has staff's cards of an event renewed, if there are any.
func refreshLater(ctx context.Context, tx *postgres.Tx, event int64) error {
	chats, err := tx.CardChats(ctx, eventCardName(event))
	if err != nil || len(chats) == 0 {
		return err
	}
	args, err := json.Marshal(cardsArgs{event})
	if err != nil {
		return err
	}
	// In the lane of a chat that has one: cards of several events are renewed in order.
	return tx.AddJob(ctx, programme.Job{Kind: jobCards, Chat: chats[0], Key: fmt.Sprintf("%s:%d", jobCards, event), Args: args, NotBefore: tx.Now().Add(refreshAfter)})
}

// refreshDue renews the cards, each for its reader, who is asked for their rights
// anew.
func (b *Bot) refreshDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args cardsArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	e, err := tx.Event(ctx, args.Event)
	if err != nil {
		return err
	}
	return renewCards(ctx, tx, b.request(programme.Update{}, postgres.Caller{}, tx.Now()), e, nil)
}

// renewCards renews staff's cards of an event, but for the one in the sender's
// chat, which the answer renews. above is what is said above them.
func renewCards(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, above saying) error {
	name := eventCardName(e.ID)
	chats, err := tx.CardChats(ctx, name)
	if err != nil {
		return err
	}
	var ms []programme.Message
	for _, chat := range chats {
		if chat == req.Chat {
			continue
		}
		caller, err := tx.Caller(ctx, chat)
		if err != nil {
			return err
		}
		reader := req.of(programme.Update{User: chat, Chat: chat, Private: true}, caller)
		if !reader.staffOf(e) {
			continue
		}
		card, err := staffCard(ctx, tx, reader, e)
		if err != nil {
			return err
		}
		screen := card.Screens[0]
		if above != nil {
			screen.Text = view.Paragraphs(above(reader.P), screen.Text)
		}
		ms = append(ms, programme.Message{Chat: chat, Person: reader.personIn(e.Programme).ID, Method: "editMessageText",
			Params: screen.EditParams(), Card: name, Class: programme.Mass})
	}
	return tx.Enqueue(ctx, ms...)
}

// nameEdited names the message whose place a reply takes, by which it is renewed
// later. One that shows something else now is no event's card any more.
func nameEdited(ctx context.Context, tx *postgres.Tx, req Request, reply Reply) error {
	if reply.Edit == nil || !req.inPlace() {
		return nil
	}
	if req.Me.Role.Staff() {
		for _, prefix := range []string{"event:", "progress:"} {
			if err := tx.UnnameCards(ctx, req.Chat, req.MessageID, prefix); err != nil {
				return err
			}
		}
	}
	name := reply.Card
	if len(reply.Screens) > 0 { // that one names a new message, when it is sent
		name = reply.EditCard
	}
	if name == "" {
		return nil
	}
	return tx.NameCard(ctx, req.Chat, name, req.MessageID)
}
