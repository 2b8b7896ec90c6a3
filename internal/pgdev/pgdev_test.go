//go:build unix

package pgdev

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain also plays the processes that own a server and are killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(ownDir); dir != "" {
		own(dir)
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	base, err := Work("pgdevseed")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(base)
	// embedded-postgres leaves a log file behind each time.
	if err := os.Setenv("TMPDIR", base); err != nil {
		fmt.Println(err)
		return 1
	}
	seed = sync.OnceValues(func() (string, error) {
		acc, err := serverAccount("")
		if err != nil {
			return "", err
		}
		bin, err := FindBin("")
		if err != nil {
			return "", err
		}
		return acc.seed(context.Background(), bin, filepath.Join(base, "cache"))
	})
	return m.Run()
}

// seed returns a clean cluster, which spares the tests that are about something
// else the making of one.
var seed func() (string, error)

// ownDir and ownSeed name the folder whose server a child process shall own,
// and what it copies.
const (
	ownDir  = "PGDEV_TEST_OWN"
	ownSeed = "PGDEV_TEST_SEED"
)

// own starts a server, tells its process id and waits to be killed.
func own(dir string) {
	s, err := Start(context.Background(), Options{Dir: dir, Seed: os.Getenv(ownSeed)})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(s.Pid())
	select {}
}

// work returns a folder that root's stand-in can enter too.
func work(t *testing.T) string {
	t.Helper()
	dir, err := Work("pgdevtest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// seeded returns options for a cluster in dir, copied from the seed.
func seeded(t *testing.T, dir string) Options {
	t.Helper()
	s, err := seed()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Dir: dir, Seed: s}
}

// start starts a server that is stopped at the end of the test.
func start(t *testing.T, o Options) *Server {
	t.Helper()
	began := time.Now()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("started in %v, adopted %v", time.Since(began).Round(time.Millisecond), s.Adopted())
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	began := time.Now()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	t.Logf("stopped in %v", time.Since(began).Round(time.Millisecond))
}

func query(t *testing.T, url, text string) string {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got string
	if err := db.QueryRowContext(t.Context(), text).Scan(&got); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return got
}

func TestStartStop(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(work(t), "pg")
	s := start(t, Options{Dir: dir, MaxConnections: 17})
	if s.Adopted() {
		t.Error("a server in a new folder is adopted")
	}
	if got := s.TCPURL("postgres"); got != "" {
		t.Errorf("TCPURL without TCP = %q, want none", got)
	}
	for _, tt := range []struct{ query, want string }{
		{"SELECT current_user", "postgres"},
		{"SHOW max_connections", "17"},
		{"SHOW fsync", "off"},
		{"SHOW listen_addresses", ""},
		{"SHOW TimeZone", "UTC"},
		{"SELECT lower('ӘЁЖҶ')", "әёжҷ"},
		{"SELECT ('АЛМАТЫ' ILIKE 'алм%')::text", "true"},
		{"SELECT string_agg(x, ' ' ORDER BY x) FROM unnest('{я,қ,к,ё,Б,Ә,а,z,A}'::text[]) x", "A z а Ә Б ё к қ я"},
		{"CREATE TABLE kept AS SELECT 'still here' AS x; SELECT x FROM kept", "still here"},
	} {
		if got := query(t, s.URL("postgres"), tt.query); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.query, got, tt.want)
		}
	}
	stop(t, s)
	if err := s.ping(t.Context()); err == nil {
		t.Error("a stopped server answers")
	}
	stop(t, s) // again

	warm := start(t, Options{Dir: dir})
	if got := query(t, warm.URL("postgres"), "SELECT x FROM kept"); got != "still here" {
		t.Errorf("after a restart: %q", got)
	}
}

