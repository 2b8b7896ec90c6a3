package postgres_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
)

// nasty is a text that is easily spoilt on its way through JSON, COPY or SQL.
const nasty = "\\N \\. \t\\t\n\r\"quoted\" 'single' {a,b} NULL null \u2028 \u0001 Ә ү 👩‍👩‍👧 \\u0041 $1 --"

// fill puts rows into every table of the schema, with values of every type that
// are hard to keep. Every message of class answer is final.
func fill(t *testing.T, sql *sqlx.DB) {
	t.Helper()
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	const run = "01234567-89ab-4cde-8f01-23456789abcd"
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`INSERT INTO programme (name, zone, language, civil_from, civil_to, quiet_days, created_at) VALUES
			($1, 'Asia/Almaty', 'en', '07:59:59.999999', '24:00', '{}', '2026-11-20 13:00:00.123456+00'), ('Second', 'Europe/Riga', 'ru', '08:00', '20:00', '{0,6}', '2026-11-20+05')`, []any{nasty}},
		{`INSERT INTO account VALUES (101, 'en', true, 'Asia/Almaty', true, 'ok', '2026-01-01', '1999-12-31 23:59:59.999999+00'),
			(9007199254740993, 'ru', false, NULL, false, 'blocked', 'infinity', '0044-03-15 BC')`, nil},
		{`INSERT INTO person (programme_id, account_id, role, name, name_given, otherwise, institution, language, zone, created_at) VALUES
			(1, 101, 'owner', $1, true, 'participant', '', NULL, NULL, '2026-01-01'), (1, 9007199254740993, 'participant', 'x', false, NULL, $1, 'ru', '', '2026-01-01')`, []any{nasty}},
		{`INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, seats, agencies, partners, schedule_since, begins_at, ends_at, created_by, created_at) VALUES
			(1, '7KQ2M', 'key', 'workshop', 'online', 'UTC', false, 'en', 'confirmed', 24, $1, '{}', '2026-01-01', '2026-12-09', '2026-12-11', 1, '2026-01-01')`, []any{`{NULL,"NULL","","{}","a\\\\b\"c,d"}`}},
		{`INSERT INTO event_day VALUES (1, '2026-12-09', '09:00', '17:00:00.000001'), (1, '2026-12-10', NULL, NULL)`, nil},
		{`INSERT INTO event_place VALUES (1, 0, $1, 'Almaty', 'KZ', 'Asia/Almaty')`, []any{nasty}},
		{`INSERT INTO event_country VALUES (1, 'KZ', true, 0), (1, 'KG', false, 1)`, nil},
		{`INSERT INTO event_text VALUES (1, 'en', $1, '')`, []any{nasty}},
		{`INSERT INTO event_series VALUES (1, 1)`, nil},
		{`INSERT INTO event_deadline VALUES (1, 'nomination', '2026-11-20', '18:00'), (1, 'registration', '2026-11-27', NULL)`, nil},
		{`INSERT INTO event_info VALUES (1, 'arrival', $1)`, []any{nasty}},
		{`INSERT INTO event_agenda VALUES (1, 0, $1), (1, 2, 'x')`, []any{nasty}},
		{`INSERT INTO event_document (event_id, file_id, name, kind, added_by, added_at) VALUES (1, 'BQACAgIAAxkBAAIB', $1, 'document', 1, '2026-01-01')`, []any{nasty}},
		{`INSERT INTO participation (event_id, person_id, state, since, schedule, by) VALUES (1, 2, 'coming', '2026-01-01 00:00:00.000001+00', 1, 1)`, nil},
		{`INSERT INTO change (programme_id, subject, subject_id, by, at, old, new) VALUES (1, 'event', 1, 1, '2026-01-01', 'null', $1)`,
			[]any{`{"n": 12345678901234567890.10, "e": 1e300, "s": "\u2028\\ud83d", "null": null, "": []}`}},
		{`INSERT INTO batch (programme_id, by, sent_at, parts, discarded) VALUES (1, 1, '2026-01-01', '"a string"', '{}'), (1, 1, '2026-01-01', '[]', '{1,9223372036854775807}')`, nil},
		{`INSERT INTO sent_file (programme_id, by, batch_id, file_id, name, kind, sent_at) VALUES (1, 1, 1, 'AgACAgIAAxkBAAIC', $1, 'photo', '2026-01-01')`, []any{nasty}},
		{`INSERT INTO draft (programme_id, by, batch_id, fields, base, state, saved_as, updated_at) VALUES
			(1, 1, 1, '{}', 'null', 'saved', 1, '2026-01-01'), (1, 1, NULL, '"\"{}\""', NULL, 'open', NULL, '2026-01-01')`, nil},
		{`INSERT INTO workplan (programme_id, by, name, plan, updated_at) VALUES (1, 1, $1, '{"rows": []}', '2026-01-01')`, []any{nasty}},
		{`INSERT INTO heading VALUES (1, $1, '-')`, []any{nasty}},
		{`INSERT INTO asking VALUES (101, 'd.ask', 1, 'title', '2026-11-23', '2026-11-24')`, nil},
		{`INSERT INTO question (programme_id, event_id, person_id, asked_at) VALUES (1, 1, 2, '2026-01-01')`, nil},
		{`INSERT INTO token (hash, kind, programme_id, by, expires_at, used_at) VALUES ($1, 'invite', 1, 2, '2026-12-01', NULL), ('', 'setup', 1, NULL, '2026-12-01', '2026-11-01')`, []any{all}},
		{`INSERT INTO rule (programme_id, event_id, kind, n, clock, audience, since, next_at) VALUES
			(1, NULL, 'days_before', 14, '10:00', 'coming', '2026-01-01', NULL), (1, 1, 'hours_before', 2, NULL, 'coming', '2026-01-01', '2026-12-09')`, nil},
		{`INSERT INTO send (programme_id, event_id, kind, audience, words, by, at, state) VALUES (1, 1, 'mass', 'coming', $1, 1, '2026-01-01', 'going')`, []any{`{"en": "\\N"}`}},
		{`INSERT INTO outbox_text (params) VALUES ('{"text": "shared"}')`, nil},
		{`INSERT INTO outbox (programme_id, event_id, person_id, chat, method, params, text_id, file, file_name, class, state, not_before, run, claimed_at, attempts, created_at) VALUES
			(1, 1, 2, 101, 'sendDocument', '{}', 1, $1, $2, 2, 'sending', '2026-11-20', '` + run + `', '2026-11-20 01:02:03.456789', 1, '2026-11-20')`, []any{all, nasty}},
		{`INSERT INTO outbox (method, class, state, not_before, created_at, final_at, file) VALUES ('sendMessage', 0, 'sent', '2026-11-20', '2026-11-20', '2026-11-20', '')`, nil},
		{`INSERT INTO card VALUES (101, 'event:1', 7, 1), (-1001234567890, 'x', NULL, 2)`, nil},
		{`INSERT INTO delivery (event_id, rule_id, person_id, schedule, instant, outbox_id) VALUES (1, 2, 2, 1, '2026-12-09', 1)`, nil},
		{`INSERT INTO pause (scope, why) VALUES ('all', 'a test')`, nil},
		{`INSERT INTO update_mark VALUES (1, 1, '2026-11-20', NULL, NULL), (2, 0, NULL, '2026-11-20', 'why')`, nil},
		{`INSERT INTO job (programme_id, kind, args, chat, key, not_before) VALUES (1, 'tell', '[1, null]', 101, 'k', '2026-11-20')`, nil},
		{`INSERT INTO identity VALUES (1, 7001, '7000000000000000001', 1, 4294967295)`, nil},
		{`INSERT INTO known VALUES ('zones', $1)`, []any{nasty}},
		{`INSERT INTO restored VALUES (1, '2026-01-01')`, nil}, // an earlier restore
	} {
		if _, err := sql.Exec(s.statement, s.args...); err != nil {
			t.Fatalf("%s: %v", s.statement, err)
		}
	}
}

