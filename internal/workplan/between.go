package workplan

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/announce"
)

// between tells what a line between the events says to those below it: a component, a
// month or a year; or that it is no event: it adds up, is a note, or names or numbers
// the columns.
func (h heading) between(l line, known map[string]Column) (text, what string) {
	at := l.filled()
	text = strings.Join(strings.Fields(l.cell(at[0])), " ")
	word, _ := cellWords().begins(fold(text), "section", "total", "note")
	alone := !slices.ContainsFunc(at[1:], func(i int) bool { return l.cells[i] != l.cells[at[0]] })
	switch {
	case word == "total":
		return text, "total"
	case numbered(l, at):
		return text, "numbers"
	case again(l, known) != nil:
		return text, "heading"
	case !alone:
		return "", ""
	case yearAlone.MatchString(fold(text)):
		return onlyYear(text), "year"
	case isPeriod(text):
		return text, "period"
	case word == "note" || strings.HasPrefix(text, "*"):
		return text, "note"
	case h.columns[at[0]] == Dates || h.columns[at[0]] == Start:
		return "", ""
	case l.wide > 1 || at[0] < h.title() || word == "section" && numberedSection.MatchString(fold(text)):
		return text, "section"
	}
	return "", ""
}

// numberedSection tells "Component 2" from an activity whose title is all that is known.
var numberedSection = regexp.MustCompile(`^\pL+( \pL+)? ([0-9]|[ivx]+\b)`)

// title is the column of the titles, or the first there is.
func (h heading) title() int {
	for at, c := range h.columns {
		if c == Title || c == TitleEN || c == TitleRU {
			return at
		}
	}
	return 0
}

// numbered reports whether a line numbers its columns, 1 2 3 …, or is a number with
// nothing beside it.
func numbered(l line, at []int) bool {
	for i, column := range at {
		n, err := strconv.Atoi(strings.TrimRight(l.cells[column], "."))
		if err != nil || len(at) > 1 && n != i+1 {
			return false
		}
	}
	return true
}

// again are the columns of a line that is nothing but headings; nil if it is not.
func again(l line, known map[string]Column) map[int]Column {
	columns := map[int]Column{}
	told := false
	for _, at := range l.filled() {
		c, ok := headingOf(l.cells[at], known)
		if !ok {
			return nil
		}
		columns[at] = c
		told = told || c == Title || c == TitleEN || c == TitleRU || c == Dates || c == Start
	}
	if len(columns) < 2 || !told {
		return nil
	}
	return columns
}

var (
	aYear     = regexp.MustCompile(`\b20[0-9]{2}\b`)
	yearAlone = regexp.MustCompile(`^(year )?20[0-9]{2}( год| г| year)?$`)
)

// onlyYear is the one year that a text names.
func onlyYear(text string) (year string) {
	for _, y := range aYear.FindAllString(text, -1) {
		if year != "" && y != year {
			return ""
		}
		year = y
	}
	return year
}

// isPeriod reports whether a text is a month, a quarter … and nothing else.
func isPeriod(text string) bool {
	if len(text) > 60 {
		return false
	}
	long := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // so that none of our years is past
	for _, t := range []string{text, text + " 2005"} {
		if span, err := announce.Dates(t, long); err == nil && !span.Rough.IsZero() {
			return true
		}
	}
	span, err := announce.Dates(aYear.ReplaceAllString(text, "2005"), long)
	return err == nil && !span.Rough.IsZero()
}
