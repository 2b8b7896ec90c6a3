package bot_test

import (
	"testing"

	"jarchy/bot"
	"jarchy/internal/postgres"
)

// TestEachPauseIsAskedAbout: owners are asked once whether sending may go on, however
// often the bot starts; in the next pause of that day they are asked again, and also
// when a pause gets another cause.
func TestEachPauseIsAskedAbout(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	pause := func(why string) func(*postgres.Tx) error {
		return func(tx *postgres.Tx) error { return tx.Pause(ctx, postgres.PauseAllButAnswers, why) }
	}
	ask := func(tx *postgres.Tx) error { return bot.AskToResume(ctx, tx) }
	resume := func(tx *postgres.Tx) error { _, err := tx.Resume(ctx); return err }
	for _, step := range []struct {
		what string
		do   func(*postgres.Tx) error
		want int
	}{
		{"nothing is paused", ask, 0},
		{"paused", pause("a copy"), 0},
		{"asked", ask, 1},
		{"asked again in the same pause", ask, 1},
		{"resumed", resume, 1},
		{"asked when nothing is paused any more", ask, 1},
		{"paused again", pause("a copy"), 1},
		{"asked about the second pause", ask, 2},
		{"its cause is another", pause("another bot took over"), 2},
		{"asked about that", ask, 3},
	} {
		if err := o.pools[0].Do(ctx, step.do); err != nil {
			t.Fatal(step.what, err)
		}
		o.want(step.what+": questions to an owner", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND key LIKE 'resume:%'`, theOwner), step.want)
	}
}
