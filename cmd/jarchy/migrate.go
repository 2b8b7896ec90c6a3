package main

import (
	"context"
	"fmt"

	"jarchy/internal/postgres"
)

// migrate brings the schema up to date without running the bot.
type migrate struct{ storage }

func (m migrate) Run(ctx context.Context) error {
	return m.use(ctx, func(db *postgres.DB) error {
		if err := db.Migrate(ctx); err != nil {
			return err
		}
		fmt.Println("The schema is up to date.")
		return nil
	})
}
