package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// explain turns a person's mistake into words.
func explain(err error) error {
	if mistake, ok := programme.AsError(err); ok {
		return errors.New(view.PlainText(locale.For("en").Error(mistake)))
	}
	return err
}

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

type health struct {
	Listen string `env:"JARCHY_LISTEN" default:"127.0.0.1:8080" help:"Where the bot serves its health."`
}

func (h health) Run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(h.Listen)
	if err != nil {
		return fmt.Errorf("JARCHY_LISTEN: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // it listens everywhere, so here too
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if err != nil {
		return err
	}
	fmt.Print(string(body))
	if resp.StatusCode != http.StatusOK {
		return errors.New("not ready")
	}
	return nil
}
