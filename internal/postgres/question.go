package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Question is something a participant asked the organisers.
type Question struct {
	ID        int64
	Programme int64
	Event     int64 // 0: of none
	Person    int64
}

// Card names the message in which staff read a question: their reply to it is the
// answer.
func (q Question) Card() string { return fmt.Sprintf("question:%d", q.ID) }

// AddQuestion stores a question and gives it its id.
func (tx *Tx) AddQuestion(ctx context.Context, q *Question) error {
	return tx.tx.GetContext(ctx, &q.ID, `
		INSERT INTO question (programme_id, event_id, person_id, asked_at) VALUES ($1, $2, $3, $4) RETURNING id`,
		q.Programme, null(q.Event), q.Person, tx.now)
}

// QuestionsSince counts what a person asked since an instant.
func (tx *Tx) QuestionsSince(ctx context.Context, person int64, since time.Time) (n int, err error) {
	err = tx.tx.GetContext(ctx, &n, `SELECT count(*) FROM question WHERE person_id = $1 AND asked_at > $2`, person, since)
	return n, err
}

// QuestionIn returns the question that a message in a chat shows; ok is false if it
// shows none.
func (tx *Tx) QuestionIn(ctx context.Context, chat, message int64) (q Question, ok bool, err error) {
	var name string
	err = tx.tx.GetContext(ctx, &name, `
		SELECT name FROM card WHERE chat = $1 AND message_id = $2 AND name LIKE 'question:%'`, chat, message)
	if noRows(err) {
		return q, false, nil
	}
	if err != nil {
		return q, false, err
	}
	text, _, _ := strings.Cut(strings.TrimPrefix(name, "question:"), ":")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return q, false, fmt.Errorf("card %q: %w", name, err)
	}
	return tx.question(ctx, id)
}

// QuestionTo returns a question that was passed on to a chat; ok is false if it was
// not.
func (tx *Tx) QuestionTo(ctx context.Context, chat, id int64) (q Question, ok bool, err error) {
	if err = tx.tx.GetContext(ctx, &ok, `SELECT EXISTS (SELECT FROM card WHERE chat = $1 AND name = $2)`, chat, Question{ID: id}.Card()); err != nil || !ok {
		return q, false, err
	}
	return tx.question(ctx, id)
}

// LastQuestion returns the question that was passed on to a chat last, since an
// instant.
func (tx *Tx) LastQuestion(ctx context.Context, chat int64, since time.Time) (q Question, ok bool, err error) {
	var id int64
	err = tx.tx.GetContext(ctx, &id, `
		SELECT q.id FROM question q JOIN card c ON c.chat = $1 AND c.name = 'question:' || q.id
		 WHERE q.asked_at > $2 ORDER BY q.id DESC LIMIT 1`, chat, since)
	if noRows(err) {
		return q, false, nil
	}
	if err != nil {
		return q, false, err
	}
	return tx.question(ctx, id)
}

func (tx *Tx) question(ctx context.Context, id int64) (q Question, ok bool, err error) {
	q.ID = id
	err = tx.tx.QueryRowxContext(ctx, `
		SELECT programme_id, coalesce(event_id, 0), person_id FROM question WHERE id = $1`, q.ID).Scan(&q.Programme, &q.Event, &q.Person)
	if noRows(err) {
		return q, false, nil
	}
	return q, err == nil, err
}