func TestDurable(t *testing.T) {
	t.Parallel()
	o := seeded(t, work(t))
	o.Durable = true
	s := start(t, o)
	for _, tt := range []struct{ query, want string }{
		{"SHOW fsync", "on"},
		{"SHOW synchronous_commit", "on"},
		{"SHOW full_page_writes", "on"},
		{"SHOW max_wal_size", "256MB"},
	} {
		if got := query(t, s.URL("postgres"), tt.query); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestTCP(t *testing.T) {
	t.Parallel()
	dir := work(t)
	o := seeded(t, dir)
	o.TCP = true
	s := start(t, o)
	// The second one learns the port from the server.
	for _, s := range []*Server{s, start(t, Options{Dir: dir, TCP: true})} {
		if got := query(t, s.TCPURL("template1"), "SELECT current_database()"); got != "template1" {
			t.Errorf("over TCP: %q", got)
		}
		if got := query(t, s.TCPURL("postgres"), "SELECT host(inet_client_addr())"); got != "127.0.0.1" {
			t.Errorf("over TCP, the client is %q", got)
		}
		if got := query(t, s.URL("postgres"), "SELECT coalesce(host(inet_client_addr()), 'socket')"); got != "socket" {
			t.Errorf("over the socket, the client is %q", got)
		}
	}
}

func TestAdopt(t *testing.T) {
	t.Parallel()
	dir := work(t)
	first := start(t, seeded(t, dir))
	second := start(t, Options{Dir: dir})
	if !second.Adopted() || second.Pid() != first.Pid() || second.URL("x") != first.URL("x") {
		t.Errorf("second = %v %d %s, want adopted %d %s", second.Adopted(), second.Pid(), second.URL("x"), first.Pid(), first.URL("x"))
	}
	stop(t, second)
	if err := first.ping(t.Context()); err != nil {
		t.Errorf("the owner's server, after the other's Stop: %v", err)
	}
	if _, err := Start(t.Context(), Options{Dir: dir, TCP: true}); err == nil {
		t.Error("adopted a server without TCP where TCP was asked for")
	}
	stop(t, first)
	third := start(t, Options{Dir: dir})
	if third.Adopted() {
		t.Error("after the owner's Stop, the next one does not own its server")
	}
}

func TestStartAtOnce(t *testing.T) {
	t.Parallel()
	dir := work(t)
	servers := make(chan *Server)
	for range 4 {
		go func() {
			s, err := Start(t.Context(), Options{Dir: dir})
			if err != nil {
				t.Error(err)
			}
			servers <- s
		}()
	}
	var all []*Server
	owners := 0
	for range 4 {
		s := <-servers
		if s == nil {
			continue
		}
		all = append(all, s)
		if !s.Adopted() {
			owners++
		}
		if err := s.ping(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for _, s := range all {
		stop(t, s)
	}
	if owners != 1 {
		t.Errorf("%d own the server, want 1", owners)
	}
}

func TestStartLongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(work(t), strings.Repeat("long/", 20), "pg")
	s := start(t, seeded(t, dir))
	if strings.HasPrefix(s.sock, dir) {
		t.Errorf("the socket is in %s", s.sock)
	}
	if got := query(t, s.URL("postgres"), "SELECT 'x'"); got != "x" {
		t.Errorf("got %q", got)
	}
	if second := start(t, Options{Dir: dir}); !second.Adopted() {
		t.Error("the second is not adopted")
	}
	stop(t, s)
	if _, err := os.Stat(s.sock); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket's folder is left: %v", err)
	}
}

func TestStartForeignSocketFolder(t *testing.T) {
	t.Parallel()
	dir := work(t)
	if err := os.Mkdir(filepath.Join(dir, "s"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "s"), 0o777); err != nil {
		t.Fatal(err)
	}
	o := seeded(t, dir)
	if s, err := Start(t.Context(), o); err == nil {
		stop(t, s)
		t.Error("started with a socket's folder that anyone can change")
	}
}

func TestStartBroken(t *testing.T) {
	t.Parallel()
	dir := work(t)
	s := start(t, seeded(t, dir))
	stop(t, s)
	if err := os.Remove(filepath.Join(dir, "data", "global", "pg_control")); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "could not find the database system") {
		t.Errorf("error = %v, want what the server says", err)
	}
}

func TestStartCancelled(t *testing.T) {
	t.Parallel()
	dir := work(t)
	bin := stubs(t, filepath.Join(dir, "bin"), "15.0")
	text := "#!/bin/sh\n[ \"$1\" = --version ] && echo 'initdb (PostgreSQL) 15.0' || sleep 60\n"
	if err := os.WriteFile(filepath.Join(bin, "initdb"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	o := seeded(t, filepath.Join(dir, "pg"))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := Start(ctx, Options{Dir: o.Dir, Bin: bin})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v, want the context's", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v to give up", took)
	}
	if s := start(t, o); s.Adopted() {
		t.Error("the start that was cancelled left a server")
	}
	list, err := filepath.Glob(filepath.Join(o.Dir, "new-*"))
	if err != nil || len(list) > 0 {
		t.Errorf("left: %v %v", list, err)
	}
}

func TestServerEndsAlone(t *testing.T) {
	t.Parallel()
	dir := work(t)
	s, err := Start(t.Context(), seeded(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err == nil {
		t.Error("Stop of a server that was killed tells nothing")
	}
	if s := start(t, Options{Dir: dir}); s.Adopted() {
		t.Error("the folder of a killed server was not free")
	}
}
