package outbox

import (
	"encoding/json"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// movesAtMost bounds how often a row follows a group to another id.
const movesAtMost = 5

// react says what becomes of a row whose attempt had an outcome, as far as the
// row and its chat go.
func react(c postgres.Claimed, o programme.Outcome) postgres.Mark {
	m := postgres.Mark{ID: c.ID, Attempt: c.Attempt, Chat: c.Call.Chat}
	switch o.Result {
	case programme.Sent, programme.DoneAlready:
		m.State, m.MessageID = postgres.RowSent, o.MessageID
	case programme.NotSent, programme.Fatal:
		m.State, m.Free = postgres.RowQueued, true
	case programme.Unreachable:
		m.State, m.Problem = postgres.RowFailed, "unreachable"
		if o.Reach != "" && o.Reach != programme.ReachOK && m.Chat > 0 {
			m.Problem, m.Reach = string(o.Reach), o.Reach
		}
	case programme.Moved:
		if o.MovedTo == 0 || o.MovedTo == m.Chat || c.Attempts > movesAtMost {
			return refused(m)
		}
		m.State, m.MovedTo = postgres.RowQueued, o.MovedTo
	case programme.NoTopic:
		return repaired(c, m, withoutTopic)
	case programme.BadMarkup:
		return repaired(c, m, withoutMarkup)
	case programme.MessageGone:
		return gone(c, m)
	case programme.Refused:
		return refused(m)
	default: // also a result that nobody knows: it may have arrived
		return unknown(c, m)
	}
	return m
}

// unknown lets a row be sent once more; when that was seen to end without a
// readable answer too, it is given up.
func unknown(c postgres.Claimed, m postgres.Mark) postgres.Mark {
	if c.Seen {
		m.State, m.Problem = postgres.RowFailed, "unknown"
		return m
	}
	m.State, m.Seen = postgres.RowUnknown, true
	return m
}

// abandoned is the mark of a call that the sender does not wait for: it says
// nothing about the wire.
func abandoned(c postgres.Claimed) postgres.Mark {
	return postgres.Mark{ID: c.ID, Attempt: c.Attempt, Chat: c.Call.Chat, State: postgres.RowUnknown}
}

// gone sends an edit anew if its reader is waiting for it; what is about a
// message that is not there is dropped otherwise.
func gone(c postgres.Claimed, m postgres.Mark) postgres.Mark {
	if c.Caused && c.Call.Method == "editMessageText" {
		m.State, m.Method, m.Params, m.Repeat = postgres.RowQueued, "sendMessage", anew(c.Call.Params), c.Repeat
		return m
	}
	m.State, m.Problem = postgres.RowSkipped, "message_gone"
	return m
}

func repaired(c postgres.Claimed, m postgres.Mark, repair func(map[string]any) (json.RawMessage, bool)) postgres.Mark {
	params, ok := repair(c.Call.Params)
	if !ok {
		return refused(m)
	}
	m.State, m.Params, m.Repeat = postgres.RowQueued, params, c.Repeat
	return m
}

func refused(m postgres.Mark) postgres.Mark {
	m.State, m.Problem = postgres.RowFailed, "refused"
	return m
}
