// Package migrations holds the schema: numbered SQL files, forward only.
package migrations

import "embed"

// Files are the migrations in this folder, applied in the order of their names.
//
//go:embed *.sql
var Files embed.FS
