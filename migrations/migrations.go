// Package migrations holds the schema: numbered SQL files, forward only.
package migrations

import "embed"

// Files are the migrations in this folder, applied in the order of their names.
// Each must be able to run within a transaction: restore runs all in one.
//
//go:embed *.sql
var Files embed.FS
