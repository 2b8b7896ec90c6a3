// Package view turns a thing, a language and a zone into what a person sees: HTML
// text and buttons. It is pure.
package view

import (
	"unicode"

	"jarchy/internal/locale"
)

// Screen is one message: its text and the buttons under it.
type Screen struct {
	Text locale.HTML
	Rows [][]Button
}

// Button is a label with what pressing it does: Data comes back to the bot, URL
// opens.
type Button struct {
	Label string
	Data  string // at most 64 bytes: verb, code, number
	URL   string
	Style Style
}

// Style colours a button where the reader's client can; others ignore it.
type Style string

// The styles of the Bot API.
const (
	Plain   Style = ""
	Primary Style = "primary"
	Success Style = "success"
	Danger  Style = "danger"
)

// Params are the parameters of sendMessage and editMessageText that show s. No
// preview of links: a reminder is not about the programme's web page.
func (s Screen) Params() map[string]any {
	p := map[string]any{
		"text":                 string(fitting(s.Text)),
		"parse_mode":           "HTML",
		"link_preview_options": map[string]any{"is_disabled": true},
	}
	if len(s.Rows) > 0 {
		p["reply_markup"] = s.markup()
	}
	return p
}

// maxText is how long a message may be, in UTF-16 units: Telegram's 4096 less a line
// that a repeat begins with.
const maxText = 4000

// fitting is a text as one message takes it. What grew too long, whatever somebody
// typed into it, loses its end and its markup: better than that nothing arrives.
func fitting(text locale.HTML) locale.HTML {
	if len(text) <= maxText {
		return text
	}
	if plain := PlainText(text); units(plain) > maxText {
		return locale.Escape(Cut(plain, maxText))
	}
	return text
}

// EditParams are Params of an edit: one that takes the buttons away says so.
func (s Screen) EditParams() map[string]any {
	p := s.Params()
	p["reply_markup"] = s.markup()
	return p
}

// maxRows is how many rows of buttons a screen may have.
const maxRows = 6

// rows are the buttons as they are sent. A phone cuts a long label that shares its
// row, and loses the number at its end: such a button gets a row of its own, if
// there is room for all of them.
func (s Screen) rows() (rows [][]Button) {
	for _, row := range s.Rows {
		if len(row) == 2 && (wide(row[0].Label) || wide(row[1].Label)) {
			rows = append(rows, row[:1], row[1:])
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) > maxRows {
		return s.Rows
	}
	return rows
}

// wide reports whether a label is too long for half a row: 22 Latin letters, or 18
// of others, which are broader.
func wide(label string) bool {
	width := 0
	for _, r := range label {
		if width += 10; r > unicode.MaxASCII {
			width += 2
		}
	}
	return width > 220
}

func (s Screen) markup() map[string]any {
	rows := make([][]map[string]any, 0, len(s.Rows))
	for _, row := range s.rows() {
		buttons := make([]map[string]any, 0, len(row))
		for _, b := range row {
			m := map[string]any{"text": b.Label}
			if b.URL != "" {
				m["url"] = b.URL
			} else {
				m["callback_data"] = b.Data
			}
			if b.Style != Plain {
				m["style"] = string(b.Style)
			}
			buttons = append(buttons, m)
		}
		rows = append(rows, buttons)
	}
	return map[string]any{"inline_keyboard": rows}
}

// BackRow is a row with the one button `Back`.
func BackRow(p *locale.Printer, data string) [][]Button {
	return [][]Button{{{Label: p.Say("button.back"), Data: data}}}
}
