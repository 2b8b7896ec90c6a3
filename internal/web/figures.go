package web

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

var (
	outboxRows  = prometheus.NewDesc("jarchy_outbox_rows", "Rows of the outbox that are not final, by class and state.", []string{"class", "state"}, nil)
	oldestDue   = prometheus.NewDesc("jarchy_outbox_oldest_due_seconds", "Age of the oldest row that may go and has not gone.", nil, nil)
	active      = prometheus.NewDesc("jarchy_active", "1 if this process polls and sends, 0 if it stands by.", nil, nil)
	activeSince = prometheus.NewDesc("jarchy_active_since_timestamp_seconds", "Since when the active process is, by the machine that it is on; 0 if none is.", []string{"host"}, nil)
	lastPoll    = prometheus.NewDesc("jarchy_last_poll_timestamp_seconds", "When Telegram last answered a poll; 0 if never.", nil, nil)
	tooMany     = prometheus.NewDesc("jarchy_last_429_until_timestamp_seconds", "Until when Telegram last asked to wait; 0 if never.", nil, nil)
	databaseUp  = prometheus.NewDesc("jarchy_database_up", "1 if the database answered when this was asked.", nil, nil)
)

// Waiting counts messages that are not final, of one class in one state.
type Waiting struct {
	Class string // answer, notice, mass
	State string // now, later, sending, unknown
	N     int
}

// Figures collects the gauges of a running bot when they are asked for: what readiness
// tells, in figures, and how much waits, which takes the longer the more it is.
type Figures func(context.Context) (Readiness, []Waiting)

// Describe implements prometheus.Collector.
func (f Figures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{outboxRows, oldestDue, active, activeSince, lastPoll, tooMany, databaseUp} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (f Figures) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	r, queue := f(ctx)
	gauge(active, one(r.Active))
	gauge(activeSince, unix(r.Since), r.Host)
	gauge(lastPoll, unix(r.LastPoll))
	gauge(databaseUp, one(r.Database))
	if !r.Database {
		return
	}
	for _, q := range queue {
		gauge(outboxRows, float64(q.N), q.Class, q.State)
	}
	gauge(oldestDue, r.OldestDue)
	gauge(tooMany, unix(r.TooMany))
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}
