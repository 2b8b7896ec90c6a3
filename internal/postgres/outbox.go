package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Enqueue puts messages into the outbox, in their order; they leave after tx
// commits. A message whose key was queued before is passed over. A message that
// makes or edits a card withdraws the older edits of that card that are not
// final.
func (tx *Tx) Enqueue(ctx context.Context, ms ...programme.Message) error {
	tx.left.Messages = true
	if len(ms) == 0 {
		return nil
	}
	rows := make([]queued, len(ms))
	statement := insertRows
	for i, m := range ms {
		var err error
		if rows[i], err = tx.queue(m, i); err != nil {
			return err
		}
		if rows[i].Card != nil {
			statement = insertCards
		}
	}
	b, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.tx.ExecContext(ctx, statement, string(b), tx.now)
	return err
}

// insertRows gives ids in the order of the messages: order within a chat is by id.
const insertRows = `
	INSERT INTO outbox (programme_id, event_id, person_id, send_id, chat, method, params, file, file_name, class, stranger,
	                    not_before, expires_at, key, card, edits, caused, repeat, created_at)
	SELECT m.programme_id, m.event_id, m.person_id, m.send_id, m.chat, m.method, m.params, decode(m.file, 'base64'), m.file_name,
	       m.class, m.stranger, m.not_before, m.expires_at, m.key, m.card, m.edits, m.caused, m.repeat, $2
	  FROM json_to_recordset($1::json) AS m (n int, programme_id bigint, event_id bigint, person_id bigint, send_id bigint,
	       chat bigint, method text, params jsonb, file text, file_name text, class smallint, stranger boolean,
	       not_before timestamptz, expires_at timestamptz, key text, card text, edits boolean, caused boolean, repeat text)
	 ORDER BY m.n
	ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING`

// insertCards is insertRows with what a card's row does to its card. A change of
// the text says all that older changes said; one of the buttons alone does not.
const insertCards = `
	WITH new AS (` + insertRows + ` RETURNING id, chat, card, method),
	made AS (
		INSERT INTO card (chat, name, made_by)
		SELECT DISTINCT ON (chat, card) chat, card, id FROM new
		 WHERE card IS NOT NULL AND (method LIKE 'send%' OR method = 'copyMessage') ORDER BY chat, card, id DESC
		ON CONFLICT (chat, name) DO UPDATE SET message_id = NULL, made_by = excluded.made_by)
	UPDATE outbox o SET withdrawn = 'newer' FROM new
	 WHERE o.chat = new.chat AND o.card = new.card AND o.withdrawn IS NULL
	   AND o.state IN ('queued', 'sending', 'unknown') AND o.method LIKE 'edit%'
	   AND (new.method = o.method OR new.method LIKE 'send%' OR new.method = 'editMessageText')`

// queued is a message as the statements above read it.
type queued struct {
	N         int             `json:"n"`
	Programme *int64          `json:"programme_id"`
	Event     *int64          `json:"event_id"`
	Person    *int64          `json:"person_id"`
	Send      *int64          `json:"send_id"`
	Chat      *int64          `json:"chat"`
	Method    string          `json:"method"`
	Params    json.RawMessage `json:"params"`
	File      []byte          `json:"file"` // base64 in JSON
	FileName  *string         `json:"file_name"`
	Class     programme.Class `json:"class"`
	Stranger  bool            `json:"stranger"`
	NotBefore time.Time       `json:"not_before"`
	ExpiresAt *time.Time      `json:"expires_at"`
	Key       *string         `json:"key"`
	Card      *string         `json:"card"`
	Edits     bool            `json:"edits"`
	Caused    bool            `json:"caused"`
	Repeat    string          `json:"repeat"`
}

func (tx *Tx) queue(m programme.Message, n int) (queued, error) {
	params, err := params(m.Params)
	if err != nil {
		return queued{}, err
	}
	q := queued{
		N: n, Programme: pointer(m.Programme), Event: pointer(m.Event), Person: pointer(m.Person), Send: pointer(m.Send),
		Chat: pointer(m.Chat), Method: method(m), Params: params, File: m.File, FileName: pointer(m.FileName),
		Class: m.Class, Stranger: m.Stranger, NotBefore: tx.notBefore(m), ExpiresAt: pointer(m.ExpiresAt),
		Key: pointer(m.Key), Card: pointer(m.Card), Caused: m.Caused, Repeat: m.Repeat,
	}
	if q.Method == "answerCallbackQuery" {
		q.Chat = nil // it goes to a press, not into a chat: it neither waits nor holds back
	}
	if m.Stranger {
		q.Card = nil // a card would keep the chat's id
	}
	if q.Card != nil && !strings.HasPrefix(q.Method, "send") && q.Method != "copyMessage" {
		_, known := m.Params["message_id"]
		q.Edits = !known
	}
	return q, nil
}

// params writes a message's parameters; those of a file or a menu may be none.
func params(p map[string]any) (json.RawMessage, error) {
	if p == nil {
		return json.RawMessage(`{}`), nil
	}
	b, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("parameters of a message: %w", err)
	}
	return b, nil
}

func method(m programme.Message) string {
	if m.Method == "" {
		return "sendMessage"
	}
	return m.Method
}

func (tx *Tx) notBefore(m programme.Message) time.Time {
	if m.NotBefore.IsZero() {
		return tx.now
	}
	return m.NotBefore
}

// pointer turns a zero value into null.
func pointer[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
