package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

// FailureKind is why updates, or other facts, could not be fetched.
type FailureKind string

// The kinds of failure.
const (
	Conflict      FailureKind = "conflict"       // somebody else fetches this bot's updates
	WebhookActive FailureKind = "webhook_active" // a webhook gets them
	Unauthorized  FailureKind = "unauthorized"   // the token is no good
	TooMany       FailureKind = "too_many"       // Telegram asks to wait
	Network       FailureKind = "network"        // everything else: try again later
)

// FetchError is how everything but Call fails. Its text holds no token. Who must not
// know this package asks by interface: interface{ Fatal() bool } and so on.
type FetchError struct {
	Kind FailureKind
	Wait time.Duration // of TooMany, if Telegram said: at least 1 s; 0 otherwise
	Err  error
}

func (e *FetchError) Error() string { return e.Err.Error() }
func (e *FetchError) Unwrap() error { return e.Err }

// Fatal reports whether asking again is useless: the token is revoked, wrong, or not
// taken by this server.
func (e *FetchError) Fatal() bool { return e.Kind == Unauthorized }

// Conflict reports whether the updates go to somebody else: another process that polls
// with this token, or a webhook. Two pollers take each other's place, so wait some
// seconds before the next Fetch.
func (e *FetchError) Conflict() bool { return e.Kind == Conflict || e.Kind == WebhookActive }

// RetryAfter is how long Telegram asks to wait, at least 1 s; 0 if it does not ask.
func (e *FetchError) RetryAfter() time.Duration { return e.Wait }

// failure names what went wrong with a request.
func failure(method string, x *exchange, err error) *FetchError {
	o := judge(0, x, err)
	f := &FetchError{Kind: Network, Err: fmt.Errorf("telegram: %s: %w", method, &quietError{text: o.Description, cause: quiet(err)})}
	switch {
	case o.Result == programme.Fatal:
		f.Kind = Unauthorized
	case o.RetryAfter > 0 && o.Unsaid:
		f.Kind = TooMany
	case o.RetryAfter > 0:
		f.Kind, f.Wait = TooMany, o.RetryAfter
	case code(x, err) == http.StatusConflict && strings.Contains(strings.ToLower(o.Description), "webhook"):
		f.Kind = WebhookActive
	case code(x, err) == http.StatusConflict:
		f.Kind = Conflict
	}
	return f
}

// quiet is the cause of an error if nothing in it can tell the token: what Do made, or
// what the library read in an answer; else nil.
func quiet(err error) error {
	var q *quietError
	if errors.As(err, &q) {
		return q
	}
	return nil
}

// code is the error code of an answer. The library loses it on uploads; then it is the
// HTTP status, which Telegram keeps the same. 0: not an answer of the Bot API.
func code(x *exchange, err error) int {
	var e *tg.Error
	switch {
	case !errors.As(err, &e) || e.Message == "":
		return 0
	case e.Code != 0:
		return e.Code
	}
	return x.status
}
