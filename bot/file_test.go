package bot_test

import (
	"context"
	"strings"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// TestTextOfADocumentWaitsForItsChat: a plan is read beside its chat; what turns out to
// be an announcement makes drafts, as a message does, and does so in its chat's turn.
func TestTextOfADocumentWaitsForItsChat(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	name, file, err := fileOf("announcement.docx", "Workshop on risk management\nAlmaty, 9-11 December 2026\n")
	if err != nil {
		t.Fatal(err)
	}
	sent := o.update(theOwner, programme.MessageSent)
	sent.File = &programme.File{ID: "F", Name: name, Size: int64(len(file))}
	o.do(sent)
	due := func() programme.Job {
		t.Helper()
		jobs, err := o.pools[0].DueJobs(t.Context(), 2, postgres.UnderWay{})
		if err != nil || len(jobs) != 1 {
			t.Fatalf("jobs that are due: %+v, %v", jobs, err)
		}
		return jobs[0]
	}
	do := func(j programme.Job, file []byte) {
		t.Helper()
		if err := o.pools[0].Do(t.Context(), func(tx *postgres.Tx) error {
			if _, err := tx.TakeJob(t.Context(), j); err != nil {
				return err
			}
			return o.bot.HandleJob(context.Background(), tx, j, file)
		}); err != nil {
			t.Fatal(err)
		}
	}
	fetched := due()
	o.want("the document is read beside its chat", fetched.Aside, true)
	do(fetched, file)
	o.want("drafts before the chat's turn", o.int(`SELECT count(*) FROM draft`), 0)
	text := due()
	o.want("its text is read beside its chat", text.Aside, false)
	o.want("the chat in whose turn it is read", text.Chat, int64(theOwner))
	do(text, nil)
	o.want("drafts", o.int(`SELECT count(*) FROM draft`), 1)
	if got := o.answer(sent); !strings.Contains(got, "Risk management") {
		t.Errorf("the card: %s", got)
	}
}
