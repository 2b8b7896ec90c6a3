// Package web is HTTP in production: whether the process lives, whether it is
// ready, and its figures.
package web

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Readiness is what /readyz tells.
type Readiness struct {
	Ready    bool      `json:"ready"`
	Active   bool      `json:"active"`             // this process is; false: a standby, which is ready too
	Host     string    `json:"host,omitempty"`     // the machine of the active process; empty: none is active
	Since    time.Time `json:"since,omitzero"`     // when that became active
	LastPoll time.Time `json:"last_poll,omitzero"` // Telegram's last answer to this process
	Problems []string  `json:"problems,omitempty"` // why it is not ready, in words

	Database  bool      `json:"database"`                // it answers; if not, nothing is known of the rest
	OldestDue float64   `json:"oldest_due_seconds"`      // for how long the oldest message that may go has waited
	TooMany   time.Time `json:"last_429_until,omitzero"` // until when Telegram last asked to wait
}

// Handler serves /healthz, /readyz and /metrics. ready is asked at each request
// and has 3 s.
func Handler(ready func(context.Context) Readiness, figures prometheus.Gatherer) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
		defer cancel()
		state := ready(ctx)
		w.Header().Set("Content-Type", "application/json")
		if !state.Ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(state)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(figures, promhttp.HandlerOpts{EnableOpenMetrics: true, Timeout: 5 * time.Second}))
	return mux
}

// Server is an http.Server with limits, so that a slow client holds nothing.
func Server(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 15 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10}
}
