package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"jarchy/internal/postgres"
)

// restore puts a backup into an empty database.
type restore struct {
	storage
	File    string `arg:"" help:"A file that backup wrote. -: standard input."`
	Replace bool   `help:"If the database is not empty, save what is there to a file beside FILE, and replace it."`
}

func (r restore) Run(ctx context.Context) error {
	err := r.run(ctx)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, postgres.ErrInDoubt):
		return fmt.Errorf("restore: %w", err)
	}
	return fmt.Errorf("restore: %w. Nothing was changed", interrupted(ctx, err))
}

func (r restore) run(ctx context.Context) error {
	f, err := r.open()
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	a, err := postgres.OpenArchive(f, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	if err := a.Verify(ctx); err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	return r.use(ctx, func(db *postgres.DB) error {
		var save func() error
		if r.Replace {
			save = func() error { return saveFile(ctx, db, r.besides(time.Now())) }
		}
		if err := db.Restore(ctx, a, save); err != nil {
			return err
		}
		tell("Restored", a.Manifest, "")
		fmt.Fprintln(os.Stderr, "All but answers is paused. Start the bot (`jarchy serve`): it asks its owners what becomes of the messages that waited. `jarchy resume` lets them go without asking.")
		return nil
	})
}

// open opens the backup. A zip is read from its end, so standard input is kept in a
// file that has no name any more.
func (r restore) open() (*os.File, error) {
	if r.File != standard {
		return os.Open(r.File)
	}
	f, err := os.CreateTemp("", "jarchy-restore-*.zip") // mode 0600
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	if _, err := io.Copy(f, os.Stdin); err != nil {
		f.Close()
		return nil, fmt.Errorf("keep standard input: %w (TMPDIR names another folder)", err)
	}
	return f, nil
}

// besides names the file in which what is replaced is saved: beside the backup, or
// here if that came by standard input.
func (r restore) besides(now time.Time) string {
	folder := "."
	if r.File != standard {
		folder = filepath.Dir(r.File)
	}
	return filepath.Join(folder, "jarchy-replaced-"+now.Format("20060102-150405")+".zip")
}
