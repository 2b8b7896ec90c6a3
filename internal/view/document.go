package view

import "jarchy/internal/locale"

// Document is a message with a file: its words and the buttons under it.
type Document struct {
	Name    string
	Data    []byte
	Caption locale.HTML // at most 1024 UTF-16 units
	Rows    [][]Button
}

// Params are the parameters of sendDocument that show d; the file goes beside them.
func (d Document) Params() map[string]any {
	p := map[string]any{"caption": string(d.Caption), "parse_mode": "HTML"}
	if len(d.Rows) > 0 {
		p["reply_markup"] = Screen{Rows: d.Rows}.markup()
	}
	return p
}
