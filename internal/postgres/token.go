package postgres

import (
	"context"
	"crypto/sha256"
	"time"
)

// TokenKind is what a personal link is good for.
type TokenKind string

// The kinds of tokens.
const (
	TokenSetup  TokenKind = "setup"  // to own a programme that nobody owns
	TokenOwner  TokenKind = "owner"  // to own a programme, whoever owns it
	TokenInvite TokenKind = "invite" // to ask to join its team
)

// Token is what a personal link carries, as it is stored: without the text itself,
// of which there is only the hash.
type Token struct {
	ID        int64     `db:"id"`
	Kind      TokenKind `db:"kind"`
	Programme int64     `db:"programme_id"`
	By        int64     `db:"by"` // a person; 0: the operator
	Used      bool      `db:"used"`

	// Who asks to join by it, until that is decided; Account 0: nobody.
	Account        int64  `db:"account"`
	Name           string `db:"name"`
	Username       string `db:"username"` // without @; empty: none
	Language       string `db:"language"`
	LanguageChosen bool   `db:"language_chosen"`
}

const (
	// tokenLength makes 133 bits.
	tokenLength = 23
	// requestsFor is how long somebody's wish to join waits to be decided, after the
	// link has lost its force.
	requestsFor = 7 * 24 * time.Hour
)

const tokenColumns = `t.id, t.kind, t.programme_id, coalesce(t.by, 0) AS by, t.used_at IS NOT NULL AS used,
	coalesce(t.account, 0) AS account, t.name, t.username, t.language, t.language_chosen`

// NewToken makes a token that is good once, for a while of programme time, and
// returns its text; by is a person, or 0 for the operator.
func (tx *Tx) NewToken(ctx context.Context, kind TokenKind, programmeID, by int64, good time.Duration) (text string, err error) {
	text = tx.make.Text(keyAlphabet, tokenLength)
	_, err = tx.tx.ExecContext(ctx, `INSERT INTO token (hash, kind, programme_id, by, expires_at) VALUES ($1, $2, $3, $4, $5)`,
		tokenHash(text), kind, programmeID, null(by), tx.now.Add(good))
	return text, err
}

// VoidTokens takes all force from a programme's unused tokens to own it.
func (tx *Tx) VoidTokens(ctx context.Context, programmeID int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		DELETE FROM token WHERE programme_id = $1 AND kind IN ('setup', 'owner') AND used_at IS NULL`, programmeID)
	return err
}

// Token finds a token by its text, used or not. It reports false if there is none,
// if its time is over, or if who gave it out owns the programme no longer.
func (tx *Tx) Token(ctx context.Context, text string) (t Token, ok bool, err error) {
	err = tx.tx.GetContext(ctx, &t, `
		SELECT `+tokenColumns+` FROM token t LEFT JOIN person b ON b.id = t.by
		 WHERE t.hash = $1 AND t.expires_at > $2 AND (t.by IS NULL OR b.role = 'owner')`, tokenHash(text), tx.now)
	if noRows(err) {
		return t, false, nil
	}
	return t, err == nil, err
}

// UseToken uses a token up. It reports false if somebody was faster.
func (tx *Tx) UseToken(ctx context.Context, id int64) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `UPDATE token SET used_at = $2 WHERE id = $1 AND used_at IS NULL`, id, tx.now))
	return n > 0, err
}

// AskToJoin uses an invitation up for somebody who wants to join, and keeps who it
// is until that is decided. It reports false if somebody was faster.
func (tx *Tx) AskToJoin(ctx context.Context, t Token) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `
		UPDATE token SET used_at = $2, account = $3, name = $4, language = $5, language_chosen = $6, username = $7 WHERE id = $1 AND used_at IS NULL`,
		t.ID, tx.now, t.Account, t.Name, t.Language, t.LanguageChosen, t.Username))
	return n > 0, err
}

// JoinRequest reads and holds the wish of somebody to join a programme's team. It
// reports false if there is none of that id, or if it was decided.
func (tx *Tx) JoinRequest(ctx context.Context, programmeID, id int64) (t Token, ok bool, err error) {
	err = tx.tx.GetContext(ctx, &t, `
		SELECT `+tokenColumns+` FROM token t WHERE t.id = $1 AND t.programme_id = $2 AND t.account IS NOT NULL FOR UPDATE`, id, programmeID)
	if noRows(err) {
		return t, false, nil
	}
	return t, err == nil, err
}

// JoinRequests lists those who wait to be let into a programme's team, the first who
// asked first.
func (tx *Tx) JoinRequests(ctx context.Context, programmeID int64) (ts []Token, err error) {
	return ts, tx.tx.SelectContext(ctx, &ts, `
		SELECT `+tokenColumns+` FROM token t WHERE t.programme_id = $1 AND t.account IS NOT NULL ORDER BY t.used_at, t.id`, programmeID)
}

// ForgetToken deletes a token, and with it who asked to join by it.
func (tx *Tx) ForgetToken(ctx context.Context, id int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM token WHERE id = $1`, id)
	return err
}

func tokenHash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
