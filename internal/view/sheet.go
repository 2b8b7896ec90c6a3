package view

import (
	_ "embed"
	"html/template"
	"io"

	"jarchy/internal/locale"
)

//go:embed sheet.html
var sheetHTML string

// Sheet writes all screens in all languages side by side as one HTML page that
// needs nothing else, in a chat's look. Errors are the writer's.
func Sheet(w io.Writer) error {
	page, err := template.New("sheet").Parse(sheetHTML)
	if err != nil {
		return err
	}
	type cell struct {
		Language string
		Text     template.HTML
		Rows     [][]Button
	}
	type line struct {
		Of, Case string
		Cells    []cell
	}
	var lines []line
	for i, l := range locale.Languages() {
		for j, s := range Screens(locale.For(l.Code)) {
			if i == 0 {
				lines = append(lines, line{Of: s.Of, Case: s.Case})
			}
			// Telegram's tags are also the web's, and everything else in a text is escaped.
			lines[j].Cells = append(lines[j].Cells, cell{l.Code, template.HTML(s.Screen.Text), s.Screen.rows()})
		}
	}
	return page.Execute(w, map[string]any{"Languages": locale.Languages(), "Lines": lines})
}
