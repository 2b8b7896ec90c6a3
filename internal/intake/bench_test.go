package intake_test

import (
	"context"
	"testing"

	"jarchy/internal/intake"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// one gives one update after the other, each when the last is confirmed.
type one struct {
	left int
	id   int64
	done func()
}

func (o *one) Fetch(ctx context.Context) ([]programme.Update, error) {
	if o.id++; o.id == 1 { // past the careful beginning
		return nil, nil
	}
	if o.left--; o.left < 0 {
		o.done()
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return []programme.Update{message(o.id, 1, "")}, nil
}

func (o *one) Confirm([]programme.Update) {}

func (o *one) Download(context.Context, string, int64) ([]byte, error) { return nil, nil }

// nothing is a bot that does nothing.
type nothing struct{}

func (nothing) Handle(context.Context, *postgres.Tx, programme.Update) error           { return nil }
func (nothing) Apologise(context.Context, *postgres.Tx, programme.Update, error) error { return nil }
func (nothing) HandleJob(context.Context, *postgres.Tx, programme.Job, []byte) error   { return nil }

// BenchmarkUpdate is what intake adds to a handler: begin, mark, commit.
func BenchmarkUpdate(b *testing.B) {
	ctx, stop := context.WithCancel(b.Context())
	r := intake.New(intake.Options{Source: &one{left: b.N, done: stop}, Handler: nothing{}, DB: postgrestest.New(b)})
	b.ResetTimer()
	if err := r.Run(ctx); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCommit is what the least transaction that writes takes.
func BenchmarkCommit(b *testing.B) {
	db := postgrestest.New(b)
	var n int64
	for b.Loop() {
		n++
		if err := db.Do(b.Context(), func(tx *postgres.Tx) error {
			_, err := tx.MarkUpdate(b.Context(), n)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
