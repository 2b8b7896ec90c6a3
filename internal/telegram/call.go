package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

var methodPattern = regexp.MustCompile(`^[A-Za-z]+$`)

// fileFields names the parameter that a method's file goes in.
var fileFields = map[string]string{"sendDocument": "document", "sendPhoto": "photo"}

// Call makes one API call, and one only: whether to repeat it is the caller's to
// decide. It ends after 20 s at most. Whatever happens, the Outcome says how far the
// call came: NotSent only if Telegram certainly did nothing.
func (c *Client) Call(ctx context.Context, call programme.Call) programme.Outcome {
	started := time.Now() // machine time, for the log only
	call.Method = cmp.Or(call.Method, "sendMessage")
	o := c.call(ctx, call)
	if c.log.Enabled(ctx, slog.LevelDebug) {
		c.log.Debug("call", slog.String("method", call.Method), slog.String("result", string(o.Result)),
			slog.Duration("took", time.Since(started)))
	}
	return o
}

func (c *Client) call(ctx context.Context, call programme.Call) programme.Outcome {
	if !methodPattern.MatchString(call.Method) {
		return refuse("not the name of a method")
	}
	params, err := encodeParams(call)
	if err != nil {
		return refuse(scrub(err.Error()))
	}
	var files []tg.RequestFile
	if len(call.File) > 0 {
		field, ok := fileFields[call.Method]
		if !ok {
			return refuse(call.Method + " takes no file here")
		}
		name := cmp.Or(call.FileName, "file")
		files = []tg.RequestFile{{Name: field, Data: tg.FileBytes{Name: name, Bytes: call.File}}}
	}
	result, x, err := c.request(ctx, callTimeout, call.Method, params, files...)
	if err != nil {
		return judge(call.Chat, x, err)
	}
	return programme.Outcome{Result: programme.Sent, MessageID: messageID(result)}
}

func refuse(description string) programme.Outcome {
	return programme.Outcome{Result: programme.Refused, Description: description}
}

// messageID is the message's in a result; 0 if the result is no message: many methods
// answer true.
func messageID(result json.RawMessage) int64 {
	var m struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(result, &m); err != nil {
		return 0
	}
	return m.ID
}
