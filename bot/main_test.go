package bot_test

import (
	"os"
	"runtime/debug"
	"testing"

	"jarchy/internal/postgres/postgrestest"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // the bots in this process leave little, and share the processors with their server
	os.Exit(postgrestest.Main(m))
}
