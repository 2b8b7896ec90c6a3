package faults

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// owner is the Telegram number of who owns the programme.
const owner = 101

// rig is one scene's Telegram and database, and the processes between them.
type rig struct {
	testing.TB
	sim      *simulator.Server
	database string // as the processes reach it
	telegram string // likewise
	direct   string // the database as the scene reaches it, whatever is broken
	sql      *sqlx.DB
	began    time.Time // machine time at which programme time stands at start
	start    time.Time

	mu       sync.Mutex
	logs     []*processtest.Output
	expected []*expected
	started  int // people who have pressed Start
	seeded   int // transaction before which the scene itself wrote what is there; 0: not known yet
}

// newRig makes a rig on a database of its own. At the scene's end it holds the
// invariants that always hold.
func newRig(tb testing.TB) *rig {
	tb.Helper()
	return newRigOn(tb, databaseURL(tb), simulator.Options{})
}

func newRigOn(tb testing.TB, database string, o simulator.Options) *rig {
	tb.Helper()
	r := unchecked(tb, database, o)
	tb.Cleanup(func() {
		for _, v := range r.sim.Violations() {
			tb.Errorf("Telegram would refuse: %s", v)
		}
		r.invariants()
		r.scanLogs()
		if tb.Failed() {
			for _, log := range r.logs {
				tb.Logf("a process said:\n%s", log.Tail())
			}
		}
	})
	return r
}

// unchecked makes a rig that holds nothing at the scene's end.
func unchecked(tb testing.TB, database string, o simulator.Options) *rig {
	tb.Helper()
	o.Now = time.Now // the journal is read by machine time
	r := &rig{TB: tb, sim: simulator.New(o), database: database, direct: database, began: time.Now(), start: postgrestest.Start}
	r.sql = postgrestest.SQL(tb, database)
	if err := r.sim.Start(""); err != nil {
		tb.Fatal(err)
	}
	r.telegram = r.sim.URL()
	tb.Cleanup(r.sim.Close)
	return r
}

// serve starts a process; changes are of its environment. Programme time goes on
// from one process to the next.
func (r *rig) serve(program func() (string, error), changes ...string) *process {
	r.Helper()
	listen := processtest.FreeAddress(r)
	env := []string{
		"TELEGRAM_BOT_TOKEN=" + r.sim.Token(),
		"TELEGRAM_API_URL=" + r.telegram,
		"DATABASE_URL=" + r.database,
		fmt.Sprint("JARCHY_OWNER=", owner),
		"JARCHY_SEND_RATE=0",
		"JARCHY_LISTEN=" + listen,
		"JARCHY_LEASE=2s",
		"JARCHY_RESEND_AFTER=300ms",
		"JARCHY_LOG=text,debug",
		"JARCHY_NOW=" + r.now().Format(time.RFC3339Nano),
	}
	for _, change := range changes {
		name, _, _ := strings.Cut(change, "=")
		for i, v := range env {
			if strings.HasPrefix(v, name+"=") {
				env[i] = ""
			}
		}
	}
	r.seed()
	p := run(r, program, listen, append(env, changes...), "serve")
	r.mu.Lock()
	r.logs = append(r.logs, p.Out)
	r.mu.Unlock()
	return p
}

// seed notes that what was written so far is the scene's, not the bot's.
func (r *rig) seed() {
	if r.seeded != 0 {
		return
	}
	if err := r.sql.Get(&r.seeded, `SELECT pg_current_xact_id()::text::bigint`); err != nil {
		r.Fatal(err)
	}
}

// now is programme time.
func (r *rig) now() time.Time { return r.start.Add(time.Since(r.began)) }

// turn sets programme time, for processes that are started afterwards.
func (r *rig) turn(to time.Time) { r.start, r.began = to, time.Now() }

// chat is somebody who pressed Start, of which the bot is told unless forget follows.
func (r *rig) chat(id int64) *simulator.Person {
	p := r.sim.Person(id, fmt.Sprint("Inspector Nameless", id), "en")
	p.Start("")
	return p
}

// chats has so many people have pressed Start long ago. Call it before there is a
// process, which would be told.
func (r *rig) chats(n int) {
	r.Helper()
	for i := r.started; i < n; i++ {
		r.chat(int64(firstChat + i))
	}
	if n > r.started {
		r.started = n
		r.forget()
	}
}

// forget confirms all updates, as a bot that was here before would have.
func (r *rig) forget() {
	r.Helper()
	resp, err := http.Get(fmt.Sprintf("%s/bot%s/getUpdates?offset=%d", r.sim.URL(), r.sim.Token(), r.sim.LastUpdate()+1))
	if err != nil {
		r.Fatal(err)
	}
	defer resp.Body.Close()
	if r.sim.Pending() != 0 {
		r.Fatalf("%d updates are still to come", r.sim.Pending())
	}
}

// number reads a number from the database.
func (r *rig) number(query string, args ...any) (n int) {
	r.Helper()
	if err := r.sql.Get(&n, query, args...); err != nil {
		r.Fatal(err)
	}
	return n
}

// text reads a text from the database.
func (r *rig) text(query string, args ...any) (s string) {
	r.Helper()
	if err := r.sql.Get(&s, query, args...); err != nil {
		r.Fatal(err)
	}
	return s
}

func (r *rig) exec(query string, args ...any) {
	r.Helper()
	if _, err := r.sql.Exec(query, args...); err != nil {
		r.Fatal(err)
	}
}

// alone waits until no session of a killed process is left: the server finishes
// what it was told before it notices.
func (r *rig) alone() {
	r.Helper()
	processtest.Until(r, "no session of the killed process", func() bool {
		return r.number(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jarchy'`) == 0
	})
}

// programme makes the first programme, as the first process would, and what more a
// transaction shall make.
func (r *rig) programme(more func(*postgres.Tx) error) {
	r.Helper()
	db, err := postgres.Open(r.Context(), r.direct, 1, postgrestest.NewClock(postgrestest.Start).Now, postgres.Random{})
	if err != nil {
		r.Fatal(err)
	}
	defer db.Close()
	if err := db.FirstProgramme(r.Context(), programme.Programme{Name: programme.UnnamedProgramme, Zone: "Asia/Almaty", Language: "en"},
		programme.DefaultPlan(), []int64{owner}); err != nil {
		r.Fatal(err)
	}
	r.chat(owner)
	r.exec(`UPDATE account SET reach = 'ok'`)
	if more != nil {
		r.do(more)
	}
}

// do does in a transaction what a handler would.
func (r *rig) do(f func(*postgres.Tx) error) {
	r.Helper()
	db, err := postgres.Open(r.Context(), r.direct, 1, postgrestest.NewClock(postgrestest.Start).Now, postgres.Random{})
	if err != nil {
		r.Fatal(err)
	}
	defer db.Close()
	if err := db.Do(r.Context(), f); err != nil {
		r.Fatal(err)
	}
}

// databaseURL makes a database of the scene's own on the server that all share.
func databaseURL(tb testing.TB) string { return postgrestest.URL(tb) }
