package main

import (
	"context"
	"fmt"
)

// migrate brings the schema up to date without running the bot.
type migrate struct {
	database
	logging
}

func (m migrate) Run(ctx context.Context) error {
	log, err := m.logger()
	if err != nil {
		return err
	}
	address, stop, err := m.open(ctx, log)
	if err != nil {
		return err
	}
	defer stop()
	db, err := openDatabase(ctx, address)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	fmt.Println("The schema is up to date.")
	return nil
}
