package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// SendKind is what sort of thing a send tells.
type SendKind string

// The kinds of sends.
const (
	SendChange SendKind = "change"
	SendMass   SendKind = "mass"  // /remind
	SendNudge  SendKind = "nudge" // /nudge
)

// SendState is where a send stands.
type SendState string

// The states of a send.
const (
	SendPreview SendState = "preview" // nothing has left
	SendUntold  SendState = "untold"  // a change that was made, and told to nobody
	SendGoing   SendState = "going"
	SendStopped SendState = "stopped"
	SendDone    SendState = "done"
)

// Send is one message to some of an event's people, outside the rules.
type Send struct {
	ID          int64
	Programme   int64
	Event       int64
	Kind        SendKind
	Audience    programme.Audience
	AlsoWaiting bool
	Words       map[string]string // own text by language; under "" as typed
	Before      *programme.Event  // of a change: the event before it
	Promoted    []int64           // of a change: persons whom it tells of their seat as well, see CarrySeats
	By          int64             // a person; 0: the program
	At          time.Time         // when it was made
	Schedule    int               // the event's when it left
	Version     int               // of a preview: the event's when it was shown
	State       SendState
	Chat        int64 // where its progress stands; 0: nowhere
}

type sendRow struct {
	ID          int64         `db:"id"`
	Programme   int64         `db:"programme_id"`
	Event       int64         `db:"event_id"`
	Kind        string        `db:"kind"`
	Audience    string        `db:"audience"`
	AlsoWaiting bool          `db:"also_waiting"`
	Words       []byte        `db:"words"`
	Before      []byte        `db:"before"`
	Promoted    pq.Int64Array `db:"promoted"`
	By          int64         `db:"by"`
	At          time.Time     `db:"at"`
	Schedule    int           `db:"schedule"`
	Version     int           `db:"version"`
	State       string        `db:"state"`
	Chat        int64         `db:"chat"`
}

const sendColumns = `id, programme_id, coalesce(event_id, 0) AS event_id, kind, audience, also_waiting, words, before, promoted,
	coalesce(by, 0) AS by, at, schedule, version, state, coalesce(chat, 0) AS chat`

func (r sendRow) send() (Send, error) {
	s := Send{
		ID: r.ID, Programme: r.Programme, Event: r.Event, Kind: SendKind(r.Kind), Audience: programme.Audience(r.Audience),
		AlsoWaiting: r.AlsoWaiting, Promoted: r.Promoted, By: r.By, At: r.At, Schedule: r.Schedule, Version: r.Version, State: SendState(r.State), Chat: r.Chat,
	}
	if err := json.Unmarshal(r.Words, &s.Words); err != nil {
		return s, fmt.Errorf("words of send %d: %w", r.ID, err)
	}
	if r.Before != nil {
		if err := json.Unmarshal(r.Before, &s.Before); err != nil {
			return s, fmt.Errorf("event before send %d: %w", r.ID, err)
		}
	}
	return s, nil
}

// AddSend stores a send and gives it its id.
func (tx *Tx) AddSend(ctx context.Context, s *Send) error {
	words, err := wordsOf(s.Words)
	if err != nil {
		return err
	}
	var before []byte
	if s.Before != nil {
		was := *s.Before
		was.Key = "" // it opens the event: it stands in one place
		if before, err = json.Marshal(was); err != nil {
			return err
		}
	}
	s.At = tx.now
	return tx.tx.GetContext(ctx, &s.ID, `
		INSERT INTO send (programme_id, event_id, kind, audience, also_waiting, words, before, by, at, schedule, version, state, chat)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
		s.Programme, null(s.Event), s.Kind, s.Audience, s.AlsoWaiting, words, null(string(before)), null(s.By), s.At, s.Schedule, s.Version, s.State, null(s.Chat))
}

// SaveSend writes what may change of a send: its text, whom else it is for, its
// state, schedule, version and chat.
func (tx *Tx) SaveSend(ctx context.Context, s Send) error {
	words, err := wordsOf(s.Words)
	if err != nil {
		return err
	}
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE send SET also_waiting = $2, words = $3, schedule = $4, version = $5, state = $6, chat = $7 WHERE id = $1`,
		s.ID, s.AlsoWaiting, words, s.Schedule, s.Version, s.State, null(s.Chat))
	return err
}

func wordsOf(words map[string]string) (string, error) {
	if words == nil {
		return `{}`, nil
	}
	b, err := json.Marshal(words)
	return string(b), err
}

// Send reads a send.
// It returns a NotFound programme.Error if there is none of that id.
func (tx *Tx) Send(ctx context.Context, id int64) (Send, error) {
	return tx.send(ctx, ``, id)
}

// LockSend reads a send and holds it until the transaction ends: pressing twice
// is pressing once. Its event is to be held before. Errors are those of Send.
func (tx *Tx) LockSend(ctx context.Context, id int64) (Send, error) {
	return tx.send(ctx, ` FOR UPDATE`, id)
}

// UntoldChanges reads the changes of an event that were told to nobody, the oldest first.
func (tx *Tx) UntoldChanges(ctx context.Context, event int64) (untold []Send, err error) {
	var rows []sendRow
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT `+sendColumns+` FROM send WHERE event_id = $1 AND state = 'untold' ORDER BY id`, event); err != nil {
		return nil, err
	}
	for _, r := range rows {
		s, err := r.send()
		if err != nil {
			return nil, err
		}
		untold = append(untold, s)
	}
	return untold, nil
}

// EndUntold ends that changes of an event are told to nobody.
func (tx *Tx) EndUntold(ctx context.Context, event int64) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE send SET state = 'done' WHERE event_id = $1 AND state = 'untold'`, event)
	return err
}

func (tx *Tx) send(ctx context.Context, lock string, id int64) (Send, error) {
	var row sendRow
	err := tx.tx.GetContext(ctx, &row, `SELECT `+sendColumns+` FROM send WHERE id = $1`+lock, id)
	if noRows(err) {
		return Send{}, programme.Refuse(programme.NotFound, "button_old")
	}
	if err != nil {
		return Send{}, err
	}
	return row.send()
}
