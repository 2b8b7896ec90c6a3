package bot_test

import (
	"slices"
	"testing"

	"jarchy/internal/postgres/postgrestest"
)

// TestSkippedAfterRestore looks at what reports read: who was skipped, and why.
func TestSkippedAfterRestore(t *testing.T) {
	t.Parallel()
	p := &player{stage: newStage(t, postgrestest.Start)}
	for _, owner := range []string{"coordinator", "colleague"} {
		p.people[owner].Start("")
	}
	p.settle()
	for _, step := range []string{
		"coordinator: /new Workshop on risk management, Almaty, 9-11 December, 24 people",
		"coordinator presses Save",
	} {
		p.act(step)
		p.settle()
		p.see(&p.out) // it finds the link
	}
	for _, step := range []string{
		"participant opens the link", "participant presses I'll come",
		"officer opens the link", "officer presses Буду",
		"time 2026-12-04 09:00", "a backup is taken", "the backup is restored",
		"officer presses Не смогу", "time 2026-12-04 11:00", // nothing waited when the owners were asked
		"coordinator presses Resume sending", "coordinator presses Skip all",
	} {
		p.act(step)
		p.settle()
	}
	sql := postgrestest.SQL(t, p.url)
	var got []string
	if err := sql.Select(&got, `SELECT concat_ws(' ', outcome, reason) FROM delivery WHERE at > '2026-12-04' ORDER BY id`); err != nil {
		t.Fatal(err)
	}
	if want := []string{"skipped restored"}; !slices.Equal(got, want) {
		t.Errorf("deliveries since the restore: got %q, want %q", got, want)
	}
	for _, query := range []string{`SELECT count(*) FROM pause`, `SELECT count(*) FROM restored`, `SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown')`} {
		var n int
		if err := sql.Get(&n, query); err != nil || n != 0 {
			t.Errorf("%s: got %d, %v, want 0", query, n, err)
		}
	}
}
