package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"jarchy/internal/pgdev"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestRestore kills a bot, restores its backup into a fresh database, and has the
// owner let go what waits there.
func TestRestore(t *testing.T) {
	t.Parallel()
	const people = 3
	h := newHouse(t)
	h.registerEvent()
	h.joinEvent(people)
	s := h.serve(program, "JARCHY_NOW=2026-12-07T18:00:00+05:00")
	s.ready()
	coordinator := h.person(owner)
	h.answer(coordinator, func() { h.say(coordinator, "/new Workshop on tariffs, Bishkek, 1-3 February 2027") })
	processtest.Until(t, "the rules of days that are over", func() bool { return h.number(`SELECT count(*) FROM rule WHERE next_at <= '2026-12-07 13:00Z'`) == 0 })

	// While it is served the database is saved, and never replaced.
	folder := t.TempDir()
	path := filepath.Join(folder, "saved.zip")
	at := with(h.env(""), "JARCHY_NOW=2026-12-07T18:05:00+05:00")
	if out, code := run(t, at, "", "backup", path); code != 0 || !strings.Contains(out, path) {
		t.Fatalf("backup: got exit code %d\n%s", code, out)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: got %v, %v, want mode 0600", info.Mode(), err)
	}
	if out, code := run(t, at, "", "restore", "--replace", path); code == 0 || !strings.Contains(out, "stop it first") || !strings.Contains(out, "Nothing was changed") {
		t.Errorf("restore into a database that is served: got exit code %d\n%s", code, out)
	}
	s.Kill()
	h.alone()
	if out, code := run(t, at, "", "backup", path); code != 0 {
		t.Fatalf("backup of a bot that was killed: got exit code %d\n%s", code, out)
	}

	h.database = postgrestest.URL(t)
	h.sql = postgrestest.SQL(t, h.database)
	if out, code := run(t, with(h.env(""), "JARCHY_NOW=2026-12-08T10:04:00+05:00"), "", "restore", path); code != 0 || !strings.Contains(out, "2026-12-07T") {
		t.Fatalf("restore: got exit code %d\n%s", code, out)
	}
	s = h.serve(program, "JARCHY_NOW=2026-12-08T10:05:00+05:00")
	asked := func() bool {
		ms := fromBot(coordinator)
		return strings.Contains(ms[len(ms)-1].Text, "Restored from 7 December 18:05: 3 reminders still useful, 0 too late")
	}
	h.await("the owner is asked", asked)
	if n := len(h.reminders()); n != 0 {
		t.Errorf("reminders before the owner decided: got %d, want none", n)
	}
	// Answers go.
	if m := h.answer(coordinator, func() { coordinator.Say("/new") }); !strings.Contains(m.Text+fmt.Sprint(m.Buttons), "Tariffs") {
		t.Errorf("/new: got %q, want the draft of before", m.Text)
	}
	for range 2 { // twice is once
		if err := coordinator.PressLast("Send the 3"); err != nil {
			break // the buttons have gone
		}
	}
	processtest.Until(t, "an outcome of every reminder", func() bool {
		return h.number(`SELECT count(*) FROM delivery WHERE outcome = 'sent'`) == people
	})
	s.Stop()
	for chat, texts := range h.reminders() {
		if len(texts) != 1 {
			t.Errorf("reminders to %d: got %d, want 1", chat, len(texts))
		}
	}
	if n := h.number(`SELECT (SELECT count(*) FROM pause) + (SELECT count(*) FROM restored)`); n != 0 {
		t.Error("sending is still paused")
	}
}

// TestResumeAfterRestore lets what waits go from the shell: nobody is asked.
func TestResumeAfterRestore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.registerEvent()
	h.joinEvent(2)
	saved := pipe(t, with(h.env(""), "JARCHY_NOW=2026-12-07T18:00:00+05:00"), nil, "backup", "-")
	h.database = postgrestest.URL(t)
	h.sql = postgrestest.SQL(t, h.database)
	pipe(t, h.env(""), saved, "restore", "-")
	if out, code := run(t, h.env(""), "", "resume"); code != 0 || !strings.Contains(out, "Sending goes on.") {
		t.Fatalf("resume: got exit code %d\n%s", code, out)
	}
	s := h.serve(program, "JARCHY_NOW=2026-12-08T10:05:00+05:00")
	h.await("the reminders", func() bool { return len(h.reminders()) == 2 })
	s.Stop()
	if n := h.number(`SELECT count(*) FROM outbox WHERE key LIKE 'restored:%'`); n != 0 {
		t.Error("an owner is asked for what was decided")
	}
}

