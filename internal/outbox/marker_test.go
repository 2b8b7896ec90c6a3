package outbox

import (
	"log/slog"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// The next answer to a chat waits for the mark of the one before: a thousand marks of a
// fan-out do not stand before it. What was not stored is left, all of it.
func TestMarksOfAnswersGoFirst(t *testing.T) {
	t.Parallel()
	m := newMarker(nil, slog.New(slog.DiscardHandler))
	const mass, answer = 250, 1_000_000
	for id := range int64(mass) {
		m.add(postgres.Mark{ID: id}, programme.Mass)
	}
	m.add(postgres.Mark{ID: answer}, programme.Answer)
	if batch := m.take(); len(batch) != 1 || batch[0].ID != answer {
		t.Fatalf("first %d marks are stored, want the answer's alone", len(batch))
	}
	if batch := m.take(); len(batch) != marksAtOnce || batch[0].ID != 0 {
		t.Fatalf("then %d marks from %d on, want %d from 0 on", len(batch), batch[0].ID, marksAtOnce)
	}
	m.add(postgres.Mark{ID: answer + 1}, programme.Answer)
	if left := m.rest(); len(left) != mass-marksAtOnce+1 {
		t.Errorf("left are %d marks, want %d", len(left), mass-marksAtOnce+1)
	}
}
