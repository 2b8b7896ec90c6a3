package telegram_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"jarchy/internal/telegram"
)

func TestDownload(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
		switch {
		case method == "getFile" && r.FormValue("file_id") == "F1":
			answer(w, `{"file_id":"F1","file_size":10,"file_path":"documents/file 1.csv"}`)
		case method == "file documents/file 1.csv" && r.Method == http.MethodGet:
			_, _ = w.Write([]byte("name,place\n")[:10])
		default:
			t.Errorf("got %s %s", r.Method, method)
		}
	})
	data, err := c.Download(t.Context(), "F1", 10)
	if err != nil || string(data) != "name,place" {
		t.Errorf("got %q, %v", data, err)
	}
}

func TestDownloadFails(t *testing.T) {
	t.Parallel()
	const found = `{"file_id":"F1","file_path":"documents/f.csv"}`
	for name, tt := range map[string]struct {
		getFile, file func(w http.ResponseWriter, r *http.Request)
		kind          telegram.FailureKind // empty: ErrTooBig
	}{
		"too big, it says": {
			getFile: func(w http.ResponseWriter, _ *http.Request) {
				answer(w, `{"file_size":101,"file_path":"documents/f.csv"}`)
			},
		},
		"too big, it is": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, found) },
			file:    func(w http.ResponseWriter, _ *http.Request) { endless(w) },
		},
		"too big for Telegram": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { refuse(w, 400, "Bad Request: file is too big", "") },
		},
		"unknown": {
			getFile: func(w http.ResponseWriter, _ *http.Request) {
				refuse(w, 400, "Bad Request: wrong file_id or the file is temporarily unavailable", "")
			},
			kind: telegram.Network,
		},
		"revoked": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { refuse(w, 401, "Unauthorized", "") },
			kind:    telegram.Unauthorized,
		},
		"flood": {
			getFile: func(w http.ResponseWriter, _ *http.Request) {
				refuse(w, 429, "Too Many Requests: retry after 1", `{"retry_after":1}`)
			},
			kind: telegram.TooMany,
		},
		"gone": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, found) },
			file:    func(w http.ResponseWriter, _ *http.Request) { refuse(w, 404, "Not Found", "") },
			kind:    telegram.Network,
		},
		"moved": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, found) },
			file:    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+".old", http.StatusFound) },
			kind:    telegram.Network,
		},
		"cut": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, found) },
			file: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "50")
				_, _ = w.Write([]byte("half"))
			},
			kind: telegram.Network,
		},
		"hang": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, found) },
			file:    hang,
			kind:    telegram.Network,
		},
		"a path of the server's disk": {
			getFile: func(w http.ResponseWriter, _ *http.Request) {
				answer(w, `{"file_path":"/var/lib/telegram-bot-api/f.csv"}`)
			},
			kind: telegram.Network,
		},
		"no path": {
			getFile: func(w http.ResponseWriter, _ *http.Request) { answer(w, `{"file_id":"F1"}`) },
			kind:    telegram.Network,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, func(w http.ResponseWriter, r *http.Request, method string) {
				switch {
				case method == "getFile":
					tt.getFile(w, r)
				case strings.HasPrefix(method, "file ") && tt.file != nil:
					tt.file(w, r)
				default:
					t.Errorf("got a request for %s", method)
				}
			})
			limit := 10 * time.Second
			if name == "hang" {
				limit = 500 * time.Millisecond
			}
			data, err := c.Download(within(t, limit), "F1", 100)
			if data != nil {
				t.Errorf("got %q with an error", data)
			}
			if tt.kind == "" {
				if !errors.Is(err, telegram.ErrTooBig) {
					t.Errorf("got %v, want ErrTooBig", err)
				}
				return
			}
			wait := time.Duration(0)
			if tt.kind == telegram.TooMany {
				wait = time.Second
			}
			checkFailure(t, err, tt.kind, wait)
		})
	}
}