// TestRehearseARestore starts a second bot on what was restored: the first bot's
// people hear nothing of it.
func TestRehearseARestore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.registerEvent()
	h.joinEvent(2)
	saved := pipe(t, with(h.env(""), "JARCHY_NOW=2026-12-07T18:00:00+05:00"), nil, "backup", "-")
	second := newHouse(t)
	second.sim.Close()
	second.sim = simulator.New(simulator.Options{Token: "7654321098:THE-TOKEN-OF-THE-SECOND-BOT-00000000"})
	if err := second.sim.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.sim.Close)
	pipe(t, second.env(""), saved, "restore", "-")
	if out, code := run(t, second.env(processtest.FreeAddress(t)), "", "serve"); code == 0 || !strings.Contains(out, "--new-bot") {
		t.Errorf("serve with another bot's token: got exit code %d\n%s", code, out)
	}
	listen := processtest.FreeAddress(t)
	c := start(t, built(t, program), []string{"serve", "--new-bot"}, with(second.env(listen), "JARCHY_NOW=2026-12-08T10:05:00+05:00"))
	server{c, listen}.ready()
	coordinator := second.person(owner)
	if m := second.answer(coordinator, func() { coordinator.Start("") }); m.Text == "" {
		t.Error("/start: an empty answer")
	}
	c.Stop()
	if n := len(second.reminders()); n != 0 {
		t.Errorf("reminders: got %d, want none", n)
	}
	if n := second.number(`SELECT count(*) FROM pause WHERE scope = 'all_but_answers'`); n != 1 {
		t.Error("sending is not paused")
	}
}

// pipe runs a command to its success, with standard input, and returns its
// standard output.
func pipe(t *testing.T, env []string, stdin []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), built(t, program), args...)
	var problems bytes.Buffer
	cmd.Env, cmd.Stdin, cmd.Stderr = append([]string{"HOME=" + os.TempDir()}, env...), bytes.NewReader(stdin), &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("jarchy %s: %v\n%s", strings.Join(args, " "), err, &problems)
	}
	return out
}

// TestRestoreReplace replaces what is there, and has it back.
func TestRestoreReplace(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.registerEvent()
	folder := t.TempDir()
	path := filepath.Join(folder, "saved.zip")
	if out, code := run(t, h.env(""), "", "backup", path); code != 0 {
		t.Fatalf("backup: got exit code %d\n%s", code, out)
	}
	h.exec(`UPDATE event SET reason = 'of later'`)
	if out, code := run(t, h.env(""), "", "restore", path); code == 0 || !strings.Contains(out, "--replace") {
		t.Errorf("restore into a database in use: got exit code %d\n%s", code, out)
	}
	if n := h.number(`SELECT count(*) FROM event WHERE reason = 'of later'`); n != 1 {
		t.Error("what was refused changed something")
	}
	if out, code := run(t, h.env(""), "", "restore", "--replace", path); code != 0 {
		t.Fatalf("restore --replace: got exit code %d\n%s", code, out)
	}
	if n := h.number(`SELECT count(*) FROM event WHERE reason = ''`); n != 1 {
		t.Error("the backup is not there")
	}
	replaced, err := filepath.Glob(filepath.Join(folder, "jarchy-replaced-*.zip"))
	if err != nil || len(replaced) != 1 {
		t.Fatalf("what was replaced: got %q, %v, want one file", replaced, err)
	}
	if out, code := run(t, h.env(""), "", "restore", "--replace", replaced[0]); code != 0 {
		t.Fatalf("restore of what was replaced: got exit code %d\n%s", code, out)
	}
	if n := h.number(`SELECT count(*) FROM event WHERE reason = 'of later'`); n != 1 {
		t.Error("what was replaced is lost")
	}
}

