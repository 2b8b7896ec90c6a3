package workplan_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jarchy/internal/programme"
	"jarchy/internal/workplan"
)

// archive makes a zip of files.
func archive(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// parts rewrites the parts of an archive.
func parts(tb testing.TB, file []byte, rewrite func(name string, b []byte) []byte) []byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		tb.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			tb.Fatal(err)
		}
		all[f.Name] = string(rewrite(f.Name, b.Bytes()))
	}
	return archive(tb, all)
}

// TestRefused: what cannot be taken is refused with its reason, before it costs
// memory.
func TestRefused(t *testing.T) {
	plain := workbook(t, map[string][][]any{"P": {{"Title", "Date"}, {"Workshop on tariffs", "1 May 2027"}}}, nil)
	sheetOf := func(rows string) []byte {
		return parts(t, plain, func(name string, b []byte) []byte {
			if !strings.HasPrefix(name, "xl/worksheets/") {
				return b
			}
			return []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`)
		})
	}
	locked, err := os.ReadFile(lockedFile(t))
	if err != nil {
		t.Fatal(err)
	}
	line := func(n int, text string) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c><c r="B%d" t="inlineStr"><is><t>1 May 2027</t></is></c></row>`, n, n, text, n)
	}
	head := `<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c><c r="B1" t="inlineStr"><is><t>Date</t></is></c></row>`
	var many strings.Builder
	for n := range 5100 {
		many.WriteString(line(n+2, "Workshop"))
	}
	for _, test := range []struct {
		of, name, key string
		file          []byte
	}{
		{"nothing", "a.xlsx", "plan_empty", nil},
		{"blanks", "a.csv", "plan_empty", []byte(" \r\n ;;; \r\n"[:3])},
		{"only commas", "a.csv", "plan_empty", []byte(";;;\n;;;\n")},
		{"a broken archive", "a.xlsx", "plan_broken", plain[:len(plain)/2]},
		{"a text that says it is Excel's new form", "a.docx", "plan_broken", []byte("hello")},
		{"bytes", "a.xlsx", "plan_broken", []byte("\x01\x02\x03\x04\x05\x00\x00")},
		{"a password", "a.xlsx", "plan_locked", locked},
		{"Excel of 1997", "a.xls", "plan_old_office", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on")},
		{"a PDF that says it is Excel", "a.xlsx", "plan_pdf", []byte("%PDF-1.7")},
		{"another archive", "a.xlsx", "plan_other_archive", archive(t, map[string]string{"a.txt": "x"})},
		{"a zip bomb", "a.xlsx", "plan_bursts", parts(t, plain, func(name string, b []byte) []byte {
			if name == "xl/workbook.xml" {
				return append(b, bytes.Repeat([]byte(" "), 100<<20)...)
			}
			return b
		})},
		{"a zip bomb that lies about its size", "a.xlsx", "plan_broken", lying(t, plain)},
		{"too many rows", "a.xlsx", "plan_rows", sheetOf(head + many.String())},
		{"a far column", "a.xlsx", "plan_columns", sheetOf(head + `<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>`)},
		{"an open quote", "a.csv", "plan_quote", []byte("Title,Date\n\"Workshop,1 May\n")},
		{"no headings", "a.csv", "plan_no_heading", []byte("a,b\nc,d\n")},
		{"more cells than text", "a.xlsx", "plan_much", sheetOf(head + `<row r="2">` + strings.Repeat("<c/>", 2_000_000) + `</row>`)},
		{"more sheets than parts", "a.xlsx", "plan_much", parts(t, plain, func(name string, b []byte) []byte {
			if name != "xl/workbook.xml" {
				return b
			}
			return bytes.Replace(b, []byte("</sheets>"), []byte(strings.Repeat(`<sheet name="Q" sheetId="9" r:id="rId9"/>`, 1000)+"</sheets>"), 1)
		})},
		{"a row of Word without an end", "a.docx", "plan_columns", word(t, "<w:tbl>"+strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc>`, 1000)+"</w:tbl>")},
		{"a calendar of nothing but lines", "a.ics", "plan_much", []byte("BEGIN:VCALENDAR\r\n" + strings.Repeat("X:y\r\n", 300_000))},
		{"a broken sheet", "a.xlsx", "plan_broken", sheetOf(head + `<row r="2"><c r="A2"`)},
		{"headings above nothing", "a.csv", "plan_empty", []byte("Title,Date\n")},
		{"a calendar of calendars", "a.ics", "plan_broken", []byte("BEGIN:VCALENDAR\r\n" + strings.Repeat("BEGIN:X\r\n", 150_000))},
		{"a document with nothing in it", "a.docx", "plan_empty", word(t, "")},
		{"a calendar with nothing in it", "a.ics", "plan_empty", []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n")},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := workplan.Read(test.name, test.file, nil, now)
		runtime.ReadMemStats(&after)
		if !hasKey(err, test.key) {
			t.Errorf("%s: %v, want %s", test.of, err, test.key)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 {
			t.Errorf("%s: %d MB were used", test.of, mb)
		}
	}
	// A sheet may be as long as it likes, if there is nothing in it.
	long := sheetOf(head + line(3, "Workshop on tariffs") + line(1048576, "Workshop on quotas"))
	same(t, tell(read(t, "a.xlsx", long)), []string{
		`3 workshop "Workshop on tariffs" 2027-05-01..2027-05-01`, `1048576 workshop "Workshop on quotas" 2027-05-01..2027-05-01`})
}

// lying is an archive one of whose parts is larger than it says.
func lying(tb testing.TB, file []byte) []byte {
	tb.Helper()
	big := parts(tb, file, func(name string, b []byte) []byte {
		if name == "xl/sharedStrings.xml" {
			return append(b, bytes.Repeat([]byte(" "), 20<<20)...)
		}
		return b
	})
	z, err := zip.NewReader(bytes.NewReader(big), int64(len(big)))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name != "xl/sharedStrings.xml" {
			continue
		}
		size := []byte{byte(f.UncompressedSize64), byte(f.UncompressedSize64 >> 8), byte(f.UncompressedSize64 >> 16), byte(f.UncompressedSize64 >> 24)}
		return bytes.ReplaceAll(big, size, []byte{100, 0, 0, 0})
	}
	tb.Fatal("no shared strings")
	return nil
}

// lockedFile is a workbook with a password.
func lockedFile(tb testing.TB) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "locked.xlsx")
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SaveAs(name, excelize.Options{Password: "secret"}); err != nil {
		tb.Fatal(err)
	}
	return name
}

func windows1251(tb testing.TB, s string) (b []byte) {
	tb.Helper()
	for _, r := range s {
		switch {
		case r < 0x80:
			b = append(b, byte(r))
		case r >= 'А' && r <= 'я':
			b = append(b, byte(r-'А')+0xc0)
		default:
			tb.Fatalf("%c", r)
		}
	}
	return b
}

func utf16le(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return b
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("Title,Date\nWorkshop,1 May 2027\n"))
	f.Add("a.ics", []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20270101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
	f.Add("a.docx", word(f, "<w:tbl><w:tr><w:tc><w:p><w:t>Title</w:t></w:p></w:tc></w:tr></w:tbl>"))
	f.Add("a.xlsx", workbook(f, map[string][][]any{"P": {{"Title", "Date"}, {"Workshop", 46000}}}, nil))
	f.Fuzz(func(t *testing.T, name string, file []byte) {
		p, err := workplan.Read(name, file, nil, now)
		if err != nil {
			if _, mistake := programme.AsError(err); !mistake {
				t.Fatal(err)
			}
			return
		}
		for _, r := range p.Rows {
			if r.Problem == nil && (!r.Draft.Ready() || r.Number < 1) {
				t.Errorf("%+v is no draft", r)
			}
		}
	})
}

// FuzzSheet puts any text into the place of a workbook's sheet and of its words.
func FuzzSheet(f *testing.F) {
	plain := workbook(f, map[string][][]any{"P": {{"Title", "Date"}, {"Workshop", 46000}, {"=A2", "May 2027"}}}, func(f *excelize.File) { _ = f.MergeCell("P", "A1", "A2") })
	z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		f.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			f.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			f.Fatal(err)
		}
		f.Add(part.Name, b.Bytes())
	}
	f.Fuzz(func(t *testing.T, name string, part []byte) {
		file := parts(t, plain, func(of string, b []byte) []byte {
			if of == name {
				return part
			}
			return b
		})
		p, err := workplan.Read("a.xlsx", file, nil, now)
		if err != nil {
			if _, mistake := programme.AsError(err); !mistake {
				t.Fatal(err)
			}
			return
		}
		for _, r := range p.Rows {
			if r.Problem == nil && !r.Draft.Ready() {
				t.Errorf("%+v is no draft", r)
			}
		}
	})
}
