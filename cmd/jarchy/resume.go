package main

import (
	"context"
	"fmt"

	"jarchy/internal/postgres"
)

// resume lets a bot send again that was paused because its database was restored,
// promoted or another bot's.
type resume struct{ storage }

func (r resume) Run(ctx context.Context) error {
	return r.use(ctx, func(db *postgres.DB) error {
		resumed := false
		if err := db.Do(ctx, func(tx *postgres.Tx) (err error) {
			resumed, err = tx.Resume(ctx)
			return err
		}); err != nil {
			return err
		}
		if resumed {
			fmt.Println("Sending goes on.")
		} else {
			fmt.Println("Nothing was paused.")
		}
		return nil
	})
}
