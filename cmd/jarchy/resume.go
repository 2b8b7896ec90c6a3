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
		resumed, held := false, postgres.Held{}
		if err := db.Do(ctx, func(tx *postgres.Tx) (err error) {
			if held, _, err = tx.HeldBack(ctx); err != nil {
				return err
			}
			resumed, err = tx.Resume(ctx)
			return err
		}); err != nil {
			return err
		}
		if resumed {
			fmt.Printf("Sending goes on. Messages that leave: %d; too late: %d.\n", held.Useful, held.Late)
		} else {
			fmt.Println("Nothing was paused.")
		}
		return nil
	})
}
