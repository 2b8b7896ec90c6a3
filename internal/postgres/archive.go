package postgres

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"
)

// What stands in a manifest's first two fields. The number grows when an older
// program could not read the format any more.
const (
	backupFormat  = "jarchy backup"
	backupVersion = 1
)

const (
	manifestName  = "manifest.json"
	manifestLimit = 1 << 20 // bytes
)

// Manifest says what a backup holds. It is the last file of the zip; each table
// is a file tables/NAME.jsonl with a JSON object a row: each column's value as
// Postgres writes it, or null.
type Manifest struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Schema  int64           `json:"schema"` // number of its last migration
	Taken   time.Time       `json:"taken"`  // programme time
	Tables  []ManifestTable `json:"tables"`
}

// ManifestTable says what a backup holds of one table.
type ManifestTable struct {
	Name   string           `json:"name"`
	Rows   int64            `json:"rows"`
	SHA256 string           `json:"sha256"`         // of its file, unpacked
	Next   map[string]int64 `json:"next,omitempty"` // what columns that count by themselves would have given next
}

// Rows is how many rows the backup holds.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// ErrNoBackup says that a file is no backup of this program, or not whole.
var ErrNoBackup = errors.New("no whole backup of Jarchy")

// Archive is a backup that is open for reading.
type Archive struct {
	Manifest
	zip *zip.Reader
}

// OpenArchive opens a backup of size bytes. What its tables hold is not looked at
// yet, see Verify.
// The error is ErrNoBackup if r is another zip or none; each says what to do.
func OpenArchive(r io.ReaderAt, size int64) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%w: it is cut short, or is no zip file at all; copy it again, or take an earlier backup", ErrNoBackup)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	a := &Archive{zip: z}
	f, err := z.Open(manifestName)
	if err != nil {
		return nil, fmt.Errorf("%w: the zip has no %s; name a file that `jarchy backup` wrote", ErrNoBackup, manifestName)
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, manifestLimit)).Decode(&a.Manifest); err != nil {
		return nil, fmt.Errorf("%w: its %s cannot be read (%w); copy it again, or take an earlier backup", ErrNoBackup, manifestName, err)
	}
	switch {
	case a.Format != backupFormat:
		return nil, fmt.Errorf("%w: its %s is another program's; name a file that `jarchy backup` wrote", ErrNoBackup, manifestName)
	case a.Version > backupVersion:
		return nil, fmt.Errorf("the backup's format is number %d, and this jarchy reads number %d at most: use the jarchy that made it, or a newer one", a.Version, backupVersion)
	case a.Schema < 1:
		return nil, fmt.Errorf("%w: its %s names no schema", ErrNoBackup, manifestName)
	}
	return a, nil
}

// Verify reads all tables and holds them against the manifest.
// The error is ErrNoBackup, with what to do.
func (a *Archive) Verify(ctx context.Context) error {
	for _, t := range a.Tables {
		if err := a.read(ctx, t, func(map[string]*string) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// read gives the rows of a table one by one, by column; nil is null. That the file
// is as it was written is known at its end only.
func (a *Archive) read(ctx context.Context, t ManifestTable, row func(map[string]*string) error) error {
	damaged := func(why any) error {
		return fmt.Errorf("%w: table %s is damaged (%v); copy it again, or take an earlier backup", ErrNoBackup, t.Name, why)
	}
	f, err := a.zip.Open(tableFile(t.Name))
	if err != nil {
		return damaged(err)
	}
	defer f.Close()
	sum := sha256.New()
	dec := json.NewDecoder(io.TeeReader(bufio.NewReaderSize(f, 1<<16), sum))
	var n int64
	for ; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var values map[string]*string
		err := dec.Decode(&values)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged(err)
		}
		if err := row(values); err != nil {
			return err
		}
	}
	switch got := hexSum(sum); {
	case n != t.Rows:
		return damaged(fmt.Sprintf("it has %d rows, and %d were saved", n, t.Rows))
	case got != t.SHA256:
		return damaged("its checksum is another")
	}
	return nil
}

func tableFile(name string) string { return "tables/" + name + ".jsonl" }

func hexSum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }
