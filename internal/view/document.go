package view

import "jarchy/internal/locale"

// Document is a message with a file: its words and the buttons under it. The file is
// either Data or one that Telegram has.
type Document struct {
	Name    string
	Data    []byte
	File    string      // Telegram's id of it
	Photo   bool        // of File: it is a picture
	Caption locale.HTML // at most 1024 UTF-16 units
	Rows    [][]Button
}

// Method is the one of the Bot API that sends d.
func (d Document) Method() string {
	if d.Photo {
		return "sendPhoto"
	}
	return "sendDocument"
}

// Params are the parameters of Method that show d; Data goes beside them.
func (d Document) Params() map[string]any {
	p := map[string]any{"caption": string(d.Caption), "parse_mode": "HTML"}
	switch {
	case d.Photo:
		p["photo"] = d.File
	case d.File != "":
		p["document"] = d.File
	}
	if len(d.Rows) > 0 {
		p["reply_markup"] = Screen{Rows: d.Rows}.markup()
	}
	return p
}
