package main

import (
	"context"
	"fmt"

	"jarchy/internal/postgres"
)

// resume lets a bot send again that was paused because its database was restored,
// promoted or another bot's.
type resume struct {
	database
	logging
}

func (r resume) Run(ctx context.Context) error {
	log, err := r.logger()
	if err != nil {
		return err
	}
	address, stop, err := r.open(ctx, log)
	if err != nil {
		return err
	}
	defer stop()
	db, err := openDatabase(ctx, address)
	if err != nil {
		return err
	}
	defer db.Close()
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
}
