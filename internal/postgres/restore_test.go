package postgres_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"jarchy/internal/postgres"
	"jarchy/migrations"
)

// newer is what a program of two versions later knows.
func newer(t *testing.T) fstest.MapFS {
	t.Helper()
	first, err := migrations.Files.ReadFile("0001_first.sql")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"0001_first.sql":  {Data: first},
		"0002_second.sql": {Data: []byte("-- +goose Up\nALTER TABLE known ADD COLUMN times int NOT NULL DEFAULT 7;\nCREATE TABLE fresh (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, other bigint REFERENCES fresh, twice bigint GENERATED ALWAYS AS (id * 2) STORED);\nINSERT INTO fresh DEFAULT VALUES;")},
		"0003_third.sql":  {Data: []byte("-- +goose Up\nALTER TABLE known RENAME COLUMN times TO seen;\nUPDATE known SET seen = seen + 1;")},
	}
}

// TestRestoreMigrates restores backups of older schemas with a newer program.
func TestRestoreMigrates(t *testing.T) {
	t.Parallel()
	files := newer(t)
	second := maps.Clone(files)
	delete(second, "0003_third.sql")

	first := newPlace(t)
	fill(t, first.sql)
	later := newPlace(t)
	later.Know(second)
	if err := later.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	fill2 := `INSERT INTO known (name, value, times) VALUES ('a', 'b', 40)`
	later.sql.MustExec(fill2)
	later.sql.MustExec(`INSERT INTO fresh (id, other) OVERRIDING SYSTEM VALUE VALUES (20, 30), (30, 20)`) // each leads to the other
	for name, tt := range map[string]struct {
		from   place
		schema int64
		seen   int
		fresh  string
	}{
		"from the first":  {first, 1, 8, "1::2"},
		"from the second": {later, 2, 41, "1::2,20:30:40,30:20:60"},
	} {
		a := opened(t, tt.from.saved(t))
		if a.Schema != tt.schema {
			t.Errorf("%s: schema: got %d, want %d", name, a.Schema, tt.schema)
		}
		to := newPlace(t)
		to.Know(files)
		if err := to.Restore(t.Context(), a, nil); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var seen int
		if err := to.sql.Get(&seen, `SELECT seen FROM known`); err != nil || seen != tt.seen {
			t.Errorf("%s: a value that the third migration changed: got %d, %v, want %d", name, seen, err, tt.seen)
		}
		var fresh string
		if err := to.sql.Get(&fresh, `SELECT string_agg(concat(id, ':', other, ':', twice), ',' ORDER BY id) FROM fresh`); err != nil || fresh != tt.fresh {
			t.Errorf("%s: the second migration's table: got %q, %v, want %q", name, fresh, err, tt.fresh)
		}
		if about, err := to.About(t.Context()); err != nil || about.Schema != 3 {
			t.Errorf("%s: schema after it: got %d, %v, want 3", name, about.Schema, err)
		}
	}
}

// An older program leaves a newer schema alone, whatever it is asked.
func TestNewerSchema(t *testing.T) {
	t.Parallel()
	p, empty := newPlace(t), newPlace(t)
	p.Know(newer(t))
	if err := p.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	backup := p.saved(t)
	p.Know(migrations.Files)
	before := prints(t, p.sql)
	for what, do := range map[string]func() error{
		"migrate":                 func() error { return p.Migrate(t.Context()) },
		"back up":                 func() error { _, err := p.Backup(t.Context(), &bytes.Buffer{}); return err },
		"restore into it":         func() error { return p.Restore(t.Context(), opened(t, empty.saved(t)), func() error { return nil }) },
		"restore a backup of it ": func() error { return empty.Restore(t.Context(), opened(t, backup), nil) },
	} {
		err := do()
		var newer postgres.NewerSchemaError
		if !errors.As(err, &newer) || newer.Schema != 3 || newer.Know != 1 {
			t.Errorf("%s: got %v, want a refusal by number", what, err)
		}
	}
	if !maps.Equal(prints(t, p.sql), before) {
		t.Error("something was changed")
	}
}

func TestRestoreRefusesDatabases(t *testing.T) {
	t.Parallel()
	from := newPlace(t)
	fill(t, from.sql)
	a := opened(t, from.saved(t))
	for name, tt := range map[string]struct {
		setup string
		want  error
	}{
		"served":            {`UPDATE lease SET run = '01234567-89ab-4cde-8f01-23456789abcd', until = clock_timestamp() + interval '5 s'`, postgres.ErrServing},
		"served until then": {`UPDATE lease SET run = '01234567-89ab-4cde-8f01-23456789abcd', until = clock_timestamp() - interval '1 ms'`, nil},
		"not empty":         {`INSERT INTO known VALUES ('a', 'b')`, postgres.ErrNotEmpty},
		"another's":         {`DROP TABLE goose_db_version`, postgres.ErrForeign},
		"without any table": {`DROP SCHEMA public CASCADE; CREATE SCHEMA public`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			to := newPlace(t)
			to.sql.MustExec(tt.setup)
			before := prints(t, to.sql)
			err := to.Restore(t.Context(), a, nil)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if tt.want == nil {
				if got, want := prints(t, to.sql)["person"], prints(t, from.sql)["person"]; got != want {
					t.Errorf("persons: got %s, want %s", got, want)
				}
			} else if !maps.Equal(prints(t, to.sql), before) {
				t.Error("something was changed")
			}
		})
	}
}

