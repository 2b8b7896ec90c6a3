package workplan_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestMonthsAndOldDays: a cell that shows "Feb-27" does not mean its first day; a
// workbook of an old Mac counts from 1904.
func TestMonthsAndOldDays(t *testing.T) {
	t.Parallel()
	rows := map[string][][]any{"P": {{"Title", "Date", "Time"}, {"Workshop on tariffs", day(2027, 2, 1), 0.375}, {"Workshop on quotas", day(2027, 2, 1)}, {"Workshop on fees", day(2027, 3, 1)}}}
	styled := func(f *excelize.File) {
		custom, day := "[$-419]mmmm yyyy;@", `d "May" mmm yy`
		for cell, style := range map[string]*excelize.Style{"B2": {NumFmt: 17}, "B3": {CustomNumFmt: &custom}, "B4": {CustomNumFmt: &day}} {
			id, err := f.NewStyle(style)
			if err == nil {
				err = f.SetCellStyle("P", cell, cell, id)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	same(t, tell(read(t, "a.xlsx", workbook(t, rows, styled))), []string{
		`2 workshop "Workshop on tariffs" ~month 2027-02-01 09:00-`,
		`3 workshop "Workshop on quotas" ~month 2027-02-01`,
		`4 workshop "Workshop on fees" 2027-03-01..2027-03-01`,
	})
	old := workbook(t, map[string][][]any{"P": {{"Title", "Date"}, {"Workshop on tariffs", 44926}}}, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	})
	same(t, tell(read(t, "a.xlsx", old)), []string{`2 workshop "Workshop on tariffs" 2027-01-01..2027-01-01`})
}

// TestDays: what people write into a cell of days.
func TestDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"9-11 December 2026":       "2026-12-09..2026-12-11",
		"9-11 декабря (3 дня)":     `2026-12-09..2026-12-11 note year ""`,
		"9-11 December 2026 (tbc)": "2026-12-09..2026-12-11 tentative",
		"TBC (March 2027)":         "~month 2027-03-01 tentative",
		"w/c 8 March 2027":         "~week 2027-03-08",
		"Feb-27":                   "~month 2027-02-01",
		"фев.27":                   "~month 2027-02-01",
		"март":                     `~month 2027-03-01 note year ""`,
		"в течение года":           `note dates "в течение года"`,
		"cancelled":                "cancelled",
		"TBC":                      "",
		"week 44":                  "! date_unclear",
		"9, 11 and 15 December":    "! dates_several",
		"31 February 2027":         "! date_not_exist",
		"1 Jan 2027 - 31 Dec 2027": "! plan_long",
		"1 May 2060":               "! date_far",
	} {
		p := read(t, "a.csv", []byte("Title,Dates,City\nWorkshop,\""+text+"\",\n"))
		got := strings.TrimSpace(strings.Replace(strings.TrimPrefix(tell(p)[0], "2 "), `workshop "Workshop"`, "", 1))
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for dates, want := range map[string]string{
		"May 2027,June 2027":     "~month 2027-05-01",
		"May 2027,3 June 2027":   "! date_unclear",
		"30 December,2 January":  `2026-12-30..2027-01-02 note year ""`,
		",2 January 2027":        "2027-01-02..2027-01-02",
		"2 Jan 2027,2 Jan 2072":  "! date_far",
		"2 Jan 2027,2 Jan 2029":  "! plan_long",
		"03/04/2027,05/04/2027":  "? [2027-04-03 2027-03-04] doubt [dates]",
		"2027-01-02,5 Jan 2027":  "2027-01-02..2027-01-05",
		"2 Jan 2027,01 Jan 2027": "! end_before_start",
	} {
		p := read(t, "a.csv", []byte("Title,Start,End\nWorkshop,"+dates+"\n"))
		got := strings.TrimSpace(strings.Replace(strings.TrimPrefix(tell(p)[0], "2 "), `workshop "Workshop"`, "", 1))
		if got != want {
			t.Errorf("%s: got %s, want %s", dates, got, want)
		}
	}
}
