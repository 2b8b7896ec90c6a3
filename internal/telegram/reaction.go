package telegram

import (
	"strings"

	"jarchy/internal/programme"
)

// reaction is what to make of a description that begins so.
type reaction struct {
	prefix string // in lower case
	result programme.Result
	reach  programme.Reach // of the user, if the chat is a private one; empty: as it was
	wait   bool            // flood control
}

// reactions to the Bot API's descriptions; the first that fits counts. A description
// stands here even if its number alone would bring the same result: so this list tells
// what is known from what is guessed.
var reactions = []reaction{
	{prefix: "too many requests", result: programme.NotSent, wait: true},

	// The chat cannot be written to.
	{prefix: "forbidden: bot was blocked by the user", result: programme.Unreachable, reach: programme.ReachBlocked},
	{prefix: "forbidden: user is deactivated", result: programme.Unreachable, reach: programme.ReachDeactivated},
	{prefix: "forbidden: bot can't initiate conversation with a user", result: programme.Unreachable, reach: programme.ReachNotStarted},
	{prefix: "forbidden: the bot can't send messages to the bot", result: programme.Unreachable},
	{prefix: "forbidden: bot was kicked from the ", result: programme.Unreachable},
	{prefix: "forbidden: bot is not a member of the ", result: programme.Unreachable},
	{prefix: "forbidden: the group chat was deleted", result: programme.Unreachable},
	{prefix: "bad request: chat not found", result: programme.Unreachable, reach: programme.ReachNotStarted},
	{prefix: "bad request: private chat not found", result: programme.Unreachable, reach: programme.ReachNotStarted},
	{prefix: "bad request: user not found", result: programme.Unreachable},
	{prefix: "bad request: peer_id_invalid", result: programme.Unreachable, reach: programme.ReachNotStarted},
	{prefix: "bad request: chat_write_forbidden", result: programme.Unreachable},
	{prefix: "bad request: need administrator rights in the channel chat", result: programme.Unreachable},
	{prefix: "bad request: not enough rights to send ", result: programme.Unreachable},
	{prefix: "bad request: chat_admin_required", result: programme.Unreachable},
	{prefix: "bad request: allow_payment_required", result: programme.Unreachable},
	// With the new id it is Moved; without it there is nowhere to go.
	{prefix: "bad request: group chat was upgraded to a supergroup chat", result: programme.Unreachable},

	{prefix: "bad request: message thread not found", result: programme.NoTopic},
	{prefix: "bad request: topic_closed", result: programme.NoTopic},

	{prefix: "bad request: message is not modified", result: programme.DoneAlready},
	{prefix: "bad request: message to delete not found", result: programme.DoneAlready},
	{prefix: "bad request: query is too old", result: programme.DoneAlready},

	{prefix: "bad request: message to edit not found", result: programme.MessageGone},
	{prefix: "bad request: message can't be edited", result: programme.MessageGone},
	// It is still there, and no later attempt deletes it.
	{prefix: "bad request: message can't be deleted", result: programme.Refused},

	{prefix: "bad request: can't parse entities", result: programme.BadMarkup},

	// This call will never do.
	{prefix: "bad request: message to be replied not found", result: programme.Refused},
	{prefix: "bad request: message text is empty", result: programme.Refused},
	{prefix: "bad request: text must be non-empty", result: programme.Refused},
	{prefix: "bad request: message is too long", result: programme.Refused},
	{prefix: "bad request: text is too long", result: programme.Refused},
	{prefix: "bad request: message caption is too long", result: programme.Refused},
	{prefix: "bad request: button_", result: programme.Refused},
	{prefix: "bad request: can't parse inline keyboard button", result: programme.Refused},
	{prefix: `bad request: field "inline_keyboard" must be of type array`, result: programme.Refused},
	{prefix: "bad request: object expected as reply markup", result: programme.Refused},
	{prefix: "bad request: reply markup is too long", result: programme.Refused},
	{prefix: "bad request: chat_id is empty", result: programme.Refused},
	{prefix: "bad request: wrong file identifier/http url specified", result: programme.Refused},
	{prefix: "bad request: wrong type of the web page content", result: programme.Refused},
	// Another try might do, but files go as bytes, so this is a mistake of ours.
	{prefix: "bad request: failed to get http url content", result: programme.Refused},
	{prefix: "bad request: file is too big", result: programme.Refused},
	{prefix: "bad request: too many inline query results specified", result: programme.Refused},
	{prefix: "request entity too large", result: programme.Refused},
	// A server older than the method: no reason to stop all the others.
	{prefix: "not found: method not found", result: programme.Refused},

	{prefix: "unauthorized", result: programme.Fatal},
	{prefix: "not found", result: programme.Fatal},
	{prefix: "misdirected request", result: programme.Fatal},
	{prefix: "bad request: frozen_method_invalid", result: programme.Fatal},

	// Of getUpdates and setWebhook: nothing was done.
	{prefix: "conflict: ", result: programme.NotSent},

	{prefix: "internal server error", result: programme.Unknown},
	{prefix: "bad gateway", result: programme.Unknown},
	{prefix: "gateway timeout", result: programme.Unknown},
}

func reactionTo(description string) (reaction, bool) {
	description = strings.ToLower(description)
	for _, r := range reactions {
		if strings.HasPrefix(description, r.prefix) {
			return r, true
		}
	}
	return reaction{}, false
}