func TestRestoreReplaces(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	fill(t, p.sql)
	first, before := p.saved(t), prints(t, p.sql)
	p.sql.MustExec(`INSERT INTO known VALUES ('later', 'x')`)
	later := prints(t, p.sql)

	broken := errors.New("no room for it")
	if err := p.Restore(t.Context(), opened(t, first), func() error { return broken }); !errors.Is(err, broken) {
		t.Errorf("what is there could not be saved: got %v", err)
	}
	if !maps.Equal(prints(t, p.sql), later) {
		t.Error("what could not be saved is gone")
	}
	var replaced []byte
	if err := p.Restore(t.Context(), opened(t, first), func() error { replaced = p.saved(t); return nil }); err != nil {
		t.Fatal(err)
	}
	if got := prints(t, p.sql); got["known"] != before["known"] || got["outbox"] != before["outbox"] {
		t.Errorf("got %v, want %v", got, before)
	}
	if err := p.Restore(t.Context(), opened(t, replaced), func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := prints(t, p.sql); got["known"] != later["known"] {
		t.Error("what was replaced cannot be had back")
	}
}

// TestRestoreRefusesFiles: nothing is changed by a file that is not what it should
// be, even if there is leave to replace what is there.
func TestRestoreRefusesFiles(t *testing.T) {
	t.Parallel()
	from, to := newPlace(t), newPlace(t)
	fill(t, from.sql)
	fill(t, to.sql)
	good := from.saved(t)
	persons := file(t, good, "tables/person.jsonl")
	before := prints(t, to.sql)
	other := func(change func(*postgres.Manifest)) []byte {
		return rewritten(t, good, map[string]string{"manifest.json": manifest(t, good, change)})
	}
	flipped := bytes.Clone(good)
	flipped[offset(t, good, "tables/person.jsonl")+20] ^= 0x55
	for name, tt := range map[string]struct {
		backup []byte
		want   string
	}{
		"empty":            {nil, "cut short"},
		"no zip":           {[]byte("hello, this is no zip file at all, but long enough to be taken for one"), "no zip file"},
		"cut short":        {good[:len(good)*2/3], "cut short"},
		"another zip":      {rewritten(t, good, map[string]string{"manifest.json": ""}), "has no manifest.json"},
		"another manifest": {rewritten(t, good, map[string]string{"manifest.json": `{"name": "app"}`}), "another program's"},
		"half a manifest":  {rewritten(t, good, map[string]string{"manifest.json": `{"format": "jarchy`}), "cannot be read"},
		"newer format":     {other(func(m *postgres.Manifest) { m.Version = 2 }), "number 2"},
		"flipped":          {flipped, "damaged"},
		"a row less":       {rewritten(t, good, map[string]string{"tables/person.jsonl": persons[:strings.Index(persons, "\n")+1]}), "rows"},
		"half a row":       {rewritten(t, good, map[string]string{"tables/person.jsonl": persons[:len(persons)-5]}), "damaged"},
		"another row":      {rewritten(t, good, map[string]string{"tables/person.jsonl": strings.Replace(persons, "owner", "viewer", 1)}), "checksum"},
		"a file less":      {rewritten(t, good, map[string]string{"tables/question.jsonl": ""}), "table question is damaged"},
		"a table less":     {other(func(m *postgres.Manifest) { m.Tables = m.Tables[1:] }), "has the tables"},
		"a table more": {other(func(m *postgres.Manifest) {
			m.Tables = append(m.Tables, postgres.ManifestTable{Name: "../../etc/passwd"})
		}), "damaged"},
		"a schema of nothing": {other(func(m *postgres.Manifest) { m.Schema = 0 }), "names no schema"},
	} {
		err := func() error {
			a, err := postgres.OpenArchive(bytes.NewReader(tt.backup), int64(len(tt.backup)))
			if err == nil {
				if err = a.Verify(t.Context()); err == nil || tt.want == "has the tables" {
					return to.Restore(t.Context(), a, func() error { return nil })
				}
			}
			return err
		}()
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
		if !maps.Equal(prints(t, to.sql), before) {
			t.Fatalf("%s: something was changed", name)
		}
	}
}

// A failure in the middle of loading undoes all: here a constraint's, on a table
// that is loaded late.
func TestRestoreIsAllOrNothing(t *testing.T) {
	t.Parallel()
	from, to := newPlace(t), newPlace(t)
	fill(t, from.sql)
	fill(t, to.sql)
	from.sql.MustExec(`ALTER TABLE delivery DROP CONSTRAINT delivery_check; UPDATE delivery SET rule_id = NULL, send_id = NULL`)
	before := prints(t, to.sql)
	if err := to.Restore(t.Context(), opened(t, from.saved(t)), func() error { return nil }); err == nil || !strings.Contains(err.Error(), "delivery") {
		t.Errorf("got %v, want what is wrong with table delivery", err)
	}
	if !maps.Equal(prints(t, to.sql), before) {
		t.Error("something was changed")
	}
	var person int64
	if err := to.sql.Get(&person, `INSERT INTO question (programme_id, person_id, asked_at) VALUES (1, 1, '2026-01-01') RETURNING person_id`); err != nil || person != 1 {
		t.Errorf("the database does not work any more: %v", err)
	}
}
