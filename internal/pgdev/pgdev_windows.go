package pgdev

import (
	"context"
	"errors"
)

var errWindows = errors.New("a private PostgreSQL is not supported on Windows: set DATABASE_URL")

// Start is not supported on Windows.
func Start(context.Context, Options) (*Server, error) { return nil, errWindows }

// Seeded is not supported on Windows.
func Seeded(context.Context, Options, string) (*Server, error) { return nil, errWindows }

// FindBin is not supported on Windows.
func FindBin(string) (string, error) { return "", errWindows }

// Work is not supported on Windows.
func Work(string) (string, error) { return "", errWindows }