// A backup that cannot be written leaves nothing, and the one before it stays.
func TestBackupFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "saved.zip")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		change, path, want string
	}{
		"no database": {"DATABASE_URL=postgres://localhost:1/none?sslmode=disable", path, "database"},
		"a folder":    {"", folder, "name a file"},
		"no folder":   {"", filepath.Join(folder, "none", "saved.zip"), "no such file or directory"},
	} {
		env := h.env("")
		if tt.change != "" {
			env = with(env, tt.change)
		}
		out, code := run(t, env, "", "backup", tt.path)
		if code == 0 || !strings.Contains(out, tt.want) {
			t.Errorf("%s: got exit code %d and %q, want %q", name, code, out, tt.want)
		}
	}
	h.exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)`)
	for _, args := range [][]string{{"backup", path}, {"serve"}, {"migrate"}} {
		if out, code := run(t, h.env(processtest.FreeAddress(t)), "", args...); code == 0 || !strings.Contains(out, "number 99") || !strings.Contains(out, "newer one") {
			t.Errorf("%s with a schema of a newer program: got exit code %d\n%s", args[0], code, out)
		}
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "the one before" {
		t.Errorf("the backup before: got %q, %v", b, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("the folder: got %v, %v, want one file", left, err)
	}
	if out, code := run(t, h.env(""), "PK no zip", "restore", "-"); code == 0 || !strings.Contains(out, "cut short") || !strings.Contains(out, "Nothing was changed") {
		t.Errorf("restore of nonsense: got exit code %d\n%s", code, out)
	}
}

// An interruption fails the backup too: whoever runs it by the clock must notice.
func TestBackupInterrupted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	folder := t.TempDir()
	tx, err := h.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec(`LOCK TABLE account IN ACCESS EXCLUSIVE MODE`); err != nil { // the first table
		t.Fatal(err)
	}
	c := start(t, built(t, program), []string{"backup", filepath.Join(folder, "saved.zip")}, h.env(""))
	processtest.Until(t, "the backup waits", func() bool { return h.number(`SELECT count(*) FROM pg_locks WHERE NOT granted`) > 0 })
	if err := c.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := c.Wait(); code <= 0 || !strings.Contains(c.Out.String(), "interrupted") {
		t.Errorf("got exit code %d\n%s", code, c.Out)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("the folder: got %v, %v, want nothing", left, err)
	}
}

// A disk that is full fails the backup, with an exit code.
func TestBackupToAFullDisk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no disk that is always full: ", err)
	}
	defer full.Close()
	cmd := exec.CommandContext(t.Context(), built(t, program), "backup", "-")
	var problems bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = append([]string{"HOME=" + os.TempDir()}, h.env("")...), full, &problems
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || !strings.Contains(problems.String(), "no space left") || !strings.Contains(problems.String(), "no backup") {
		t.Errorf("got %v, want a failure that says why\n%s", err, &problems)
	}
}

// TestBackupOfThePrivatePostgres saves the private server's data while the bot
// runs on it, and restores it into another private server's.
func TestBackupOfThePrivatePostgres(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	work, err := pgdev.Work("jarchyrestore")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(work) })
	private := func(name string) []string {
		return []string{"DATABASE_URL=", "JARCHY_DATA=" + filepath.Join(work, name)}
	}
	coordinator := h.person(owner)
	s := h.serve(program, private("one")...)
	s.ready()
	h.answer(coordinator, func() { h.say(coordinator, "/new Workshop on tariffs, Bishkek, 1-3 February 2027") })
	saved := pipe(t, with(h.env(""), private("one")...), nil, "backup", "-")
	s.Stop()
	pipe(t, with(h.env(""), private("two")...), saved, "restore", "-")
	s = h.serve(program, private("two")...)
	h.await("the owner is asked", func() bool {
		ms := fromBot(coordinator)
		return strings.Contains(ms[len(ms)-1].Text, "Restored from")
	})
	if m := h.answer(coordinator, func() { coordinator.Say("/new") }); !strings.Contains(m.Text+fmt.Sprint(m.Buttons), "Tariffs") {
		t.Errorf("/new: got %q, want the draft of before", m.Text)
	}
	s.Stop()
}
