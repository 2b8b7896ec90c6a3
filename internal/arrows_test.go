// Package internal holds the rooms of the house. This test says who may import
// whom.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows are, for each room, the rooms and the guarded modules that it may import.
// Data goes one way: nothing that decides can send, nothing that sends decides.
var arrows = map[string][]string{
	"migrations":         {},
	"internal/programme": {},
	// failpoint is nothing but names, unless a test builds the program with the tag faults.
	"internal/failpoint":             {},
	"internal/pgdev":                 {"lib/pq"},
	"internal/processtest":           {},
	"internal/holiday":               {"internal/programme"},
	"internal/simulator":             {},
	"internal/locale":                {"internal/programme"},
	"internal/announce":              {"internal/programme", "internal/locale"},
	"internal/workplan":              {"internal/programme", "internal/announce"},
	"internal/view":                  {"internal/programme", "internal/locale"},
	"internal/postgres":              {"internal/programme", "migrations", "sqlx", "lib/pq", "goose"},
	"internal/postgres/postgrestest": {"internal/pgdev", "internal/postgres", "sqlx"},
	"internal/reminder":              {"internal/failpoint", "internal/programme", "internal/locale", "internal/view", "internal/postgres"},
	"internal/intake":                {"internal/failpoint", "internal/programme", "internal/postgres"},
	"internal/outbox":                {"internal/failpoint", "internal/programme", "internal/postgres"},
	"internal/telegram":              {"internal/programme", "telegram-bot-api"},
	"internal/web":                   {"internal/programme", "internal/locale", "internal/view", "internal/postgres"},
	"bot":                            {"internal/programme", "internal/announce", "internal/holiday", "internal/locale", "internal/view", "internal/postgres", "internal/reminder", "internal/workplan"},
	// app puts the rooms together, once, for the program, the demo and the tests.
	"internal/app":  {"bot", "internal/failpoint", "internal/intake", "internal/locale", "internal/outbox", "internal/postgres", "internal/programme", "internal/reminder", "internal/telegram", "internal/web"},
	"internal/demo": {"internal/app", "internal/pgdev", "internal/postgres", "internal/programme", "internal/simulator", "internal/telegram", "internal/announce", "internal/locale"},
	"cmd/jarchy":    {"everything"},
	// the gazetteer makes a table of the reader's, by hand and seldom.
	"tools/gazetteer": {},
}

// guarded are the outside modules that only some rooms may use.
var guarded = map[string]string{
	"github.com/jmoiron/sqlx":                            "sqlx",
	"github.com/lib/pq":                                  "lib/pq",
	"github.com/pressly/goose/v3":                        "goose",
	"github.com/go-telegram-bot-api/telegram-bot-api/v5": "telegram-bot-api",
}

func TestArrows(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		name, err := filepath.Rel("..", file)
		if err != nil {
			return err
		}
		room := path.Dir(filepath.ToSlash(name))
		allowed, known := arrows[room]
		if !known {
			t.Errorf("%s: the room %s has no line in arrows", name, room)
			return nil
		}
		seen[room] = true
		if slices.Contains(allowed, "everything") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range parsed.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if what := doorOf(imported); what != "" && !slices.Contains(allowed, what) {
				t.Errorf("%s may not import %s", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range arrows {
		if !seen[room] {
			t.Errorf("arrows names a room %s that is not there", room)
		}
	}
}

// doorOf is the room or the guarded module that an import goes into; empty if
// everyone may.
func doorOf(imported string) string {
	if room, ours := strings.CutPrefix(imported, "jarchy/"); ours {
		return room
	}
	for module, name := range guarded {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return name
		}
	}
	return ""
}
