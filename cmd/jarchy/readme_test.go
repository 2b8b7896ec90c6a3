package main

import (
	"bufio"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// variables are the environment's that the program reads, with their defaults.
func variables(t *testing.T) map[string]string {
	t.Helper()
	parser, err := newParser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	vars := map[string]string{}
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			for _, env := range f.Envs {
				vars[env] = f.Default
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(parser.Model.Node)
	return vars
}

// TestReadmeTellsOfEveryVariable holds the table of README against the code: every
// variable with its default, and none that is not there.
func TestReadmeTellsOfEveryVariable(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(readme), "\n## Configuration\n")
	if !found {
		t.Fatal("README has no part Configuration")
	}
	table, _, _ = strings.Cut(table, "\n## ")
	vars := variables(t)
	told := map[string]bool{}
	name := regexp.MustCompile("`([A-Z][A-Z_]+)`")
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 {
			continue
		}
		for _, m := range name.FindAllStringSubmatch(cells[1], -1) {
			told[m[1]] = true
			value, known := vars[m[1]]
			if !known {
				t.Errorf("README tells of %s, which nothing reads", m[1])
			}
			if value != "" && !strings.Contains(cells[3], "`"+value+"`") {
				t.Errorf("%s: README says the default is %s, it is `%s`", m[1], strings.TrimSpace(cells[3]), value)
			}
		}
	}
	for _, v := range slices.Sorted(maps.Keys(vars)) {
		if base, isFile := strings.CutSuffix(v, "_FILE"); !told[v] && !(isFile && told[base] && strings.Contains(table, "`"+v+"`")) {
			t.Errorf("README does not tell of %s", v)
		}
	}
}

// TestComposeSetsWhatIsThere holds the variables of docker-compose.yml and
// .env.example against the code.
func TestComposeSetsWhatIsThere(t *testing.T) {
	t.Parallel()
	vars := variables(t)
	others := []string{"POSTGRES_PASSWORD", "COMPOSE_PROJECT_NAME", "JARCHY_IMAGE"} // Compose's and the database's own
	used := regexp.MustCompile(`\$\{([A-Z_]+)|^ {6}((?:JARCHY|TELEGRAM)_[A-Z_]+):|^([A-Z_]+)=`)
	for _, file := range []string{"../../docker-compose.yml", "../../.env.example"} {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n := 0
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			for _, m := range used.FindAllStringSubmatch(lines.Text(), -1) {
				v := m[1] + m[2] + m[3]
				n++
				if _, known := vars[v]; !known && !slices.Contains(others, v) {
					t.Errorf("%s sets %s, which nothing reads", file, v)
				}
			}
		}
		if err := lines.Err(); err != nil || n == 0 {
			t.Errorf("%s: %d variables, %v", file, n, err)
		}
	}
}
