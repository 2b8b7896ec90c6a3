package bot

import (
	"context"
	"fmt"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// HandleJob does what a handler left for later; file is what the job asked for.
func (b *Bot) HandleJob(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
	switch j.Kind {
	case jobProgress:
		return progressDue(ctx, tx, j)
	case jobCards:
		return b.refreshDue(ctx, tx, j)
	case jobDigest:
		return digestDue(ctx, tx, j)
	case jobDowntime:
		return downtimeDue(ctx, tx, j)
	case jobReached:
		return reachedDue(ctx, tx, j)
	case jobPending:
		return b.pendingDue(ctx, tx, j)
	case postgres.JobRefused:
		return refusedDue(ctx, tx, j)
	case jobFile:
		return b.fileFetched(ctx, tx, j, file)
	case jobText:
		return b.textFound(ctx, tx, j)
	case jobImport:
		return b.importDue(ctx, tx, j)
	}
	return fmt.Errorf("no such job: %s", j.Kind)
}
