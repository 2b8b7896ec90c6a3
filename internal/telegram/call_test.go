package telegram_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/programme"
)

func TestCallSendsParams(t *testing.T) {
	t.Parallel()
	type html string
	var form url.Values
	var called string
	c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		called, form = method, r.PostForm
		answer(w, `{"message_id":4294967297,"chat":{"id":1}}`)
	})
	got := c.Call(t.Context(), programme.Call{
		Chat: -1001234567890,
		Params: map[string]any{
			"text":                 html("<b>Tuesday</b> & Жұма"),
			"disable_notification": true,
			"message_thread_id":    7,
			"message_id":           float64(123456789012345),
			"version":              json.Number("12"),
			"reply_markup":         map[string]any{"inline_keyboard": [][]map[string]string{{{"text": "I'll come", "callback_data": "c:1"}}}},
			"link_preview_options": json.RawMessage(`{"is_disabled":true}`),
			"entities":             []string(nil),
			"parse_mode":           nil,
		},
	})
	if want := (programme.Outcome{Result: programme.Sent, MessageID: 4294967297}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if called != "sendMessage" {
		t.Errorf("got a call of %q", called)
	}
	want := url.Values{
		"chat_id":              {"-1001234567890"},
		"text":                 {"<b>Tuesday</b> & Жұма"},
		"disable_notification": {"true"},
		"message_thread_id":    {"7"},
		"message_id":           {"123456789012345"},
		"version":              {"12"},
		"reply_markup":         {`{"inline_keyboard":[[{"callback_data":"c:1","text":"I'll come"}]]}`},
		"link_preview_options": {`{"is_disabled":true}`},
	}
	if diff := cmp.Diff(want, form); diff != "" {
		t.Errorf("params (-want +got):\n%s", diff)
	}
}

func TestCallWithoutChatOrMessage(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		if _, ok := r.PostForm["chat_id"]; ok || method != "answerCallbackQuery" {
			t.Errorf("got %s with %v", method, r.PostForm)
		}
		answer(w, `true`)
	})
	got := c.Call(t.Context(), programme.Call{Method: "answerCallbackQuery", Params: map[string]any{"callback_query_id": "9"}})
	if want := (programme.Outcome{Result: programme.Sent}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCallUploads(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		f, head, err := r.FormFile("document")
		if err != nil {
			t.Errorf("%s: %v", method, err)
			return
		}
		data, err := io.ReadAll(f)
		if err != nil || string(data) != "BEGIN:VCALENDAR" || head.Filename != "семинар.ics" {
			t.Errorf("got %q named %q, %v", data, head.Filename, err)
		}
		if got := r.FormValue("chat_id") + " " + r.FormValue("caption"); got != "7 Seminar" {
			t.Errorf("got %q", got)
		}
		answer(w, `{"message_id":12}`)
	})
	got := c.Call(t.Context(), programme.Call{
		Method: "sendDocument", Chat: 7, Params: map[string]any{"caption": "Seminar"},
		File: []byte("BEGIN:VCALENDAR"), FileName: "семинар.ics",
	})
	if want := (programme.Outcome{Result: programme.Sent, MessageID: 12}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCallRefusesWhatCannotBeSent(t *testing.T) {
	t.Parallel()
	c := serve(t, func(_ http.ResponseWriter, _ *http.Request, method string) { t.Errorf("got a call of %s", method) })
	for name, call := range map[string]programme.Call{
		"method with a path": {Method: "../getMe"},
		"method escaped":     {Method: "%zz"},
		"unencodable":        {Params: map[string]any{"text": func() {}}},
		"file elsewhere":     {Method: "sendMessage", File: []byte("x")},
	} {
		got := c.Call(t.Context(), call)
		if got.Result != programme.Refused || got.Description == "" {
			t.Errorf("%s: got %+v", name, got)
		}
		noToken(t, name, got.Description)
	}
}

// What is not the Bot API's answer tells only whether the call may have been done.
func TestCallWithoutAnswer(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		handle func(t *testing.T, w http.ResponseWriter, r *http.Request)
		want   programme.Outcome // without Description
		says   string
	}{
		"reset": {
			func(t *testing.T, w http.ResponseWriter, _ *http.Request) { reset(t, w) },
			programme.Outcome{Result: programme.Unknown}, "",
		},
		"half an answer": {
			func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				answer(w, `{"message_id":`)
			},
			programme.Outcome{Result: programme.Unknown}, "HTTP status 200",
		},
		"empty answer": {
			func(*testing.T, http.ResponseWriter, *http.Request) {},
			programme.Outcome{Result: programme.Unknown}, "HTTP status 200",
		},
		"answer of something else": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, `{"status":"up"}`)
			},
			programme.Outcome{Result: programme.Unknown}, "HTTP status 200",
		},
		"login page": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusOK) },
			programme.Outcome{Result: programme.Unknown}, "HTTP status 200",
		},
		"endless answer": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { endless(w) },
			programme.Outcome{Result: programme.Unknown}, "HTTP status 200",
		},
		"page 502": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusBadGateway) },
			programme.Outcome{Result: programme.Unknown}, "HTTP status 502",
		},
		"page 403 of a proxy": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusForbidden) },
			programme.Outcome{Result: programme.NotSent}, "HTTP status 403",
		},
		"page 404 of a proxy": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusNotFound) },
			programme.Outcome{Result: programme.NotSent}, "HTTP status 404",
		},
		"page 413": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusRequestEntityTooLarge) },
			programme.Outcome{Result: programme.Refused}, "HTTP status 413",
		},
		"page 429 that says how long": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "3")
				page(w, http.StatusTooManyRequests)
			},
			programme.Outcome{Result: programme.NotSent, RetryAfter: 3 * time.Second}, "HTTP status 429",
		},
		"page 429 that does not": {
			func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { page(w, http.StatusTooManyRequests) },
			programme.Outcome{Result: programme.NotSent, RetryAfter: time.Second, Unsaid: true}, "HTTP status 429",
		},
		"redirect": {
			func(t *testing.T, w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Referer") != "" {
					t.Error("followed a redirect")
				}
				http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
			},
			programme.Outcome{Result: programme.NotSent}, "redirected",
		},
	} {
		for _, call := range []programme.Call{
			{Method: "sendMessage", Chat: 7, Params: map[string]any{"text": "x"}},
			{Method: "sendDocument", Chat: 7, File: []byte("x")},
		} {
			t.Run(name+"/"+call.Method, func(t *testing.T) {
				t.Parallel()
				c := serve(t, func(w http.ResponseWriter, r *http.Request, _ string) { tt.handle(t, w, r) })
				got := c.Call(within(t, 15*time.Second), call)
				if !strings.Contains(got.Description, tt.says) {
					t.Errorf("got the description %q, want %q in it", got.Description, tt.says)
				}
				noToken(t, "description", got.Description)
				got.Description = ""
				if got != tt.want {
					t.Errorf("got %+v, want %+v", got, tt.want)
				}
			})
		}
	}
}

