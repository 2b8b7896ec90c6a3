package workplan

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"jarchy/internal/programme"
)

// workbookParts are what the reader of workbooks does not tell while it streams:
// which cells are merged, which formulas have no value.
type workbookParts struct {
	from1904 bool
	sheets   map[string]sheetPart // by name
}

type sheetPart struct {
	merged []area
	empty  map[int]bool  // rows with a formula whose value was not kept
	months map[int][]int // by row: columns whose day is shown as a month only
}

// area is a merged one: columns and rows, both included; value is what it shows.
type area struct {
	column, toColumn, row, toRow int
	value                        string
}

// scanWorkbook scans the parts of a workbook.
func scanWorkbook(file []byte) (parts workbookParts, err error) {
	broken := programme.Refuse(programme.Invalid, "plan_broken")
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return parts, broken
	}
	var book struct {
		Props struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := decodePart(z, "xl/workbook.xml", &book); err != nil {
		return parts, broken
	}
	if err := decodePart(z, "xl/_rels/workbook.xml.rels", &links); err != nil {
		return parts, broken
	}
	if len(book.Sheets) > maxSheets || len(links.Links) > maxParts {
		return parts, programme.Refuse(programme.Invalid, "plan_much")
	}
	parts.from1904 = book.Props.From1904 == "1" || book.Props.From1904 == "true"
	parts.sheets = map[string]sheetPart{}
	styles, err := monthStyles(z)
	if err != nil {
		return parts, broken
	}
	seen := map[string]bool{}
	for _, s := range book.Sheets {
		for _, l := range links.Links {
			if l.ID != s.ID {
				continue
			}
			name := path.Join("xl", l.Target)
			if strings.HasPrefix(l.Target, "/") {
				name = strings.TrimPrefix(l.Target, "/")
			}
			if seen[name] { // no program writes one sheet as two
				return parts, broken
			}
			seen[name] = true
			part, err := scanSheet(z, name, styles)
			if err != nil {
				return parts, broken
			}
			parts.sheets[s.Name] = part
		}
	}
	return parts, nil
}

// monthStyles are the numbers of the styles that show a day as its month: "Feb-27" is
// kept as 1 February, and does not mean it.
func monthStyles(z *zip.Reader) (map[string]bool, error) {
	var styles struct {
		Formats []struct {
			ID   string `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			ID string `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := decodePart(z, "xl/styles.xml", &styles); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	months := map[string]bool{"17": true} // mmm-yy
	for _, f := range styles.Formats {
		code, _, _ := strings.Cut(strings.ToLower(quotedFormat.ReplaceAllString(f.Code, "")), ";")
		months[f.ID] = strings.Contains(code, "m") && strings.Contains(code, "y") && !strings.ContainsAny(code, "dhs")
	}
	numbers := map[string]bool{}
	for i, c := range styles.Cells {
		if months[c.ID] {
			numbers[strconv.Itoa(i)] = true
		}
	}
	return numbers, nil
}

// quotedFormat is what a format shows as it stands, and in which language.
var quotedFormat = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`)

func decodePart(z *zip.Reader, name string, into any) error {
	r, err := z.Open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(io.LimitReader(r, maxUnzip)).Decode(into)
}

// maxMerged is how many merged areas of a sheet are filled.
const maxMerged = 2000

func scanSheet(z *zip.Reader, name string, months map[string]bool) (part sheetPart, err error) {
	r, err := z.Open(name)
	if err != nil {
		return part, nil // the reader of workbooks will say so
	}
	defer r.Close()
	part.empty, part.months = map[int]bool{}, map[int][]int{}
	d := xml.NewDecoder(io.LimitReader(r, maxUnzip))
	row := 0
	formula, value := false, false
	for {
		t, err := d.Token()
		if err == io.EOF {
			return part, nil
		}
		if err != nil {
			return part, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				row++
				if n := attribute(e, "r"); n != "" {
					if _, err := fmt.Sscan(n, &row); err != nil {
						return part, err
					}
				}
			case "c":
				formula, value = false, false
				if months[attribute(e, "s")] && len(part.months) < maxRows {
					if column, _, err := excelize.CellNameToCoordinates(attribute(e, "r")); err == nil && column <= maxColumns {
						part.months[row] = append(part.months[row], column-1)
					}
				}
			case "f":
				formula = true
			case "v", "is":
				value = true
			case "mergeCell":
				if len(part.merged) < maxMerged {
					part.merged = append(part.merged, areaOf(attribute(e, "ref"))...)
				}
			}
		case xml.EndElement:
			if e.Name.Local == "c" && formula && !value && len(part.empty) < maxRows {
				part.empty[row] = true
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// areaOf reads "B3:B7"; none of what is not one.
func areaOf(ref string) []area {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return nil
	}
	var a area
	var err error
	if a.column, a.row, err = excelize.CellNameToCoordinates(from); err != nil {
		return nil
	}
	if a.toColumn, a.toRow, err = excelize.CellNameToCoordinates(to); err != nil || a.column > maxColumns {
		return nil
	}
	return []area{a}
}

// fill writes into a line what it shares with the line above it, and says what is
// wrong with it. It is called for each row in order.
func (p sheetPart) fill(l *line, from1904 bool) {
	for _, i := range p.months[l.number] {
		if text := l.cell(i); serial.MatchString(text) {
			day, _, _ := strings.Cut(dayCells{from1904: from1904}.fromSerial(text), " ")
			if t, err := time.Parse(time.DateOnly, day); err == nil {
				l.cells[i] = t.Format("January 2006")
			}
		}
	}
	for i := range p.merged {
		a := &p.merged[i]
		switch {
		case l.number == a.row:
			a.value = l.cell(a.column - 1)
			if len(l.filled()) > 0 && l.filled()[0] == a.column-1 {
				l.wide = a.toColumn - a.column + 1
			}
		case l.number > a.row && l.number <= a.toRow && a.value != "" && len(l.filled()) > 0:
			for len(l.cells) < a.column {
				l.cells = append(l.cells, "")
			}
			l.cells[a.column-1] = a.value
		}
	}
	if p.empty[l.number] {
		l.broken = problem(programme.Refuse(programme.Invalid, "plan_formula"))
	}
}
