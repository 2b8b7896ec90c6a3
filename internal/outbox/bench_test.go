package outbox_test

import (
	"context"
	"testing"
	"time"

	"jarchy/internal/outbox"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

type arrivals chan time.Time

func (a arrivals) Call(context.Context, programme.Call) programme.Outcome {
	a <- time.Now()
	return programme.Outcome{Result: programme.Sent, MessageID: 1}
}

// From the COMMIT that queued an answer to the moment it is handed to the wire.
func BenchmarkWakeToWire(b *testing.B) {
	address := postgrestest.URL(b)
	db := postgrestest.Open(b, address, postgrestest.NewClock(postgrestest.Start))
	postgrestest.SQL(b, address).MustExec(`UPDATE lease SET run = $1`, run1)
	ctx := b.Context()
	wire := make(arrivals)
	s := outbox.New(outbox.Options{Wire: wire, DB: db, Run: run1})
	go s.Run(ctx)
	var total time.Duration
	for i := 0; b.Loop(); i++ {
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			return tx.Enqueue(ctx, message(int64(1+i%50), programme.Answer, "a"))
		}); err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		s.Wake()
		total += (<-wire).Sub(begin)
		time.Sleep(2 * time.Millisecond)
	}
	b.ReportMetric(float64(total.Microseconds())/float64(b.N), "µs/wake-to-wire")
}
