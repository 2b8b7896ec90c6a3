package workplan

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// readDocument reads a document of Word. If it has a table with a plan's headings, its
// rows are the plan; else its text is to be read as pasted text.
func readDocument(file []byte, known map[string]Column, now time.Time) (Plan, error) {
	broken := programme.Refuse(programme.Invalid, "plan_broken")
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Plan{}, broken
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		return Plan{}, broken
	}
	defer part.Close()
	text, tables, err := scanDocument(part)
	if err != nil {
		if _, mistake := programme.AsError(err); mistake {
			return Plan{}, err
		}
		return Plan{}, broken
	}
	var plans []sheet
	for _, t := range tables {
		if h, ok := findHeading(t.lines, known); ok && len(h.columns) >= 3 {
			plans = append(plans, t)
		}
	}
	if plans != nil {
		var p Plan
		return p, p.take(plans, known, now)
	}
	if strings.TrimSpace(text) == "" {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_empty")
	}
	return Plan{Text: text}, nil
}

// scanDocument gives a document's paragraphs and rows of tables as lines, and its
// tables apart.
func scanDocument(part io.Reader) (string, []sheet, error) {
	d := xml.NewDecoder(io.LimitReader(part, maxUnzip))
	var text, cell strings.Builder
	var tables []sheet
	var row []string
	spans, below := 1, false // of the cell: how many columns it takes, whether it goes on one above
	depth := 0               // in tables
	b := budget{rows: maxRows, bytes: maxCells}
	inText := false
	for {
		t, err := d.Token()
		if err == io.EOF {
			return text.String(), tables, nil
		}
		if err != nil {
			return "", nil, err
		}
		into := &text
		if depth > 0 {
			into = &cell
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "tbl":
				if depth++; depth == 1 {
					tables, row = append(tables, sheet{}), nil
				}
			case "t":
				inText = true
			case "tc":
				spans, below = 1, false
			case "gridSpan":
				if n, err := strconv.Atoi(attribute(e, "val")); err == nil && depth == 1 {
					spans = min(max(n, 1), maxColumns)
				}
			case "vMerge":
				below = depth == 1 && attribute(e, "val") != "restart"
			case "tab":
				into.WriteByte('\t')
			case "br", "cr":
				into.WriteByte('\n')
			}
		case xml.CharData:
			if inText {
				into.Write(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				inText = false
			case "p":
				into.WriteByte('\n')
			case "tc":
				if depth == 1 {
					s := tables[len(tables)-1]
					if below && len(s.lines) > 0 {
						cell.WriteString(s.lines[len(s.lines)-1].cell(len(row)))
					}
					row = append(row, strings.TrimSpace(cell.String()))
					row = append(row, make([]string, spans-1)...)
					cell.Reset()
					if len(row) > 10*maxColumns {
						return "", nil, programme.Refuse(programme.Invalid, "plan_columns", "max", maxColumns)
					}
				}
			case "tr":
				if depth != 1 {
					break
				}
				s := &tables[len(tables)-1]
				l, ok, err := newLine(len(s.lines)+1, row)
				if err == nil && ok {
					err = b.take(l)
				}
				if err != nil {
					return "", nil, err
				}
				if ok {
					s.lines = append(s.lines, l)
				}
				text.WriteString(strings.Join(strings.Fields(strings.Join(row, " ; ")), " ") + "\n")
				row = nil
			case "tbl":
				depth--
			}
		}
		if text.Len()+cell.Len() > maxCells {
			return "", nil, programme.Refuse(programme.Invalid, "plan_words", "mb", maxCells>>20)
		}
	}
}
