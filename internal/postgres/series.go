package postgres

import (
	"context"

	"jarchy/internal/programme"
)

// JoinSeries puts an event into the series of another; if that is in none, the two
// begin one.
func (tx *Tx) JoinSeries(ctx context.Context, event, with int64) error {
	if _, err := tx.tx.ExecContext(ctx, `INSERT INTO event_series (event_id, series) VALUES ($1, $1) ON CONFLICT DO NOTHING`, with); err != nil {
		return err
	}
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO event_series (event_id, series) SELECT $1, series FROM event_series WHERE event_id = $2
		ON CONFLICT (event_id) DO UPDATE SET series = excluded.series`, event, with)
	return err
}

// Beside is what few events have, and every card of one shows.
type Beside struct {
	Series  bool `db:"series"`  // it is one of a series
	Pending bool `db:"pending"` // a change of it is confirmed and not made yet
	Untold  bool `db:"untold"`  // a change of it was made that nobody was told of
}

// Beside reads whether an event has a series, or a pending or untold change, which are
// read only then.
func (tx *Tx) Beside(ctx context.Context, event int64) (b Beside, err error) {
	err = tx.tx.GetContext(ctx, &b, `
		SELECT EXISTS (SELECT FROM event_series WHERE event_id = $1) AS series,
		       EXISTS (SELECT FROM draft WHERE event_id = $1 AND state = 'pending') AS pending,
		       EXISTS (SELECT FROM send WHERE event_id = $1 AND state = 'untold') AS untold`, event)
	return b, err
}

// Series lists the events of a series that an event is in, itself too, in the order
// of their days; those without days come last. It is empty for one that stands alone.
func (tx *Tx) Series(ctx context.Context, event int64) ([]programme.Event, error) {
	return tx.events(ctx, `
		SELECT `+eventColumns+`
		  FROM event_series s JOIN event_series o ON o.series = s.series JOIN event e ON e.id = o.event_id
		 WHERE s.event_id = $1 ORDER BY coalesce(e.begins_at, `+roughLast+`), e.id`, event)
}
