package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/programme"
	"jarchy/internal/telegram"
)

const me = `{"id":123456789,"is_bot":true,"first_name":"Jarchy","username":"Jarchy_Bot","can_join_groups":true}`

// serveUpdates gives a client to which h answers getUpdates.
func serveUpdates(t *testing.T, h http.HandlerFunc) *telegram.Client {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		switch method {
		case "getMe":
			answer(w, me)
		case "getUpdates":
			h(w, r)
		default:
			t.Errorf("got a call of %s", method)
		}
	})
}

func message(id int64) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"hello"}}`, id)
}

func fetch(t *testing.T, c *telegram.Client) []programme.Update {
	t.Helper()
	updates, err := c.Fetch(within(t, 5*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return updates
}

func ids(updates []programme.Update) []int64 {
	var all []int64
	for _, u := range updates {
		all = append(all, u.ID)
	}
	return all
}

func TestFetchConfirmsOnlyWhatWasConfirmed(t *testing.T) {
	t.Parallel()
	pending := []int64{727334705, 727334706, 727334707}
	c := serveUpdates(t, func(w http.ResponseWriter, r *http.Request) {
		offset, _ := strconv.ParseInt(r.FormValue("offset"), 10, 64)
		pending = slices.DeleteFunc(pending, func(id int64) bool { return id < offset })
		var batch []string
		for _, id := range pending {
			batch = append(batch, message(id))
		}
		answer(w, "["+strings.Join(batch, ",")+"]")
	})
	first := fetch(t, c)
	if want := []int64{727334705, 727334706, 727334707}; !slices.Equal(ids(first), want) {
		t.Fatalf("got %v, want %v", ids(first), want)
	}
	if again := fetch(t, c); !slices.Equal(ids(again), ids(first)) {
		t.Errorf("not confirmed: got %v, want %v again", ids(again), ids(first))
	}
	c.Confirm(first[:1])
	c.Confirm(nil)
	if got, want := ids(fetch(t, c)), []int64{727334706, 727334707}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	c.Confirm(first)
	if got := fetch(t, c); len(got) != 0 {
		t.Errorf("got %v, want none", ids(got))
	}
}

// After a quiet week Telegram goes on with an id below those it gave before.
func TestFetchAfterAQuietWeek(t *testing.T) {
	t.Parallel()
	queue := []int64{727334707, 117314199, 117314200}
	var offsets []string
	c := serveUpdates(t, func(w http.ResponseWriter, r *http.Request) {
		offset := r.FormValue("offset")
		offsets = append(offsets, offset)
		if len(queue) > 0 && offset == strconv.FormatInt(queue[0]+1, 10) {
			queue = queue[1:]
		}
		if len(queue) == 0 {
			answer(w, "[]")
			return
		}
		answer(w, "["+message(queue[0])+"]")
	})
	var got []int64
	for range 4 {
		updates := fetch(t, c)
		got = append(got, ids(updates)...)
		c.Confirm(updates)
	}
	if want := []int64{727334707, 117314199, 117314200}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if want := []string{"", "727334708", "117314200", "117314201"}; !slices.Equal(offsets, want) {
		t.Errorf("got offsets %v, want %v", offsets, want)
	}
}

func TestFetchAsksAsItShould(t *testing.T) {
	t.Parallel()
	c := serveUpdates(t, func(w http.ResponseWriter, r *http.Request) {
		for name, want := range map[string]string{
			"timeout": "50", "limit": "100",
			"allowed_updates": `["message","edited_message","callback_query","my_chat_member"]`,
		} {
			if got := r.FormValue(name); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
		answer(w, "["+message(1)+"]")
	})
	if got := fetch(t, c)[0].Fetched; !got.Equal(programmeNow) {
		t.Errorf("got fetched at %v, want programme time %v", got, programmeNow)
	}
}

func TestFetchOutlivesPoison(t *testing.T) {
	t.Parallel()
	c := serveUpdates(t, func(w http.ResponseWriter, _ *http.Request) {
		answer(w, `[`+message(1)+`,
			{"update_id":2,"message":{"message_id":"poison","chat":{"id":7,"type":"private"}}},
			{"message":{"message_id":3}},
			{"update_id":"four"},
			null,
			{"update_id":5,"message":["nothing"]},
			{"update_id":6,"hologram":{"message_id":1}},
			`+message(7)+`]`)
	})
	updates := fetch(t, c)
	if want := []int64{1, 2, 5, 6, 7}; !slices.Equal(ids(updates), want) {
		t.Fatalf("got %v, want %v", ids(updates), want)
	}
	for i, want := range []programme.UpdateKind{
		programme.MessageSent, programme.Unreadable, programme.Unreadable, programme.OtherUpdate, programme.MessageSent,
	} {
		u := updates[i]
		if u.Kind != want || (u.Problem != "") != (want == programme.Unreadable) || !u.Fetched.Equal(programmeNow) {
			t.Errorf("%d: got %+v, want %s", u.ID, u, want)
		}
	}
}

func TestFetchFails(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		handle http.HandlerFunc
		kind   telegram.FailureKind
		wait   time.Duration
	}{
		"two pollers": {func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "")
		}, telegram.Conflict, 0},
		"webhook": {func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "")
		}, telegram.WebhookActive, 0},
		"webhook set meanwhile": {func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, 409, "Conflict: terminated by setWebhook request", "")
		}, telegram.WebhookActive, 0},
		"revoked":   {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 401, "Unauthorized", "") }, telegram.Unauthorized, 0},
		"not found": {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 404, "Not Found", "") }, telegram.Unauthorized, 0},
		"page 404":  {func(w http.ResponseWriter, _ *http.Request) { page(w, 404) }, telegram.Network, 0},
		"page 401":  {func(w http.ResponseWriter, _ *http.Request) { page(w, 401) }, telegram.Network, 0},
		"page 502":  {func(w http.ResponseWriter, _ *http.Request) { page(w, 502) }, telegram.Network, 0},
		"restart":   {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 500, "Internal Server Error: restart", "") }, telegram.Network, 0},
		"flood": {func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, 429, "Too Many Requests: retry after 5", `{"retry_after":5}`)
		}, telegram.TooMany, 5 * time.Second},
		"redirect":      {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"/x", http.StatusFound) }, telegram.Network, 0},
		"not a list":    {func(w http.ResponseWriter, _ *http.Request) { answer(w, `{"update_id":1}`) }, telegram.Network, 0},
		"no ids at all": {func(w http.ResponseWriter, _ *http.Request) { answer(w, `[{"update_id":"one"}]`) }, telegram.Network, 0},
		"endless":       {func(w http.ResponseWriter, _ *http.Request) { endless(w) }, telegram.Network, 0},
		"cut":           {func(w http.ResponseWriter, _ *http.Request) { reset(t, w) }, telegram.Network, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			updates, err := serveUpdates(t, tt.handle).Fetch(within(t, 10*time.Second))
			checkFailure(t, err, tt.kind, tt.wait)
			if updates != nil {
				t.Errorf("got %v with an error", updates)
			}
		})
	}
}

// checkFailure looks at an error as those do who must not know this package.
func checkFailure(t *testing.T, err error, kind telegram.FailureKind, wait time.Duration) {
	t.Helper()
	var f interface {
		error
		Fatal() bool
		Conflict() bool
		RetryAfter() time.Duration
	}
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a failure of kind %s", err, kind)
	}
	if got, want := f.Fatal(), kind == telegram.Unauthorized; got != want {
		t.Errorf("got fatal %t, want %t: %v", got, want, err)
	}
	if got, want := f.Conflict(), kind == telegram.Conflict || kind == telegram.WebhookActive; got != want {
		t.Errorf("got conflict %t, want %t: %v", got, want, err)
	}
	if got := f.RetryAfter(); got != wait {
		t.Errorf("got %v to wait, want %v: %v", got, wait, err)
	}
	var typed *telegram.FetchError
	if !errors.As(err, &typed) || typed.Kind != kind {
		t.Errorf("got %v, want the kind %s", err, kind)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		noToken(t, "error", e.Error())
		noToken(t, "error", fmt.Sprintf("%+v %#v", e, e))
	}
}

func TestFetchWithoutServer(t *testing.T) {
	t.Parallel()
	for _, url := range []string{nobody(t), "http://no-such-host.invalid"} {
		_, err := newClient(t, url).Fetch(within(t, 5*time.Second))
		checkFailure(t, err, telegram.Network, 0)
	}
}

func TestFetchStopsAtOnce(t *testing.T) {
	t.Parallel()
	polling := make(chan struct{})
	c := serveUpdates(t, func(w http.ResponseWriter, r *http.Request) {
		close(polling)
		hang(w, r)
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := c.Fetch(ctx)
		done <- err
	}()
	<-polling
	cancel()
	select {
	case err := <-done:
		checkFailure(t, err, telegram.Network, 0)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled in it", err)
		}
	case <-time.After(2 * time.Second):
		t.Fatal("still polling 2 s after the cancel")
	}
}

func TestFetchAsksForTheNameOnce(t *testing.T) {
	t.Parallel()
	var asked, failing atomic.Int64
	failing.Store(1)
	c := serve(t, func(w http.ResponseWriter, _ *http.Request, method string) {
		switch {
		case method == "getMe" && failing.Add(-1) >= 0:
			page(w, http.StatusBadGateway)
		case method == "getMe":
			asked.Add(1)
			answer(w, me)
		default:
			answer(w, `[{"update_id":1,"message":{"message_id":1,"chat":{"id":-7,"type":"group"},"text":"/help@jarchy_bot","entities":[{"type":"bot_command","offset":0,"length":16}]}}]`)
		}
	})
	_, err := c.Fetch(t.Context())
	checkFailure(t, err, telegram.Network, 0)
	for range 2 {
		if got := fetch(t, c)[0]; got.Command != "help" {
			t.Errorf("got %+v, want the command help", got)
		}
	}
	if got := asked.Load(); got != 1 {
		t.Errorf("asked for the name %d times, want once", got)
	}
}

func TestSelfAndWebhook(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		switch method {
		case "getMe":
			answer(w, me)
		case "getWebhookInfo":
			answer(w, `{"url":"https://bot.example/hook","pending_update_count":3}`)
		case "deleteWebhook":
			if got := r.FormValue("drop_pending_updates"); got != "" {
				t.Errorf("got drop_pending_updates %q", got)
			}
			_, _ = io.WriteString(w, `{"ok":true,"result":true,"description":"Webhook was deleted"}`)
		}
	})
	bot, err := c.Self(t.Context())
	if want := (telegram.Bot{ID: 123456789, Username: "Jarchy_Bot", Name: "Jarchy", CanJoinGroups: true}); err != nil || bot != want {
		t.Errorf("got %+v, %v, want %+v", bot, err, want)
	}
	url, pending, err := c.WebhookInfo(t.Context())
	if err != nil || url != "https://bot.example/hook" || pending != 3 {
		t.Errorf("got %q, %d, %v", url, pending, err)
	}
	if err := c.DeleteWebhook(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSelfFails(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, _ *http.Request, _ string) { refuse(w, 401, "Unauthorized", "") })
	_, err := c.Self(t.Context())
	checkFailure(t, err, telegram.Unauthorized, 0)
	_, _, err = c.WebhookInfo(t.Context())
	checkFailure(t, err, telegram.Unauthorized, 0)
	checkFailure(t, c.DeleteWebhook(t.Context()), telegram.Unauthorized, 0)
}
