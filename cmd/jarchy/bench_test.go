package main_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"jarchy/internal/pgdev"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
)

// question is what people ask most: it reads the asker, the events and their part
// in them.
const question = "/upcoming"

// figure prints a line that others read. The newline before it ends the line that
// the benchmark's name stands on.
func figure(name string, value float64, unit string) {
	fmt.Printf("\nFIGURE %s %.4g %s\n", name, value, unit)
}

// BenchmarkAnswer compares our bot, with a database that waits for its disk, with a
// bare echo bot: one question after the other, and from many chats at once.
func BenchmarkAnswer(b *testing.B) {
	const questions, chats, answers = 2000, 200, 5000
	ours, theirs := newBench(b), newStub(b)
	ours.serve()
	ours.stock(chats)
	start(b, os.Args[0], nil, []string{echoVariable + "=" + theirs.url})
	for range 200 { // past the careful beginning, and all plans made
		ours.ask(b, owner, question)
		theirs.ask(b, owner, question)
	}

	for b.Loop() {
		var our, their []time.Duration
		for range questions {
			our = append(our, ours.ask(b, owner, question))
			their = append(their, theirs.ask(b, owner, question))
		}
		for _, percent := range []int{50, 99} {
			o, t := percentile(our, percent), percentile(their, percent)
			figure(fmt.Sprintf("answer_p%d_ms", percent), o, "ms")
			figure(fmt.Sprintf("echo_p%d_ms", percent), t, "ms")
			figure(fmt.Sprintf("answer_p%d_over_echo_ms", percent), o-t, "ms")
		}
		o := ours.crowd(b, firstParticipant, chats, answers, question)
		t := theirs.crowd(b, firstParticipant, chats, answers, question)
		figure("answers_per_s", o, "1/s")
		figure("echo_answers_per_s", t, "1/s")
		figure("answers_per_s_ratio", o/t, "ratio")
	}
}

// BenchmarkStart measures the way from the start of the process to its first poll,
// and the memory that it holds when it has nothing to do.
func BenchmarkStart(b *testing.B) {
	ours := newBench(b)
	ours.serve().Stop() // the first start makes the programme and the menus

	for b.Loop() {
		var starts []time.Duration
		var memory []float64
		for range 5 {
			began := time.Now()
			s := ours.serve()
			starts = append(starts, time.Since(began))
			for range 10 {
				ours.ask(b, owner, question)
			}
			memory = append(memory, memoryMB(b, s.PID(), "VmRSS:"))
			s.Stop()
		}
		figure("start_ms", percentile(starts, 50), "ms")
		if m := slices.Max(memory); m > 0 {
			figure("idle_rss_mb", m, "MB")
		}
	}
}

// bench is where our bot is measured: a stub, and a migrated database of its own on
// a server that waits for its disk.
type bench struct {
	*testing.B
	*stub
	server   *pgdev.Server
	cluster  pgdev.Options
	database string
	env      []string
}

func newBench(b *testing.B) *bench {
	b.Helper()
	dir, err := os.MkdirTemp("", "jarchybench-") // not in memory, as the tests' server is
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil { // as root, the server is another user
		b.Fatal(err)
	}
	m := &bench{B: b, stub: newStub(b), cluster: pgdev.Options{
		Dir: filepath.Join(dir, "postgres"), Bin: os.Getenv("PG_BIN"), Durable: true, FetchDir: filepath.Join(os.TempDir(), "jarchybench-fetched"),
	}}
	m.startPostgres()
	b.Cleanup(func() { _ = m.server.Stop() })
	m.env = []string{
		"TELEGRAM_BOT_TOKEN=" + stubToken, "TELEGRAM_API_URL=" + m.url, "DATABASE_URL=" + m.database,
		fmt.Sprint("JARCHY_OWNER=", owner), "JARCHY_SEND_RATE=0", "JARCHY_LISTEN=" + processtest.FreeAddress(b),
	}
	if out, code := run(b, m.env, "", "migrate"); code != 0 {
		b.Fatal(out)
	}
	return m
}

// startPostgres starts the server, and says when it was there.
func (m *bench) startPostgres() time.Time {
	m.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := pgdev.Start(ctx, m.cluster)
	if err != nil {
		m.Fatal(err)
	}
	there := time.Now()
	if m.server, m.database = server, server.URL("postgres"); len(m.env) > 0 && !slices.Contains(m.env, "DATABASE_URL="+m.database) {
		m.Fatal("the server has moved")
	}
	return there
}

// crashPostgres kills the server and all that it started.
func (m *bench) crashPostgres() {
	m.Helper()
	if err := syscall.Kill(m.server.Pid(), syscall.SIGKILL); err != nil {
		m.Fatal(err)
	}
	_ = m.server.Stop() // it is gone already
}

// serve starts a process and waits for its first poll.
func (m *bench) serve() *child {
	m.Helper()
	path := built(m, program)
	select {
	case <-m.polls: // of the process before
	default:
	}
	c := start(m, path, []string{"serve"}, m.env)
	select {
	case <-m.polls:
	case <-c.Done():
		m.Fatalf("the process has ended: %v\n%s", c.Err(), c.Out)
	case <-time.After(patience):
		m.Fatalf("no poll\n%s", c.Out)
	}
	return c
}

// stock gives the programme three events ahead, and people who come to them.
func (m *bench) stock(people int) {
	m.Helper()
	db := postgrestest.SQL(m, m.database)
	for _, statement := range []string{
		`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		 SELECT $1::bigint + i, 'en', true, 'Asia/Almaty', true, 'ok', clock_timestamp(), clock_timestamp() FROM generate_series(0, $2::int - 1) i`,
		`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		 SELECT g.id, $1::bigint + i, 'participant', 'Officer', true, clock_timestamp() FROM programme g, generate_series(0, $2::int - 1) i`,
		`WITH events AS (
		     INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, seats, schedule_since,
		                        begins_at, ends_at, created_by, created_at)
		     SELECT p.programme_id, 'AAAA' || n, 'key', 'workshop', 'in_person', 'Asia/Almaty', true, 'en', 'confirmed', 300, clock_timestamp(),
		            date_trunc('day', clock_timestamp()) + n * interval '30 days' + interval '4 hours',
		            date_trunc('day', clock_timestamp()) + n * interval '30 days' + interval '12 hours', p.id, clock_timestamp()
		       FROM person p, generate_series(2, 4) n WHERE p.role = 'owner' RETURNING id, begins_at),
		 days AS (INSERT INTO event_day SELECT id, begins_at::date, '09:00', '17:00' FROM events),
		 places AS (INSERT INTO event_place SELECT id, 1, '', 'Almaty', 'KZ', 'Asia/Almaty' FROM events),
		 texts AS (INSERT INTO event_text SELECT id, 'en', 'Risk management', '' FROM events)
		 INSERT INTO participation (event_id, person_id, state, since, schedule)
		 SELECT e.id, p.id, 'coming', clock_timestamp(), 1 FROM events e, person p WHERE p.account_id >= $1::bigint AND $2::int > 0`,
	} {
		if _, err := db.Exec(statement, firstParticipant, people); err != nil {
			m.Fatal(err)
		}
	}
}

// percentile is a time that so many percent do not exceed, in milliseconds.
func percentile(times []time.Duration, percent int) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[(len(sorted)*percent+99)/100-1].Seconds() * 1000
}
