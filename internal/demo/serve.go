package demo

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
)

// pageFiles are what a browser loads; there is no build step, and nothing comes
// from outside.
//
//go:embed page
var pageFiles embed.FS

// policy lets the page load what this server serves, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// maxBody is what a browser may send at once: a file, as large as a bot can fetch.
const maxBody = 20 << 20

// handler serves the page, its events and what visitors do. What changes anything is
// refused if another site's page asked for it.
func (v *show) handler() http.Handler {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("demo: " + err.Error()) // the folder is embedded
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /events", v.stream)
	mux.HandleFunc("GET /file", v.download)
	mux.HandleFunc("GET /commands", v.commands)
	mux.Handle("POST /say", v.does(v.say))
	mux.Handle("POST /press", v.does(v.press))
	mux.Handle("POST /open", v.does(v.open))
	mux.Handle("POST /pass", v.does(v.pass))
	mux.Handle("POST /turn", v.does(v.turn))
	mux.Handle("POST /plug", v.does(v.pullPlug))
	mux.Handle("POST /reset", v.does(v.reset))
	mux.HandleFunc("POST /file", v.sendFile)
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		guarded.ServeHTTP(w, r)
	})
}

// deed is something that a visitor does in the name of one of the people.
type deed struct {
	Chat    int64   `json:"chat"`
	Message int     `json:"message"`
	Text    string  `json:"text"`    // to say
	Forward string  `json:"forward"` // whose words the text is, if it is passed on
	Own     bool    `json:"own"`     // the visitor's own announcement
	Label   string  `json:"label"`   // of the button to press
	Link    string  `json:"link"`    // to open; empty: Start
	To      []int64 `json:"to"`      // whom to pass a message on
	Turn    string  `json:"turn"`    // hour, day or reminder
}

// refused is why a visitor cannot do something; everything else that fails is the
// demo's fault.
type refused string

func (r refused) Error() string { return string(r) }

// does makes a handler of a deed.
func (v *show) does(do func(*http.Request, *stage, deed) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var d deed
		if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
			http.Error(w, "not JSON: "+err.Error(), http.StatusBadRequest)
			return
		}
		s := v.now()
		if s == nil {
			http.Error(w, "The stage is being set.", http.StatusServiceUnavailable)
			return
		}
		v.answer(w, r, do(r, s, d))
	})
}

// now is the stage of this moment; nil while it is set.
func (v *show) now() *stage {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.stage
}

func (v *show) answer(w http.ResponseWriter, r *http.Request, err error) {
	var no refused
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.As(err, &no):
		http.Error(w, no.Error(), http.StatusConflict)
	case r.Context().Err() != nil: // nobody reads the answer
	default:
		v.options.Log.ErrorContext(r.Context(), "the demo failed", slog.String("path", r.URL.Path), slog.Any("err", err))
		http.Error(w, strings.TrimPrefix(err.Error(), "simulator: "), http.StatusInternalServerError)
	}
}
