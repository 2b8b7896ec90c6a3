package bot_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// fileOf makes the file of a conversation: its text, in another encoding if that
// stands behind the name; a workbook of a table, a document of paragraphs.
func fileOf(name, text string) (string, []byte, error) {
	if plain, ok := strings.CutSuffix(name, " in Windows-1251"); ok {
		file, err := charmap.Windows1251.NewEncoder().Bytes([]byte(text))
		return plain, file, err
	}
	if strings.HasSuffix(name, ".xlsx") && strings.Contains(text, " | ") {
		file, err := workbookOf(text)
		return name, file, err
	}
	if strings.HasSuffix(name, ".docx") {
		file, err := documentOf(text)
		return name, file, err
	}
	return name, []byte(text), nil
}

// documentOf makes a document of Word with a paragraph for each line.
func documentOf(text string) ([]byte, error) {
	var b, body bytes.Buffer
	for line := range strings.Lines(text) {
		body.WriteString("<w:p><w:r><w:t>")
		if err := xml.EscapeText(&body, []byte(strings.TrimSpace(line))); err != nil {
			return nil, err
		}
		body.WriteString("</w:t></w:r></w:p>")
	}
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>`, body.Bytes()); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// workbookOf makes a workbook of lines a | b. A cell 2026-12-09 is a date as Excel
// keeps it; a line == name begins a sheet, == name (hidden) one that is not shown.
func workbookOf(text string) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	days, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return nil, err
	}
	sheet, row := "Sheet1", 0
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "== "); ok {
			name, hidden := strings.CutSuffix(name, " (hidden)")
			if _, err := f.NewSheet(name); err != nil {
				return nil, err
			}
			if hidden {
				if err := f.SetSheetVisible(name, false); err != nil {
					return nil, err
				}
			}
			if sheet == "Sheet1" {
				if err := f.DeleteSheet(sheet); err != nil {
					return nil, err
				}
			}
			sheet, row = name, 0
			continue
		}
		row++
		for i, cell := range strings.Split(line, "|") {
			cell = strings.TrimSpace(cell)
			at, err := excelize.CoordinatesToCellName(i+1, row)
			if err != nil {
				return nil, err
			}
			var value any = cell
			if day, err := time.Parse(time.DateOnly, cell); err == nil {
				value = day
			}
			if cell != "" {
				if err := f.SetCellValue(sheet, at, value); err != nil {
					return nil, err
				}
			}
			if value != cell {
				if err := f.SetCellStyle(sheet, at, at, days); err != nil {
					return nil, err
				}
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
