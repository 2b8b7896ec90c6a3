package telegram

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// readUpdate reads one update for the bot of this username. It fails only if the id
// cannot be read; what else does not fit makes the update Unreadable.
func readUpdate(raw json.RawMessage, username string) (programme.Update, error) {
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return programme.Update{}, fmt.Errorf("update: %w", err)
	}
	if head.ID == nil {
		return programme.Update{}, fmt.Errorf("update: no update_id")
	}
	u := programme.Update{ID: *head.ID, Kind: programme.OtherUpdate}
	var w wireUpdate
	if err := json.Unmarshal(raw, &w); err != nil {
		return programme.Update{ID: u.ID, Kind: programme.Unreadable, Problem: scrub(err.Error())}, nil
	}
	switch {
	case w.Message != nil:
		u.Kind = programme.MessageSent
		w.Message.fill(&u, username)
	case w.EditedMessage != nil:
		u.Kind = programme.MessageEdited
		w.EditedMessage.fill(&u, username)
	case w.CallbackQuery != nil:
		u.Kind = programme.ButtonPressed
		w.CallbackQuery.fill(&u)
	case w.MyChatMember != nil:
		u.Kind = programme.ReachChanged
		w.MyChatMember.fill(&u)
	}
	return u, nil
}

func (m *wireMessage) fill(u *programme.Update, username string) {
	m.Chat.fill(u)
	if m.From != nil {
		m.From.fill(u)
	}
	u.MessageID, u.Sent = m.ID, unix(m.Date)
	u.Album = clean(m.AlbumID)
	if m.ReplyTo != nil {
		u.ReplyTo = m.ReplyTo.ID
	}
	u.Forwarded = bool(m.ForwardOrigin || m.ForwardFrom || m.ForwardFromChat || m.ForwardSenderName || m.ForwardDate)

	entities := m.Entities
	u.Text = clean(m.Text)
	if u.Text == "" {
		u.Text, entities = clean(m.Caption), m.CaptionEntities
	}
	what := m.kind()
	if m.Document != nil && what == "" { // an animation has its file in document too
		what = "document"
		u.File = &programme.File{ID: clean(m.Document.ID), Name: clean(m.Document.Name), Mime: clean(m.Document.Mime), Size: m.Document.Size}
	}
	if m.Photo != unreadablePicture {
		u.Photo = clean(string(m.Photo))
	}
	if u.Text == "" {
		u.What = what
	}
	if u.Text == "" && what == "" { // a group's new title, somebody joined, …
		u.Kind = programme.OtherUpdate
		return
	}

	command, args, to := readCommand(u.Text, entities)
	if to != "" && !u.Private && !strings.EqualFold(to, username) {
		u.Kind = programme.OtherUpdate // another bot's
		return
	}
	u.Command, u.Args = command, args
}

func (q *wireQuery) fill(u *programme.Update) {
	q.From.fill(u)
	u.QueryID, u.Data = clean(q.ID), clean(q.Data)
	if q.Message == nil {
		u.Gone = true // a message in a chat that the bot does not see
		return
	}
	q.Message.Chat.fill(u)
	u.MessageID, u.Sent = q.Message.ID, unix(q.Message.Date)
	u.Gone = q.Message.Date == 0 // so Telegram marks what it does not show the bot any more
}

func (m *wireMember) fill(u *programme.Update) {
	m.Chat.fill(u)
	m.From.fill(u)
	u.Sent = unix(m.Date)
	u.Blocked = u.Private && m.New.Status == "kicked"
}

func (c wireChat) fill(u *programme.Update) {
	u.Chat, u.Private = c.ID, c.Type == "private"
	if !u.Private {
		u.Group = clean(c.Title)
	}
}

func (w wireUser) fill(u *programme.Update) {
	u.User, u.UserBot = w.ID, w.IsBot
	u.Name = strings.TrimSpace(clean(w.FirstName + " " + w.LastName))
	u.Username, u.Language = clean(w.Username), clean(w.Language)
}

// unix is an instant as the Bot API writes it; 0 is none.
func unix(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// clean replaces NUL, which Postgres takes in no text. Lone surrogates and broken UTF-8
// are U+FFFD already: encoding/json saw to that. No offset changes: each is one UTF-16
// unit, as what it replaces.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "\uFFFD") }
