package web

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
)

// ErrStandby is what a Webhook's Take returns when another process handles updates.
var ErrStandby = errors.New("another process handles updates")

// maxUpdate is how many bytes an update may have. Telegram's are a few kilobytes.
const maxUpdate = 1 << 20

// Webhook takes the updates that Telegram brings.
type Webhook struct {
	Secret string // what Telegram says in X-Telegram-Bot-Api-Secret-Token
	// Take returns once an update is done for good. An error of ErrUnreadable makes
	// Telegram drop the update, any other makes it bring it again.
	Take func(ctx context.Context, update []byte) error
}

// ErrUnreadable is what Take returns for what no process will ever understand.
var ErrUnreadable = errors.New("not an update")

// ServeHTTP answers once the update is committed: what is not answered with 200 comes
// again.
func (h Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// Hashes, so that the time it takes tells nothing of the secret, its length included.
	got, want := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))), sha256.Sum256([]byte(h.Secret))
	if h.Secret == "" || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		http.Error(w, "who are you?", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if err != nil {
		if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
			http.Error(w, "an update is never so long", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "the request was cut short", http.StatusBadRequest)
		return
	}
	switch err := h.Take(r.Context(), body); {
	case err == nil:
		w.WriteHeader(http.StatusOK)
	case errors.Is(err, ErrUnreadable):
		http.Error(w, "not an update", http.StatusBadRequest)
	default:
		w.Header().Set("Retry-After", "1")
		http.Error(w, "not now", http.StatusServiceUnavailable)
	}
}
