package workplan

import (
	"bytes"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"jarchy/internal/programme"
)

// readExcel reads the sheets of a workbook, a row after the other. Of a formula it
// takes the value that Excel kept; nothing is ever calculated.
func readExcel(file []byte, p *Plan) ([]sheet, error) {
	parts, err := scanWorkbook(file)
	if err != nil {
		return nil, err
	}
	// Parts that are larger than UnzipXMLSizeLimit go to files on the disk: none is.
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip, RawCellValue: true})
	if err != nil {
		return nil, programme.Refuse(programme.Invalid, "plan_broken")
	}
	defer func() { _ = f.Close() }() // there are no files to be removed
	p.From1904 = parts.from1904
	var sheets []sheet
	budget := budget{rows: maxRows, bytes: maxCells}
	for _, name := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(name)
		if err != nil {
			return nil, programme.Refuse(programme.Invalid, "plan_broken")
		}
		s := sheet{name: name, hidden: !visible}
		if visible {
			if s.lines, err = readSheet(f, name, parts.sheets[name], parts.from1904, &budget); err != nil {
				return nil, err
			}
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

// budget is what may still be read of a file.
type budget struct{ rows, bytes int }

// take takes a row off; it refuses one too many.
func (b *budget) take(l line) error {
	b.rows--
	for _, c := range l.cells {
		b.bytes -= len(c)
	}
	switch {
	case b.rows < 0:
		return programme.Refuse(programme.Invalid, "plan_rows", "max", maxRows)
	case b.bytes < 0:
		return programme.Refuse(programme.Invalid, "plan_words", "mb", maxCells>>20)
	}
	return nil
}

func readSheet(f *excelize.File, name string, part sheetPart, from1904 bool, b *budget) ([]line, error) {
	rows, err := f.Rows(name)
	var none excelize.ErrSheetNotExist
	if errors.As(err, &none) { // a sheet of charts
		return nil, nil
	}
	broken := programme.Refuse(programme.Invalid, "plan_broken")
	if err != nil {
		return nil, broken
	}
	defer func() { _ = rows.Close() }()
	var lines []line
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, broken
		}
		l, ok, err := newLine(number, cells)
		if err != nil {
			return nil, err
		}
		if !ok && !part.empty[number] {
			continue
		}
		part.fill(&l, from1904)
		if err := b.take(l); err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	if rows.Error() != nil {
		return nil, broken
	}
	return lines, nil
}

// newLine makes a line of a row's cells; ok says that it has something in it.
func newLine(number int, cells []string) (l line, ok bool, err error) {
	l = line{number: number, wide: 1}
	for i, c := range cells {
		c = strings.TrimSpace(strings.ReplaceAll(c, "\x00", "")) // which Postgres does not store
		if len(c) > maxCell {
			c = strings.ToValidUTF8(c[:maxCell], "")
		}
		if c == "" {
			continue
		}
		if i >= maxColumns {
			return l, false, programme.Refuse(programme.Invalid, "plan_columns", "max", maxColumns)
		}
		for len(l.cells) <= i {
			l.cells = append(l.cells, "")
		}
		l.cells[i], ok = c, true
	}
	return l, ok, nil
}
