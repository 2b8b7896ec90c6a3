package telegram

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

// judge says what became of a request that failed. chat is the one it was for; 0: none.
func judge(chat int64, x *exchange, err error) programme.Outcome {
	var e *tg.Error
	switch {
	case errors.As(err, &e) && e.Message != "":
		return refusal(chat, x, err, e)
	case x.status != 0:
		return noAnswer(x)
	case x.wrote.Load():
		return programme.Outcome{Result: programme.Unknown, Description: describe(err)}
	}
	return programme.Outcome{Result: programme.NotSent, Description: describe(err)}
}

func describe(err error) string { return scrub(strings.ToValidUTF8(err.Error(), "\uFFFD")) }

// refusal reads the Bot API's own words. They go before its numbers, which the library
// loses on uploads.
func refusal(chat int64, x *exchange, err error, e *tg.Error) programme.Outcome {
	o := programme.Outcome{Description: describe(err)}
	number := code(x, err)
	switch r, known := reactionTo(e.Message); {
	case e.MigrateToChatID != 0:
		o.Result, o.MovedTo = programme.Moved, e.MigrateToChatID
	case e.RetryAfter > 0 || number == http.StatusTooManyRequests || r.wait:
		o.Result = programme.NotSent
		o.RetryAfter, o.Unsaid = pause(cmp.Or(time.Duration(e.RetryAfter)*time.Second, x.retryAfter))
	case known:
		o.Result = r.result
		if chat > 0 { // a private chat: users' ids are positive, groups' negative
			o.Reach = r.reach
		}
	default:
		o.Result = byCode(number)
	}
	return o
}

// pause is how long to leave Telegram alone that said so, or did not.
func pause(said time.Duration) (wait time.Duration, unsaid bool) {
	return max(said, time.Second), said <= 0
}

// byCode is the reaction to words that nobody has met yet.
func byCode(number int) programme.Result {
	switch {
	case number >= 500:
		return programme.Unknown
	case number == http.StatusForbidden:
		return programme.Unreachable
	case number == http.StatusUnauthorized, number == http.StatusNotFound:
		return programme.Fatal
	case number == http.StatusConflict:
		return programme.NotSent
	case number >= 400:
		return programme.Refused
	}
	return programme.Unknown
}

// noAnswer judges an answer that is not the Bot API's: a proxy's page, half a body.
// Such an answer is never taken for a verdict on the token or the chat.
func noAnswer(x *exchange) programme.Outcome {
	o := programme.Outcome{
		Result:      programme.NotSent,
		Description: fmt.Sprintf("HTTP status %d, and no readable answer of the Bot API", x.status),
	}
	switch {
	case x.status >= 500, x.status < 300:
		o.Result = programme.Unknown
	case x.status < 400:
		o.Description = fmt.Sprintf("HTTP status %d: redirected, which the Bot API never does", x.status)
	case x.status == http.StatusRequestEntityTooLarge:
		o.Result = programme.Refused
	case x.status == http.StatusTooManyRequests:
		o.RetryAfter, o.Unsaid = pause(x.retryAfter)
	}
	return o
}