// A call that the caller gives up may have been done if it was on the wire.
func TestCallGivenUp(t *testing.T) {
	t.Parallel()
	for _, file := range [][]byte{nil, []byte("x")} {
		ctx, cancel := context.WithCancel(t.Context())
		c := serve(t, func(w http.ResponseWriter, r *http.Request, _ string) {
			cancel()
			hang(w, r)
		})
		started := time.Now()
		got := c.Call(ctx, programme.Call{Method: "sendDocument", Chat: 7, File: file})
		if got.Result != programme.Unknown || !strings.Contains(got.Description, "context canceled") {
			t.Errorf("file %q: got %+v, want unknown", file, got)
		}
		if took := time.Since(started); took > 3*time.Second {
			t.Errorf("file %q: returned after %v", file, took)
		}
		noToken(t, "description", got.Description)
	}
}

func TestCallThatDidNotLeave(t *testing.T) {
	t.Parallel()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tt := range map[string]struct {
		ctx context.Context
		url string
	}{
		"refused":       {t.Context(), nobody(t)},
		"no such host":  {t.Context(), "http://no-such-host.invalid"},
		"not TLS there": {t.Context(), strings.Replace(plain(t), "http:", "https:", 1)},
		"cancelled":     {cancelled, plain(t)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, tt.url)
			for _, file := range [][]byte{nil, []byte("x")} {
				got := c.Call(tt.ctx, programme.Call{Method: "sendDocument", Chat: 7, File: file})
				if got.Result != programme.NotSent || got.RetryAfter != 0 || got.Description == "" {
					t.Errorf("got %+v, want not sent", got)
				}
				noToken(t, "description", got.Description)
			}
		})
	}
}

// Calls one after the other share a connection, however they are answered.
func TestCallReusesConnections(t *testing.T) {
	t.Parallel()
	peers := map[string]bool{}
	c := serve(t, func(w http.ResponseWriter, r *http.Request, _ string) {
		peers[r.RemoteAddr] = true
		answer(w, `{"message_id":1}`)
	})
	for range 5 {
		if got := c.Call(t.Context(), programme.Call{Chat: 7}); got.Result != programme.Sent {
			t.Fatalf("got %+v", got)
		}
	}
	if len(peers) != 1 {
		t.Errorf("got %d connections for 5 calls, want 1", len(peers))
	}
}
