package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/programme"
)

const (
	fanOut  = 20_000 // reminders
	rounds  = 5      // of which the median counts
	at0ms   = 128    // workers of the floor at a server that answers at once
	at30ms  = 1000   // and at one that takes its time
	perPlan = 1000   // people for whom one transaction plans
)

// BenchmarkFanOut sends reminders that wait in the outbox as fast as the server takes
// them, and holds that against the floor: once with a server that answers at once, once
// with one that takes 30 ms.
func BenchmarkFanOut(b *testing.B) {
	for _, s := range []struct {
		name    string
		delay   time.Duration
		workers int
	}{
		{"0ms", 0, at0ms},
		{"30ms", 30 * time.Millisecond, at30ms},
	} {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				compareFanOut(b, s.name, s.delay, s.workers)
			}
		})
	}
}

func compareFanOut(b *testing.B, name string, delay time.Duration, workers int) {
	ours, theirs := newBench(b), newStub(b)
	ours.delay, theirs.delay = delay, delay
	bot := ours.serve()
	b.Cleanup(func() {
		if b.Failed() {
			b.Log(bot.Out.Tail())
		}
	})
	ours.stockReaders()
	cluster := clusterOf(b, ours.database)
	bare := startFloor(b, theirs, workers)

	var ratio, cpu, rate, bareRate []float64
	for round := range rounds {
		before := cpuTime(b, bare.PID())
		theirs.many.expect(fanOut)
		theirs.say(owner, fmt.Sprint(fanOut))
		their := theirs.many.took(b)
		theirCPU := cpuTime(b, bare.PID()) - before

		ours.queueReminders(round)
		botBefore, clusterBefore := cpuTime(b, bot.PID()), cluster.cpuTime()
		ours.many.expect(fanOut)
		ours.release()
		our := ours.many.took(b)
		ours.settled()
		botCPU, clusterCPU := cpuTime(b, bot.PID())-botBefore, cluster.cpuTime()-clusterBefore

		b.Logf("round %d: floor %s, CPU %s; bot %s, CPU %s and Postgres %s", round+1, their, theirCPU, our, botCPU, clusterCPU)
		ratio = append(ratio, their.Seconds()/our.Seconds())
		rate, bareRate = append(rate, fanOut/our.Seconds()), append(bareRate, fanOut/their.Seconds())
		cpu = append(cpu, (botCPU+clusterCPU).Seconds()/theirCPU.Seconds())
	}
	figure("fanout_floor_per_s_"+name, median(bareRate), "1/s")
	figure("fanout_per_s_"+name, median(rate), "1/s")
	figure("fanout_ratio_"+name, median(ratio), "ratio")
	if name == "0ms" { // the server's wait costs neither
		figure("fanout_cpu_ratio", median(cpu), "ratio")
		if m := memoryMB(b, bot.PID(), "VmHWM:"); m > 0 {
			figure("fanout_rss_mb", m, "MB")
		}
	}
	bot.Stop()
}

// stockReaders gives the programme as many people as a fan-out is for.
func (m *bench) stockReaders() {
	m.Helper()
	db := postgrestest.SQL(m, m.database)
	for _, statement := range []string{
		`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		 SELECT $1::bigint + i, 'en', true, 'Asia/Almaty', true, 'ok', clock_timestamp(), clock_timestamp() FROM generate_series(0, $2::int - 1) i`,
		`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		 SELECT g.id, $1::bigint + i, 'participant', 'Officer', true, clock_timestamp() FROM programme g, generate_series(0, $2::int - 1) i`,
		`ANALYZE`,
	} {
		args := []any{firstReader, fanOut}
		if statement == `ANALYZE` {
			args = nil
		}
		if _, err := db.Exec(statement, args...); err != nil {
			m.Fatal(err)
		}
	}
}

// queueReminders queues a reminder for each reader as the planner does, with sending
// paused. Each round stands for another schedule.
func (m *bench) queueReminders(round int) {
	m.Helper()
	ctx := m.Context()
	db := m.open()
	defer db.Close()
	sql := postgrestest.SQL(m, m.database)
	var people []int64
	if err := sql.Select(&people, `SELECT id FROM person WHERE account_id >= $1 ORDER BY id`, firstReader); err != nil {
		m.Fatal(err)
	}
	var rule int64
	if err := sql.Get(&rule, `SELECT min(id) FROM rule`); err != nil {
		m.Fatal(err)
	}
	if err := db.Do(ctx, func(tx *postgres.Tx) error { return tx.Pause(ctx, postgres.PauseAll, "the bench") }); err != nil {
		m.Fatal(err)
	}
	for chunk := range slices.Chunk(people, perPlan) {
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			_, err := tx.Fan(ctx, postgres.Fan{
				Message: programme.Message{Programme: 1, Class: programme.Mass, Repeat: "<i>Again</i>", ExpiresAt: tx.Now().Add(24 * time.Hour),
					Params: map[string]any{"text": reminderText, "parse_mode": "HTML", "reply_markup": json.RawMessage(reminderKeyboard)}},
				Rule: rule, Schedule: 1 + round, Instant: tx.Now(), People: chunk,
			})
			return err
		}); err != nil {
			m.Fatal(err)
		}
	}
}

// release ends the pause; the sender looks within 250 ms.
func (m *bench) release() {
	m.Helper()
	if _, err := postgrestest.SQL(m, m.database).Exec(`DELETE FROM pause`); err != nil {
		m.Fatal(err)
	}
}

// settled waits until the database knows of every message that it was sent.
func (m *bench) settled() {
	m.Helper()
	db := postgrestest.SQL(m, m.database)
	processtest.Until(m, "all marked", func() bool {
		var open int
		if err := db.Get(&open, `SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown')`); err != nil {
			m.Fatal(err)
		}
		return open == 0
	})
	var told int
	if err := db.Get(&told, `SELECT count(*) FROM delivery WHERE outcome IS DISTINCT FROM 'sent'`); err != nil {
		m.Fatal(err)
	}
	if told > 0 {
		m.Errorf("deliveries without the outcome sent: %d", told)
	}
}

func (m *bench) open() *postgres.DB {
	m.Helper()
	db, err := postgres.Open(context.WithoutCancel(m.Context()), m.database, 2, time.Now, postgres.Random{})
	if err != nil {
		m.Fatal(err)
	}
	return db
}

func median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
