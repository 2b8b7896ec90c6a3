package workplan

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"jarchy/internal/programme"
)

// sort is what a file is.
type sort int

const (
	text sort = iota
	table
	excel
	document
	calendar
)

// sortOf tells what a file is, by what is in it: names lie.
func sortOf(name string, file []byte) (sort, error) {
	ext := strings.ToLower(path.Ext(name))
	refuse := func(key string, args ...any) (sort, error) {
		return 0, programme.Refuse(programme.Invalid, key, args...)
	}
	switch {
	case len(bytes.TrimSpace(file)) == 0:
		return refuse("plan_empty")
	case bytes.HasPrefix(file, []byte("PK\x03\x04")), bytes.HasPrefix(file, []byte("PK\x05\x06")):
		return archiveSort(file)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(file, utf16("EncryptedPackage")) {
			return refuse("plan_locked")
		}
		return refuse("plan_old_office")
	case bytes.HasPrefix(file, []byte("%PDF")):
		return refuse("plan_pdf")
	case bytes.Contains(file[:min(len(file), 1000)], []byte("BEGIN:VCALENDAR")):
		return calendar, nil
	case slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xls"}, ext): // many a program calls its CSV so
		if ext[1] == 'x' && binary(file) {
			return refuse("plan_broken")
		}
		return table, nil
	case slices.Contains([]string{".xlsm", ".docx", ".ods", ".ics"}, ext):
		return refuse("plan_broken")
	}
	return text, nil
}

// archiveSort tells what is in an archive, and refuses one that is made to burst or
// has come broken: the reader of workbooks takes what is left of a part as the whole.
func archiveSort(file []byte) (sort, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return 0, programme.Refuse(programme.Invalid, "plan_broken")
	}
	var size uint64
	found := text
	for _, f := range z.File {
		if size += f.UncompressedSize64; size > maxUnzip || len(z.File) > maxParts || f.UncompressedSize64 > maxUnzip {
			return 0, programme.Refuse(programme.Invalid, "plan_bursts", "mb", maxUnzip>>20)
		}
		switch f.Name {
		case "xl/workbook.xml":
			found = excel
		case "word/document.xml":
			found = document
		}
	}
	tags := 0
	for _, f := range z.File {
		n, ok := look(f)
		if !ok {
			return 0, programme.Refuse(programme.Invalid, "plan_broken")
		}
		if tags += n; found == excel && tags > maxTags {
			return 0, programme.Refuse(programme.Invalid, "plan_much")
		}
	}
	if found == text {
		return 0, programme.Refuse(programme.Invalid, "plan_other_archive")
	}
	return found, nil
}

// look reads a part of an archive to its end, and counts the tags of one that has
// some. It reports false if the part is not as large as it says.
func look(f *zip.File) (tags int, ok bool) {
	r, err := f.Open()
	if err != nil {
		return 0, false
	}
	defer r.Close()
	c := counter{of: '<'}
	n, err := io.Copy(&c, io.LimitReader(r, maxUnzip+1))
	if !strings.HasSuffix(f.Name, ".xml") && !strings.HasSuffix(f.Name, ".rels") {
		c.n = 0
	}
	return c.n, err == nil && uint64(n) == f.UncompressedSize64
}

// counter counts a byte in what is written to it.
type counter struct {
	of byte
	n  int
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += bytes.Count(b, []byte{c.of})
	return len(b), nil
}

// binary reports whether a file holds what no text does.
func binary(file []byte) bool {
	if bytes.HasPrefix(file, []byte{0xff, 0xfe}) || bytes.HasPrefix(file, []byte{0xfe, 0xff}) {
		return false
	}
	return bytes.ContainsFunc(file[:min(len(file), 1000)], func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n\f", r) })
}

func utf16(ascii string) []byte {
	var b []byte
	for _, c := range []byte(ascii) {
		b = append(b, c, 0)
	}
	return b
}
