package outbox

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestReact(t *testing.T) {
	t.Parallel()
	text := func(kv ...string) map[string]any {
		p := map[string]any{"text": "<b>a</b> &amp; b"}
		for i := 0; i < len(kv); i += 2 {
			p[kv[i]] = kv[i+1]
		}
		return p
	}
	send := postgres.Claimed{Attempts: 1, Repeat: "again", Call: programme.Call{Method: "sendMessage", Chat: 5, Params: text("parse_mode", "HTML", "message_thread_id", "9")}}
	bare := postgres.Claimed{Attempts: 1, Call: programme.Call{Method: "sendMessage", Chat: -5, Params: text()}}
	edit := postgres.Claimed{Attempts: 1, Caused: true, Call: programme.Call{Method: "editMessageText", Chat: 5, Params: text("message_id", "1")}}
	progress := edit
	progress.Caused = false
	buttons := edit
	buttons.Call.Method = "editMessageReplyMarkup"
	seen, often := send, send
	seen.Seen, often.Attempts = true, 6

	for _, tt := range []struct {
		name    string
		row     postgres.Claimed
		outcome programme.Outcome
		want    postgres.Mark
	}{
		{"sent", send, programme.Outcome{Result: programme.Sent, MessageID: 7}, postgres.Mark{State: postgres.RowSent, MessageID: 7}},
		{"done already", edit, programme.Outcome{Result: programme.DoneAlready}, postgres.Mark{State: postgres.RowSent}},
		{"not sent", send, programme.Outcome{Result: programme.NotSent, RetryAfter: time.Second}, postgres.Mark{State: postgres.RowQueued, Free: true}},
		{"fatal", send, programme.Outcome{Result: programme.Fatal}, postgres.Mark{State: postgres.RowQueued, Free: true}},
		{"unknown", send, programme.Outcome{Result: programme.Unknown}, postgres.Mark{State: postgres.RowUnknown, Seen: true}},
		{"unknown twice", seen, programme.Outcome{Result: programme.Unknown}, postgres.Mark{State: postgres.RowFailed, Problem: "unknown"}},
		{"no known result", send, programme.Outcome{Result: "?"}, postgres.Mark{State: postgres.RowUnknown, Seen: true}},
		{"blocked", send, programme.Outcome{Result: programme.Unreachable, Reach: programme.ReachBlocked},
			postgres.Mark{State: postgres.RowFailed, Problem: "blocked", Reach: programme.ReachBlocked}},
		{"group left", bare, programme.Outcome{Result: programme.Unreachable}, postgres.Mark{State: postgres.RowFailed, Problem: "unreachable"}},
		{"moved", bare, programme.Outcome{Result: programme.Moved, MovedTo: -105}, postgres.Mark{State: postgres.RowQueued, MovedTo: -105}},
		{"moved nowhere", bare, programme.Outcome{Result: programme.Moved}, postgres.Mark{State: postgres.RowFailed, Problem: "refused"}},
		{"moved too often", often, programme.Outcome{Result: programme.Moved, MovedTo: -105}, postgres.Mark{State: postgres.RowFailed, Problem: "refused"}},
		{"no topic", send, programme.Outcome{Result: programme.NoTopic},
			postgres.Mark{State: postgres.RowQueued, Params: json.RawMessage(`{"parse_mode":"HTML","text":"\u003cb\u003ea\u003c/b\u003e \u0026amp; b"}`), Repeat: "again"}},
		{"no topic named", bare, programme.Outcome{Result: programme.NoTopic}, postgres.Mark{State: postgres.RowFailed, Problem: "refused"}},
		{"bad markup", send, programme.Outcome{Result: programme.BadMarkup},
			postgres.Mark{State: postgres.RowQueued, Params: json.RawMessage(`{"message_thread_id":"9","text":"a \u0026 b"}`), Repeat: "again"}},
		{"bad markup of plain text", bare, programme.Outcome{Result: programme.BadMarkup}, postgres.Mark{State: postgres.RowFailed, Problem: "refused"}},
		{"message gone", edit, programme.Outcome{Result: programme.MessageGone},
			postgres.Mark{State: postgres.RowQueued, Method: "sendMessage", Params: json.RawMessage(`{"text":"\u003cb\u003ea\u003c/b\u003e \u0026amp; b"}`)}},
		{"message gone, nobody waits", progress, programme.Outcome{Result: programme.MessageGone}, postgres.Mark{State: postgres.RowSkipped, Problem: "message_gone"}},
		{"message gone, buttons only", buttons, programme.Outcome{Result: programme.MessageGone}, postgres.Mark{State: postgres.RowSkipped, Problem: "message_gone"}},
		{"refused", send, programme.Outcome{Result: programme.Refused}, postgres.Mark{State: postgres.RowFailed, Problem: "refused"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.row.ID, tt.want.ID, tt.want.Chat = 3, 3, tt.row.Call.Chat
			if diff := cmp.Diff(tt.want, react(tt.row, tt.outcome)); diff != "" {
				t.Errorf("mark (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCall(t *testing.T) {
	t.Parallel()
	row := func(method string, resends int, params map[string]any) postgres.Claimed {
		return postgres.Claimed{Resends: resends, Repeat: "<i>again</i>", Call: programme.Call{Method: method, Params: params}}
	}
	edit := row("editMessageText", 1, map[string]any{"text": "t"})
	edit.Edits, edit.CardID = true, 7
	for _, tt := range []struct {
		name string
		row  postgres.Claimed
		want map[string]any
	}{
		{"first time", row("sendMessage", 0, map[string]any{"text": "t"}), map[string]any{"text": "t"}},
		{"resend", row("sendMessage", 1, map[string]any{"text": "t", "parse_mode": "HTML"}), map[string]any{"text": "<i>again</i>\n\nt", "parse_mode": "HTML"}},
		{"plain resend", row("sendMessage", 1, map[string]any{"text": "t"}), map[string]any{"text": "again\n\nt"}},
		{"file", row("sendDocument", 2, map[string]any{}), map[string]any{"caption": "<i>again</i>", "parse_mode": "HTML"}},
		{"edit of a card", edit, map[string]any{"text": "t", "message_id": int64(7)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, call(tt.row).Params); diff != "" {
				t.Errorf("params (-want +got):\n%s", diff)
			}
			if tt.row.Edits && tt.row.Call.Params["message_id"] != nil {
				t.Error("the row's own parameters were changed")
			}
		})
	}
}

func TestTooMany(t *testing.T) {
	t.Parallel()
	var r refusal
	now := time.Unix(100, 0)
	if r.tooManyFor(1, now, 10*time.Second) || r.tooManyFor(1, now.Add(time.Second), 10*time.Second) {
		t.Error("one chat's pause held all")
	}
	if !r.tooManyFor(2, now.Add(10*time.Second), 30*time.Second) {
		t.Error("a second chat's pause meanwhile did not hold all")
	}
	if got, want := r.left(now.Add(10*time.Second)), 30*time.Second; got != want {
		t.Errorf("left: got %v, want %v", got, want)
	}
	if r.tooManyFor(3, now.Add(41*time.Second), time.Second) {
		t.Error("a pause that was over held all")
	}
}
