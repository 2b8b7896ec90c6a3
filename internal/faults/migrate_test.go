package faults

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/processtest"
)

// TestMigrations (F55): the first process is killed in the middle of making the tables; then
// five start at once, and one of them is killed. The others end well, one has made the
// tables, each migration once, and a bot can work with them.
func TestMigrations(t *testing.T) {
	t.Parallel()
	const together = 5
	r := newRig(t)
	r.exec(`DROP SCHEMA public CASCADE`)
	r.exec(`CREATE SCHEMA public`)
	// Each table takes a while, so that a kill finds one in the middle.
	r.exec(`CREATE SCHEMA slow`)
	r.exec(`CREATE FUNCTION slow.down() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); END $$`)
	r.exec(`CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION slow.down()`)
	const tables = `SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'goose_db_version'`
	const making = `SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
		WHERE a.datname = current_database() AND a.application_name = 'jarchy' AND l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'`
	env := []string{"DATABASE_URL=" + r.database}

	first := run(r, program, "", env, "migrate")
	processtest.Until(t, "tables being made", func() bool { return r.number(making) > 5 })
	first.Kill()
	r.alone()
	if n := r.number(tables); n != 0 {
		t.Errorf("tables after a death in the middle: got %d, want none", n)
	}

	var all sync.WaitGroup
	ps := make([]*process, together)
	for i := range ps {
		ps[i] = run(r, program, "", env, "migrate")
	}
	time.Sleep(300 * time.Millisecond)
	ps[0].Kill()
	began := time.Now()
	for _, p := range ps[1:] {
		all.Go(func() { <-p.Done() })
	}
	all.Wait()
	for _, p := range ps[1:] {
		if code := p.Wait(); code != 0 {
			t.Errorf("exit code %d\n%s", code, p.Out.Tail())
		}
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("the last waited %s", took)
	}
	if n := r.number(`SELECT count(*) - count(DISTINCT version_id) FROM goose_db_version`); n != 0 {
		t.Errorf("migrations that are noted twice: %d", n)
	}
	r.exec(`DROP EVENT TRIGGER slow`)
	r.programme(nil)
	p := r.serve(program)
	p.ready()
	p.Stop()
}

// TestNaiveMigrations makes a table in the way that comes to mind first, by five at once: each
// looks which migration was made last, and makes the next. It is made more than once, or whoever
// comes second fails on what is there already.
func TestNaiveMigrations(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.sql.SetMaxOpenConns(5)
	for round := range 20 {
		r.exec(`DROP TABLE IF EXISTS migration, made`)
		r.exec(`CREATE TABLE migration (version int NOT NULL)`)
		var failed atomic.Int64
		var all sync.WaitGroup
		for who := range 5 {
			all.Go(func() {
				if err := r.naively(who, migrateNaively); err != nil {
					failed.Add(1)
				}
			})
		}
		all.Wait()
		if noted := r.number(`SELECT count(*) FROM migration`); failed.Load() > 0 || noted > 1 {
			t.Logf("it broke in round %d: %d failed, and it was noted %d times", round+1, failed.Load(), noted)
			return
		}
	}
	t.Error("nothing broke in 20 rounds: the scene that this is the twin of proves nothing")
}

func migrateNaively(tx *sqlx.Tx, _ int) error {
	var made bool
	if err := tx.Get(&made, `SELECT EXISTS (SELECT FROM migration WHERE version = 1)`); err != nil || made {
		return err
	}
	_, err := tx.Exec(`CREATE TABLE made (id int); INSERT INTO migration VALUES (1)`)
	return err
}
