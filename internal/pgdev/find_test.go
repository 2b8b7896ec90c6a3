//go:build unix

package pgdev

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stubs makes a folder of binaries that say they are of a version.
func stubs(t *testing.T, dir string, version string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		text := fmt.Sprintf("#!/bin/sh\necho '%s (PostgreSQL) %s'\n", name, version)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFindBin(t *testing.T) {
	t.Parallel()
	bin, err := FindBin("")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := FindBin(bin); got != bin || err != nil {
		t.Errorf("FindBin(%q) = %q, %v", bin, got, err)
	}
	if _, err := FindBin("/nowhere"); err == nil || !strings.Contains(err.Error(), "/nowhere") {
		t.Errorf("error = %v, want one that names the folder", err)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	dir := work(t)
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	pg := func(v string) string { return stubs(t, filepath.Join(dir, v), v) }
	v9, v14, v15, v17 := pg("9.6.24"), pg("14.19"), pg("15.14 (Debian 15.14-0+deb12u1)"), pg("17beta1")
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		given string
		major int
		local []string
		want  string
		err   string
	}{
		{name: "the first that is new enough", local: []string{empty, v9, v14, v15, v17}, want: v15},
		{name: "the cluster's version", major: 15, local: []string{v17, v15}, want: v15},
		{name: "an old cluster's version", major: 14, local: []string{v17, v14}, want: v14},
		{name: "the only one is not asked", major: 15, local: []string{empty, v17}, want: v17},
		{name: "only others", major: 16, local: []string{v17, v15}, err: "made by PostgreSQL 16"},
		{name: "too old", local: []string{v9, v14}, err: "no PostgreSQL"},
		{name: "none", err: "no PostgreSQL"},
		{name: "given", given: v17, local: []string{v15}, want: v17},
		{name: "given, too old", given: v14, local: []string{v15}, err: "15 or newer"},
		{name: "given, empty", given: empty, local: []string{v15}, err: empty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := choose(t.Context(), acc, tt.given, tt.major, slices.Clone(tt.local))
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error = %v, want %q", err, tt.err)
			}
		})
	}
}

func TestErrNoBinaries(t *testing.T) {
	t.Parallel()
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	_, err = binaries(t.Context(), Options{}, acc, 0, nil)
	if !errors.Is(err, ErrNoBinaries) {
		t.Fatalf("error = %v, want ErrNoBinaries", err)
	}
	for _, way := range []string{"DATABASE_URL", "docker compose", "apt-get install", "brew install", "PG_BIN"} {
		if !strings.Contains(err.Error(), way) {
			t.Errorf("the error does not name %s", way)
		}
	}
}

func TestNewestFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, v := range []string{"9.6", "10", "17", "9.5", "latest", "15"} {
		if err := os.Mkdir(filepath.Join(dir, v), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, d := range newestFirst(filepath.Join(dir, "*")) {
		got = append(got, filepath.Base(d))
	}
	if want := []string{"17", "15", "10", "9.6", "9.5", "latest"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
