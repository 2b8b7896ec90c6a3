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
		Has     bool      `db:"has"`
		Size    int64     `db:"size"`
		Creates bool      `db:"creates"`
		At      time.Time `db:"at"`
	}
	before := d.now()
	if err := d.db.GetContext(ctx, &row, `
		SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
		       coalesce((SELECT CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END || ' ' || datcollate FROM pg_database WHERE datname = current_database()), '') AS locale,
		       pg_database_size(current_database()) AS size, has_schema_privilege('public', 'CREATE') AS creates,
		       to_regclass('goose_db_version') IS NOT NULL AS has, clock_timestamp() AS at`); err != nil {
		return About{}, err
	}
	took := d.now().Sub(before)
	a := About{Version: row.Version, Number: row.Number, Locale: row.Locale, Size: row.Size, MayCreate: row.Creates, Skew: row.At.Sub(before.Add(took / 2))}
	if row.Has {
		if err := d.db.GetContext(ctx, &a.Schema, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`); err != nil {
			return a, err
		}
	}
	return a, nil
}
