package postgres

import (
	"context"
	"time"
)

// About is what a checkup asks of a database.
type About struct {
	Version string        // 15.3
	Number  int           // 150003
	Locale  string        // of the database
	Schema  int64         // number of the last migration; 0: none
	Known   int64         // number of the newest migration that this program knows
	Size    int64         // of the database, in bytes
	Skew    time.Duration // the server's clock minus this machine's

	MayCreate bool // tables
}

// About asks the server about itself and the database.
func (d *DB) About(ctx context.Context) (About, error) {
	var row struct {
		Version string    `db:"version"`
		Number  int       `db:"number"`
		Locale  string    `db:"locale"`
		Size    int64     `db:"size"`
		Creates bool      `db:"creates"`
		At      time.Time `db:"at"`
	}
	before := d.now()
	if err := d.db.GetContext(ctx, &row, `
		SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
		       coalesce((SELECT CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END || ' ' || datcollate FROM pg_database WHERE datname = current_database()), '') AS locale,
		       pg_database_size(current_database()) AS size, has_schema_privilege('public', 'CREATE') AS creates, clock_timestamp() AS at`); err != nil {
		return About{}, err
	}
	took := d.now().Sub(before)
	a := About{Version: row.Version, Number: row.Number, Locale: row.Locale, Size: row.Size, MayCreate: row.Creates, Skew: row.At.Sub(before.Add(took / 2))}
	var err error
	if a.Schema, err = schemaOf(ctx, d.db); err != nil {
		return a, err
	}
	a.Known, err = d.known()
	return a, err
}
