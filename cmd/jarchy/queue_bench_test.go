package main_test

import (
	"log/slog"
	"os"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// BenchmarkPlan plans a rule that concerns 100,000 people.
func BenchmarkPlan(b *testing.B) {
	const people = 100_000
	m := newBench(b)
	m.serve().Stop() // makes the programme
	for b.Loop() {
		m.stock(people)
		m.exec(`ANALYZE`)
		m.exec(`INSERT INTO rule (programme_id, event_id, kind, instant, audience, since, next_at)
			SELECT programme_id, id, 'instant', clock_timestamp() - interval '1 second', 'coming', clock_timestamp() - interval '1 day', clock_timestamp()
			  FROM event WHERE code = 'AAAA2'`)
		m.exec(`UPDATE participation SET since = clock_timestamp() - interval '1 hour'`)
		base := m.open()
		defer base.Close()
		db, err := base.ByIndexes(b.Context(), 2)
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		began := time.Now()
		n, err := reminder.New(db, slog.New(slog.NewTextHandler(os.Stderr, nil)), func() {}).Plan(b.Context())
		took := time.Since(began)
		if err != nil || n != people {
			b.Fatalf("planned for %d, want %d: %v", n, people, err)
		}
		figure("plan_100k_s", took.Seconds(), "s")
	}
}

// BenchmarkDueScan asks a queue of a million rows, none of which may go yet, for what
// may.
func BenchmarkDueScan(b *testing.B) {
	const rows, claims = 1_000_000, 201
	m := newBench(b)
	const run = "00000000-0000-4000-8000-000000000001"
	m.exec(`UPDATE lease SET run = $1`, run)
	base := m.open()
	defer base.Close()
	db, err := base.ByIndexes(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	queue := db.Queue(run, time.Minute)
	claim := func() time.Duration {
		began := time.Now()
		cs, err := queue.Claim(b.Context(), 100, programme.Mass, nil, postgres.Place{})
		if err != nil || len(cs) > 0 {
			b.Fatalf("claimed %d rows: %v", len(cs), err)
		}
		return time.Since(began)
	}
	claim() // as at every start, the plan is made on an empty queue
	m.exec(`INSERT INTO outbox (chat, method, params, class, not_before, expires_at, created_at)
		SELECT $1::bigint + i, 'sendMessage', '{"text": "Reminder"}', 2, at + interval '1 day', at + interval '2 days', at
		  FROM generate_series(1, $2::int) i, (SELECT clock_timestamp() AS at) now`, firstReader, rows)
	for b.Loop() {
		var times []time.Duration
		for range claims {
			times = append(times, claim())
		}
		figure("due_scan_1m_ms", percentile(times, 50), "ms")
		figure("due_scan_1m_p99_ms", percentile(times, 99), "ms")
	}
}

func (m *bench) exec(query string, args ...any) {
	m.Helper()
	if _, err := postgrestest.SQL(m, m.database).Exec(query, args...); err != nil {
		m.Fatal(err)
	}
}
