package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"jarchy/internal/postgres"
)

// standard is the name that stands for standard input or output.
const standard = "-"

// backup saves all that the database holds to one file.
type backup struct {
	storage
	File string `arg:"" help:"The file to write; one of that name is replaced once the new one is whole. -: standard output."`
}

func (b backup) Run(ctx context.Context) error {
	return b.use(ctx, func(db *postgres.DB) error {
		if b.File == standard {
			m, err := saveTo(ctx, db, os.Stdout)
			if err != nil {
				return fmt.Errorf("backup: %w; what was written so far is no backup", err)
			}
			tell("Saved", m, "")
			return nil
		}
		return saveFile(ctx, db, b.File)
	})
}

// saveFile writes a backup to a file that is whole or not there.
func saveFile(ctx context.Context, db *postgres.DB, path string) error {
	var m postgres.Manifest
	if err := replaceFile(path, func(w io.Writer) (err error) {
		m, err = saveTo(ctx, db, w)
		return err
	}); err != nil {
		return fmt.Errorf("backup: %w; %s is as it was", err, path)
	}
	tell("Saved", m, " to "+path)
	return nil
}

func saveTo(ctx context.Context, db *postgres.DB, w io.Writer) (postgres.Manifest, error) {
	buffered := bufio.NewWriterSize(w, 1<<16)
	m, err := db.Backup(ctx, buffered)
	if err == nil {
		err = buffered.Flush()
	}
	return m, interrupted(ctx, err)
}

// interrupted gives an interruption an error of its own: it must not look like
// success to whoever runs the program by the clock.
func interrupted(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return err
}

// tell says what was saved or restored, where it is in nobody's way.
func tell(did string, m postgres.Manifest, where string) {
	fmt.Fprintf(os.Stderr, "%s %d rows of %d tables%s, as of %s (schema number %d).\n",
		did, m.Rows(), len(m.Tables), where, m.Taken.Local().Format(time.RFC3339), m.Schema)
}

// replaceFile has write fill a new file, for its owner's eyes alone, and gives it
// its name once it is on the disk. If anything fails, nothing has changed.
func replaceFile(path string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file", path)
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*.part") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(folder)
	if err != nil {
		return nil // the file is there; a folder that cannot be read cannot be synced
	}
	defer d.Close()
	_ = d.Sync() // not every file system can
	return nil
}
