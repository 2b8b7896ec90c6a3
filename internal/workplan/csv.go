package workplan

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"jarchy/internal/programme"
)

// Decode reads a text as UTF-8, as UTF-16 with its mark, or as Windows-1251, in which
// older programs of the region write. encoding is empty of what says it.
func Decode(file []byte) (text, encoding string, err error) {
	if bytes.IndexByte(file, 0) >= 0 || bytes.HasPrefix(file, []byte{0xff, 0xfe}) || bytes.HasPrefix(file, []byte{0xfe, 0xff}) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(file)
		if err != nil {
			return "", "", programme.Refuse(programme.Invalid, "file_unreadable")
		}
		return string(text), "", nil
	}
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	if utf8.Valid(file) {
		return string(file), "", nil
	}
	decoded, err := charmap.Windows1251.NewDecoder().Bytes(file)
	return string(decoded), "Windows-1251", err
}

// readTable reads a table whose cells are parted by semicolons, tabs or commas.
func readTable(file []byte, p *Plan) ([]sheet, error) {
	text, encoding, err := Decode(file)
	if err != nil {
		return nil, err
	}
	p.Encoding = encoding
	comma := delimiter(&text)
	lines, err := readLines(newCSV(text, comma))
	if errors.Is(err, csv.ErrBareQuote) { // a quote in the midst of a cell that has none around it
		r := newCSV(text, comma)
		r.LazyQuotes = true
		lines, err = readLines(r)
	}
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		err = programme.Refuse(programme.Invalid, "plan_quote", "row", wrong.StartLine)
	}
	return []sheet{{lines: lines}}, err
}

// delimiter finds what parts the cells of a table: what Excel says it does in a first
// line of its own, else what makes most headings. That line is taken off.
func delimiter(text *string) rune {
	if first, rest, _ := strings.Cut(*text, "\n"); strings.HasPrefix(first, "sep=") && len(strings.TrimSpace(first)) == 5 && strings.ContainsRune(";,|", rune(first[4])) {
		*text = "\n" + rest // so that the lines keep their numbers
		return rune(first[4])
	}
	best, most := ',', 0
	for _, comma := range []rune{';', '\t', ',', '|'} {
		head := *text
		if len(head) > 1<<16 {
			head = head[:1<<16]
		}
		r := newCSV(head, comma)
		for range headingWithin {
			cells, err := r.Read()
			if err != nil {
				break
			}
			names := 0
			for _, c := range cells {
				if _, ok := headingOf(c, nil); ok {
					names++
				}
			}
			if n := names*1000 + min(len(cells), maxColumns); n > most {
				best, most = comma, n
			}
		}
	}
	return best
}

func newCSV(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	return r
}

// cellLines is how many lines a cell has at most: more, and its quote was never closed.
const cellLines = 20

func readLines(r *csv.Reader) ([]line, error) {
	b := budget{rows: maxRows, bytes: maxCells}
	var lines []line
	width := 0 // of the widest line so far that began the table
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
		number, _ := r.FieldPos(0)
		if slices.ContainsFunc(cells, func(c string) bool { return strings.Count(c, "\n") > cellLines }) {
			return nil, programme.Refuse(programme.Invalid, "plan_quote", "row", number)
		}
		l, ok, err := newLine(number, cells)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if len(lines) < headingWithin && width == 0 {
			if _, ok := findHeading([]line{l}, nil); ok {
				width = len(l.cells)
			}
		} else if width > 0 && len(l.cells) > width {
			l.broken = problem(programme.Refuse(programme.Invalid, "plan_ragged", "n", len(l.cells), "headings", width))
		}
		if err := b.take(l); err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
}
