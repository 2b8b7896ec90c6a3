package simulator

import (
	"bytes"
	"encoding/json"
)

// Telegram's limits of an inline keyboard.
const (
	maxRow     = 8
	maxButtons = 100
	maxMarkup  = 10 * 1024 // bytes of JSON
)

// markup is a reply_markup that has passed the specification.
type markup struct {
	buttons  [][]Button
	inline   json.RawMessage // in canonical form; nil: no inline keyboard
	keyboard [][]string      // labels of a reply keyboard
	force    bool            // force_reply
}

// actions are what an inline button may do besides data and url.
var actions = []string{"web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
	"switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled"}

// readMarkup reads the parameter reply_markup. It returns an empty markup if there
// is none.
func readMarkup(c *call) (markup, *refusal) {
	value := c.str("reply_markup")
	if value == "" {
		return markup{}, nil
	}
	var raw struct {
		Inline   [][]map[string]any        `json:"inline_keyboard"`
		Keyboard [][]struct{ Text string } `json:"keyboard"`
		Force    bool                      `json:"force_reply"`
	}
	if err := json.Unmarshal([]byte(value), &raw); err != nil {
		return markup{}, bug("can't parse reply keyboard markup JSON object")
	}
	m := markup{force: raw.Force}
	for _, row := range raw.Keyboard {
		var labels []string
		for _, key := range row {
			labels = append(labels, key.Text)
		}
		m.keyboard = append(m.keyboard, labels)
	}
	n := 0
	for _, row := range raw.Inline {
		if len(row) == 0 {
			continue // Telegram drops empty rows
		}
		var buttons []Button
		for _, object := range row {
			b, r := readButton(object)
			if r != nil {
				return markup{}, r
			}
			buttons = append(buttons, b)
			n++
		}
		if len(buttons) > maxRow {
			return markup{}, bug("reply markup is too long")
		}
		m.buttons = append(m.buttons, buttons)
	}
	if n > maxButtons || len(value) > maxMarkup {
		return markup{}, bug("reply markup is too long")
	}
	if n > 0 {
		m.inline = canonical(raw.Inline)
	}
	return m, nil
}

func readButton(object map[string]any) (Button, *refusal) {
	text := func(key string) string { s, _ := object[key].(string); return s }
	b := Button{Text: text("text"), Data: text("callback_data"), URL: text("url"), Style: text("style")}
	n := 0
	if _, ok := object["callback_data"]; ok {
		n++
	}
	if _, ok := object["url"]; ok {
		n++
		if _, ok := checkLink(b.URL); !ok {
			return b, bug("BUTTON_URL_INVALID")
		}
	}
	for _, key := range actions {
		if _, ok := object[key]; ok {
			n++
			b.Other = key
		}
	}
	switch {
	case b.Text == "":
		return b, bug("can't parse inline keyboard button: text is empty")
	case n == 0:
		return b, bug("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case n > 1:
		return b, bug("can't parse inline keyboard button: it has more than one action")
	}
	return b, nil
}

// canonical is the keyboard with its keys in order, so that equal ones are equal
// bytes.
func canonical(rows [][]map[string]any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any{"inline_keyboard": rows}); err != nil {
		panic("simulator: keyboard: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes())
}
