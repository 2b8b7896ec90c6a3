package web

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jarchy/internal/postgres"
)

var (
	outboxRows = prometheus.NewDesc("jarchy_outbox_rows", "Rows of the outbox that are not final, by class and state.", []string{"class", "state"}, nil)
	oldestDue  = prometheus.NewDesc("jarchy_outbox_oldest_due_seconds", "Age of the oldest row that may go and has not gone.", nil, nil)
	active     = prometheus.NewDesc("jarchy_active", "1 if this process polls and sends, 0 if it stands by.", nil, nil)
	lastPoll   = prometheus.NewDesc("jarchy_last_poll_timestamp_seconds", "When Telegram last answered a poll; 0 if never.", nil, nil)
	databaseUp = prometheus.NewDesc("jarchy_database_up", "1 if the database answered when this was asked.", nil, nil)
)

// Figures collects the gauges of a running bot when they are asked for.
type Figures struct {
	DB    *postgres.DB
	State func(context.Context) Readiness
}

// Describe implements prometheus.Collector.
func (f Figures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{outboxRows, oldestDue, active, lastPoll, databaseUp} {
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
	state := f.State(ctx)
	gauge(active, one(state.Active))
	gauge(lastPoll, unix(state.LastPoll))
	queue, err := f.DB.QueueFigures(ctx)
	gauge(databaseUp, one(err == nil))
	if err != nil {
		return
	}
	for _, row := range queue.Rows {
		gauge(outboxRows, float64(row.N), row.Class, row.State)
	}
	gauge(oldestDue, queue.OldestDue.Seconds())
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