// prints are fingerprints of all that stands in each table, and its number of rows.
func prints(t *testing.T, sql *sqlx.DB) map[string]string {
	t.Helper()
	var tables []string
	if err := sql.Select(&tables, `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`); err != nil {
		t.Fatal(err)
	}
	ps := map[string]string{}
	for _, table := range tables {
		var print string
		if err := sql.Get(&print, `SELECT count(*) || ' ' || md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) FROM `+table+` r`); err != nil {
			t.Fatal(err)
		}
		ps[table] = print
	}
	return ps
}

// place is a database of a test with all ways into it.
type place struct {
	*postgres.DB
	sql   *sqlx.DB
	clock *postgrestest.Clock
}

func newPlace(t *testing.T) place {
	t.Helper()
	address, clock := postgrestest.URL(t), postgrestest.NewClock(postgrestest.Start)
	return place{postgrestest.Open(t, address, clock), postgrestest.SQL(t, address), clock}
}

// saved is a backup of all that p holds.
func (p place) saved(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := p.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, b []byte) *postgres.Archive {
	t.Helper()
	a, err := postgres.OpenArchive(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestBackupAndRestore compares every table of the schema before and after. It
// fails for a table that no row was put into.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	from, to := newPlace(t), newPlace(t)
	fill(t, from.sql)
	want := prints(t, from.sql)
	for table, print := range want {
		if strings.HasPrefix(print, "0 ") {
			t.Errorf("this test puts no row into table %s", table)
		}
	}
	a := opened(t, from.saved(t))
	if err := to.Restore(t.Context(), a, nil); err != nil {
		t.Fatal(err)
	}
	got := prints(t, to.sql)
	for table, print := range want {
		if !slices.Contains(postgres.LeftOut(), table) && got[table] != print {
			t.Errorf("table %s: got %s, want %s", table, got[table], print)
		}
	}
	if !a.Taken.Equal(postgrestest.Start) {
		t.Errorf("taken: got %s, want %s", a.Taken, postgrestest.Start)
	}

	var pauses []string
	if err := to.sql.Select(&pauses, `SELECT scope || ': ' || why FROM pause`); err != nil || len(pauses) != 1 || pauses[0] != "all_but_answers: restored from a backup" {
		t.Errorf("pauses: got %q, %v", pauses, err)
	}
	var taken time.Time
	if err := to.sql.Get(&taken, `SELECT taken_at FROM restored`); err != nil || !taken.Equal(postgrestest.Start) {
		t.Errorf("restored: got %s, %v", taken, err)
	}
	if same, _, err := to.Identity(t.Context(), 7001); err != nil || same {
		t.Errorf("the copy takes itself for the original: %v", err)
	}
	// The restored one goes on counting where the saved one cannot have been.
	var id int64
	if err := to.sql.Get(&id, `INSERT INTO question (programme_id, person_id, asked_at) VALUES (1, 1, '2026-01-01') RETURNING id`); err != nil || id < 1000 {
		t.Errorf("the next id: got %d, %v, want one far ahead", id, err)
	}
}

func TestRestoreSkipsAnswers(t *testing.T) {
	t.Parallel()
	from, to := newPlace(t), newPlace(t)
	fill(t, from.sql)
	from.sql.MustExec(`INSERT INTO outbox (id, chat, method, params, text_id, file, class, stranger, state, not_before, created_at) OVERRIDING SYSTEM VALUE VALUES
		(50, 101, 'sendMessage', '{"text": "x"}', 1, 'x', 0, false, 'queued', '2026-11-20', '2026-11-20'),
		(51, 301, 'sendMessage', '{"text": "x"}', 1, NULL, 0, true, 'unknown', '2026-11-20', '2026-11-20'),
		(52, 101, 'sendMessage', '{"text": "x"}', 1, NULL, 1, false, 'queued', '2026-11-20', '2026-11-20')`)
	if err := to.Restore(t.Context(), opened(t, from.saved(t)), nil); err != nil {
		t.Fatal(err)
	}
	var rows []string
	if err := to.sql.Select(&rows, `SELECT concat_ws(' ', id, state, problem, params, text_id, file) FROM outbox WHERE id >= 50 ORDER BY id`); err != nil {
		t.Fatal(err)
	}
	if want := []string{`50 skipped restored {}`, `52 queued {"text": "x"} 1`}; !slices.Equal(rows, want) {
		t.Errorf("got %q, want %q", rows, want)
	}
}

// TestBackupIsOneInstant commits a row while the backup is being written.
func TestBackupIsOneInstant(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	fill(t, p.sql)
	var b bytes.Buffer
	wrote := false
	m, err := p.Backup(t.Context(), writerFunc(func(chunk []byte) (int, error) {
		if !wrote { // the first table is being written, the last is known
			wrote = true
			p.sql.MustExec(`INSERT INTO update_mark (update_id) SELECT generate_series(100, 199)`)
		}
		return b.Write(chunk)
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range m.Tables {
		if table.Name == "update_mark" && table.Rows != 2 {
			t.Errorf("rows of a table that grew meanwhile: got %d, want 2", table.Rows)
		}
	}
	opened(t, b.Bytes())
}

// TestBackupStreams holds the memory that a backup and a restore need against what
// they move.
func TestBackupStreams(t *testing.T) { // not parallel: it measures
	from, to := newPlace(t), newPlace(t)
	const rows, size = 30, 1 << 20
	from.sql.MustExec(`INSERT INTO outbox (method, class, not_before, created_at, file)
		SELECT 'sendDocument', 2, '2026-11-20', '2026-11-20', convert_to(repeat(i::text || 'x', $2 / length(i::text || 'x')), 'UTF8') FROM generate_series(1, $1) i`, rows, size)
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var most uint64
	var b bytes.Buffer // small: it is packed
	if _, err := from.Backup(t.Context(), writerFunc(func(chunk []byte) (int, error) {
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapAlloc)
		return b.Write(chunk)
	})); err != nil {
		t.Fatal(err)
	}
	if grown := int64(most) - int64(before.HeapAlloc); grown > rows*size { // as text it is twice that
		t.Errorf("a backup of %d MB had %d MB in memory", rows*2, grown>>20)
	}
	if err := to.Restore(t.Context(), opened(t, b.Bytes()), nil); err != nil {
		t.Fatal(err)
	}
	if got, want := prints(t, to.sql)["outbox"], prints(t, from.sql)["outbox"]; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBackupRefuses(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	full := errors.New("no space left on device")
	if _, err := p.Backup(t.Context(), writerFunc(func([]byte) (int, error) { return 0, full })); !errors.Is(err, full) {
		t.Errorf("a disk that is full: %v", err)
	}
	p.sql.MustExec(`DROP TABLE goose_db_version`)
	if _, err := p.Backup(t.Context(), io.Discard); !errors.Is(err, postgres.ErrNoSchema) {
		t.Errorf("a database without a schema: %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// rewritten is a backup in which some files are other ones; empty: gone.
func rewritten(t *testing.T, backup []byte, files map[string]string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(backup), int64(len(backup)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := files[f.Name]; ok {
			if text = []byte(other); other == "" {
				continue
			}
		}
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// file is what a backup has under a name.
func file(t *testing.T, backup []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(backup), int64(len(backup)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// manifest is a backup's, changed.
func manifest(t *testing.T, backup []byte, change func(*postgres.Manifest)) string {
	t.Helper()
	var m postgres.Manifest
	if err := json.Unmarshal([]byte(file(t, backup, "manifest.json")), &m); err != nil {
		t.Fatal(err)
	}
	change(&m)
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintln(string(b))
}

// offset is where the packed bytes of a file of a backup begin.
func offset(t *testing.T, backup []byte, name string) int64 {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(backup), int64(len(backup)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if f.Name == name {
			at, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
	}
	t.Fatal("there is no ", name)
	return 0
}
