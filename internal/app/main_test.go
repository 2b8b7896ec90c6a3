package app_test

import (
	"os"
	"testing"

	"jarchy/internal/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }
