package workplan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"jarchy/internal/programme"
	"jarchy/internal/workplan"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("Asia/Almaty", 5*3600))

// workbook writes sheets of cells into a file of Excel: strings, numbers, times, and
// formulas that begin with =.
func workbook(tb testing.TB, sheets map[string][][]any, more func(f *excelize.File)) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var names []string
	for name := range sheets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if _, err := f.NewSheet(name); err != nil {
			tb.Fatal(err)
		}
		for i, row := range sheets[name] {
			for j, v := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					tb.Fatal(err)
				}
				if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
					err = f.SetCellFormula(name, cell, s[1:])
				} else if v != nil {
					err = f.SetCellValue(name, cell, v)
				}
				if err != nil {
					tb.Fatal(err)
				}
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil && len(names) > 0 {
		tb.Fatal(err)
	}
	if more != nil {
		more(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// tell writes rows as lines that can be compared.
func tell(p workplan.Plan) (lines []string) {
	for _, r := range p.Rows {
		d := r.Draft
		var parts []string
		add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
		add("%s%d", r.Sheet, r.Number)
		if r.Problem != nil {
			add("! %s", r.Problem.Key)
			lines = append(lines, strings.Join(parts, " "))
			continue
		}
		add("%s %q", d.Kind, d.Title)
		if !d.Start.IsZero() {
			add("%s..%s", d.Start, d.End)
		}
		if !d.Rough.IsZero() {
			add("~%s %s", d.Rough.Grain, d.Rough.First)
		}
		if len(d.DateChoices) > 0 {
			add("? %v", d.DateChoices)
		}
		if d.From != "" {
			add("%s-%s", d.From, d.To)
		}
		if d.Venue != "" {
			add("at %s", d.Venue)
		}
		for _, c := range d.Cities {
			add("in %s", c.Name)
		}
		if len(d.Hosts) > 0 {
			add("%v", d.Hosts)
		}
		if len(d.Audience)+len(d.Agencies) > 0 {
			add("for %v%v", d.Audience, d.Agencies)
		}
		if d.Seats+d.Expected > 0 {
			add("seats %d/%d", d.Seats, d.Expected)
		}
		if len(d.Partners) > 0 {
			add("with %v", d.Partners)
		}
		if d.Component != "" {
			add("of %s", d.Component)
		}
		for _, t := range d.Translations {
			add("%s %q", t.Language, t.Title)
		}
		if len(d.Languages) > 0 {
			add("speaking %v", d.Languages)
		}
		if len(d.Interpretation) > 0 {
			add("interpreted into %v", d.Interpretation)
		}
		for _, l := range d.Deadlines {
			add("%s until %s%s", l.Purpose, l.Date, strings.TrimRight(" "+string(l.Clock), " "))
		}
		if d.Contact+d.Description != "" {
			add("ask %q about %q", d.Contact, d.Description)
		}
		if d.Mode != "" {
			add("%s", d.Mode)
		}
		if d.Zone != "" {
			add("zone %s", d.Zone)
		}
		if d.Status != "" {
			add("%s", d.Status)
		}
		if d.Past {
			add("past")
		}
		if len(d.Uncertain) > 0 {
			add("doubt %v", d.Uncertain)
		}
		for _, n := range r.Notes {
			add("note %s %q", n.Field, n.Text)
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return lines
}

func read(tb testing.TB, name string, file []byte) workplan.Plan {
	tb.Helper()
	p, err := workplan.Read(name, file, nil, now)
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return p
}

func same(tb testing.TB, got, want any) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("(-want +got)\n%s", diff)
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestExcelPlan(t *testing.T) {
	t.Parallel()
	file := workbook(t, map[string][][]any{"Plan": {
		{"Annual work plan 2027"},
		{},
		{"No.", "Title of activity", "Type", "Start date", "End date", "City", "Country", "Participants", "No. of participants", "Partners", "Status", "Remarks"},
		{"Component 1: Border control"},
		{1, "Risk management", "Workshop", day(2027, 2, 9), day(2027, 2, 11), "Almaty", "Kazakhstan", "Customs of KZ, KG, TJ", 24, "WCO; UNODC", "planned", "bring laptops"},
		{2, "X-ray image analysis", "ToT", "16 March 2027", "18 March", "Tashkent", "Uzbekistan", "24 border guards", nil, nil, "tentative"},
		{},
		{"Component 2: Trade"},
		{3, "Study tour to Latvia on e-queues", nil, "May 2027", nil, "Riga", nil, nil, "about 20"},
		{4, "Steering group meeting", nil, "TBC", nil, "online"},
		{5, "Closing conference", "Conference", "sometime", nil, "Astana"},
		{6, nil, "Workshop", day(2027, 6, 1)},
		{7, "Food safety", "Seminar", day(2027, 6, 9), day(2027, 6, 2), "Osh"},
		{8, "Expert talks", "Brainstorm", day(2026, 3, 2), day(2026, 3, 3), "Karakalpakia guest house", nil, "people of good will", "many"},
		{9, "Veterinary checks", "Workshop", day(2026, 3, 2), day(2026, 3, 3), "Osh", nil, nil, nil, nil, "Completed"},
		{"Total", nil, nil, nil, nil, nil, nil, nil, 120},
	}}, nil)
	p := read(t, "plan.xlsx", file)
	same(t, tell(p), []string{
		`5 workshop "Risk management" 2027-02-09..2027-02-11 in Almaty [KZ] for [KZ KG TJ][customs] seats 24/0 with [WCO UNODC] of Component 1: Border control`,
		`6 training_of_trainers "X-ray image analysis" 2027-03-16..2027-03-18 in Tashkent [UZ] for [][border] seats 24/0 of Component 1: Border control tentative`,
		`9 study_tour "Study tour to Latvia on e-queues" ~month 2027-05-01 in Riga [LV] seats 0/20 of Component 2: Trade`,
		`10 steering_group "Steering group meeting" of Component 2: Trade online`,
		`11 conference "Closing conference" in Astana [KZ] of Component 2: Trade note dates "sometime"`,
		`12 ! plan_no_title`,
		`13 ! end_before_start`,
		`14 meeting "Expert talks" 2026-03-02..2026-03-03 at Karakalpakia guest house of Component 2: Trade doubt [dates] note kind "Brainstorm" note audience "people of good will" note seats "many"`,
		`15 workshop "Veterinary checks" 2026-03-02..2026-03-03 in Osh [KG] of Component 2: Trade past`,
	})
	same(t, p.LeftOut, []string{"Remarks"})
	same(t, p.Passed, []workplan.Passed{{Number: 16, Why: "total"}})
	if len(p.Unknown) > 0 {
		t.Error(p.Unknown)
	}
}

func TestWordsOfAnEvent(t *testing.T) {
	t.Parallel()
	p := read(t, "plan.csv", []byte("Title,Component,Languages,Contact person,Description\n"+
		"Workshop,C1,\"English, Russian\",Aigerim +7 700 000,Two days of practice\n"+
		"Training,"+strings.Repeat("c", 80)+",Klingon,"+strings.Repeat("x", 300)+",\n"))
	same(t, tell(p), []string{
		`2 workshop "Workshop" of C1 speaking [en ru] ask "Aigerim +7 700 000" about "Two days of practice"`,
		`3 training "Training" of ` + strings.Repeat("c", 59) + `… note languages "Klingon" note contact "` + strings.Repeat("x", 59) + `…"`,
	})
}

func TestDeadlines(t *testing.T) {
	t.Parallel()
	file := workbook(t, map[string][][]any{"2027": {
		{"Title", "Start", "End", "Registration deadline", "Nominations until", "Abstracts by"},
		{"Workshop on tariffs", day(2027, 2, 9), day(2027, 2, 11), day(2027, 1, 29), "15 January", day(2027, 1, 8).Add(18 * time.Hour)},
		{"Workshop on origin", "12 January", "13 January", "20 December", "two weeks before", "13 January"},
		{"Workshop on quotas", day(2028, 3, 2), day(2028, 3, 2), "29 February", 3.14, "3 March 2028"},
		{"Workshop on transit", nil, nil, "nominations by 15 January 2027, registration by 1 February 2027 18:00", "TBC"},
	}}, nil)
	same(t, tell(read(t, "plan.xlsx", file)), []string{
		`2 workshop "Workshop on tariffs" 2027-02-09..2027-02-11 registration until 2027-01-29 nomination until 2027-01-15 submission until 2027-01-08 18:00`,
		`3 workshop "Workshop on origin" 2027-01-12..2027-01-13 registration until 2026-12-20 submission until 2027-01-13 note nomination "two weeks before"`,
		`4 workshop "Workshop on quotas" 2028-03-02..2028-03-02 registration until 2028-02-29 note nomination "3.14" note submission "3 March 2028"`,
		`5 workshop "Workshop on transit" nomination until 2027-01-15 registration until 2027-02-01 18:00`,
	})
	russian := read(t, "plan.csv", []byte("Мероприятие;Даты;Крайний срок;Кандидатуры до\nСеминар по рискам;9-11 февраля 2027;29.01.2027;15.01.2027 18:00\n"))
	same(t, tell(russian), []string{
		`2 workshop "Семинар по рискам" 2027-02-09..2027-02-11 registration until 2027-01-29 nomination until 2027-01-15 18:00`})
	// Without other days a deadline may be when it is held: the team is asked.
	same(t, read(t, "plan.csv", []byte("Activity,City,Deadline\nWorkshop on risks,Osh,May 2027\n")).Unknown, []workplan.Unknown{{Heading: "Deadline", Sample: "May 2027"}})
}

func TestTitlesAndTongues(t *testing.T) {
	t.Parallel()
	p := read(t, "plan.csv", []byte("№,Title (EN),Название (рус),Dates,Working language,Interpretation\n"+
		"1,Workshop on risk management,Семинар по управлению рисками,9 February 2027,English,Russian and Tajik\n"+
		"2,,Совещание,10 February 2027,,yes\n"))
	same(t, tell(p), []string{
		`2 workshop "Workshop on risk management" 2027-02-09..2027-02-09 ru "Семинар по управлению рисками" speaking [en ru tg] interpreted into [ru tg]`,
		`3 meeting "Совещание" 2027-02-10..2027-02-10 note interpretation "yes"`,
	})
}

func TestRussianPlan(t *testing.T) {
	t.Parallel()
	file := workbook(t, map[string][][]any{"План 2027": {
		{"УТВЕРЖДАЮ"},
		{"№ п/п", "Наименование мероприятия", "Сроки проведения", "Место проведения", "Участники", "Кол-во участников", "Рабочие языки", "Статус", "Примечания куратора"},
		{"I квартал"},
		{1, "Семинар по управлению рисками", "9-11 февраля", "Алматы, Казахстан", "таможенные службы КР и РТ", "до 24", "русский, английский", "Запланировано", "взять проектор"},
		{2, "Тренинг для тренеров по анализу рентгеновских снимков", "", "Ташкент"},
		{"Компонент 2. Торговля"},
		{3, "Учебный визит в Латвию", "май", "Рига", nil, 12, nil, "отменено"},
		{"Итого", nil, nil, nil, nil, 36},
	}}, nil)
	p := read(t, "план.xlsx", file)
	same(t, tell(p), []string{
		`4 workshop "Семинар по управлению рисками" 2027-02-09..2027-02-11 in Almaty [KZ] for [KG TJ][customs] seats 24/0 speaking [ru en]`,
		`5 training_of_trainers "Тренинг для тренеров по анализу рентгеновских снимков" ~quarter 2027-01-01 in Tashkent [UZ]`,
		`7 study_tour "Учебный визит в Латвию" ~month 2027-05-01 in Riga [LV] seats 12/0 of Компонент 2. Торговля cancelled`,
	})
	same(t, p.Unknown, []workplan.Unknown{{Heading: "Примечания куратора", Sample: "взять проектор"}})
}

func TestSheetsMergedCellsAndFormulas(t *testing.T) {
	t.Parallel()
	file := workbook(t, map[string][][]any{
		"A": {
			{"Component", "Event", "Dates", "", "Where"},
			{"", "", "from", "to", ""},
			{"C1", "Workshop on tariffs", day(2027, 1, 12), day(2027, 1, 13), "Osh"},
			{nil, "Workshop on origin", day(2027, 1, 19), day(2027, 1, 20), "Osh"},
			{"C2", "=UPPER(\"workshop on quotas\")", day(2027, 1, 26), day(2027, 1, 27), "Osh"},
			{"C2", "Workshop on values", day(2027, 2, 2).Add(9*time.Hour + 30*time.Minute), day(2027, 2, 2).Add(17 * time.Hour), "Osh"},
		},
		"B": {{"Name", "When"}, {"Meeting of the working group", "12/31/2026"}, {"Meeting of experts", "01/02/2027"}},
		"C": {{"Budget line", "EUR"}, {"1.1", 2000}},
		"D": {{"Title", "Date"}, {"Secret workshop", "1 May 2027"}},
	}, func(f *excelize.File) {
		for _, err := range []error{
			f.MergeCell("A", "A3", "A4"), f.MergeCell("A", "C1", "D1"), f.SetSheetVisible("D", false),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	p := read(t, "plan.xlsx", file)
	same(t, tell(p), []string{
		`A3 workshop "Workshop on tariffs" 2027-01-12..2027-01-13 in Osh [KG] of C1`,
		`A4 workshop "Workshop on origin" 2027-01-19..2027-01-20 in Osh [KG] of C1`,
		`A5 ! plan_formula`,
		`A6 workshop "Workshop on values" 2027-02-02..2027-02-02 09:30-17:00 in Osh [KG] of C2`,
		`B2 meeting "Meeting of the working group" 2026-12-31..2026-12-31`,
		`B3 meeting "Meeting of experts" 2027-01-02..2027-01-02`,
	})
	same(t, p.Passed, []workplan.Passed{{Sheet: "C", Why: "no_heading"}, {Sheet: "D", Why: "hidden"}})
}

// TestLinesThatAreNoEvents: what stands between the events of real plans.
func TestLinesThatAreNoEvents(t *testing.T) {
	t.Parallel()
	p := read(t, "plan.csv", []byte(strings.Join([]string{
		"№;Мероприятие;Даты;Место;Ответственный",
		"1;2;3;4;5",
		"Компонент 1;;;;",
		"1;Семинар по тарифам;9-11 марта 2027;Ош;Иванов",
		"2;;;;",
		";;;;Петров",
		";* даты предварительные;;;",
		"Укрепление границ;;;;",
		"Даты;Мероприятие;Место;;",
		"2 марта 2027;Совещание;Ош;;",
		"Март;;;;",
		";Встреча;Ош;;",
		";;;;",
		"Примечание: всё может измениться;;;;",
		"ИТОГО: 2;;;;",
	}, "\n")))
	same(t, tell(p), []string{
		`4 workshop "Семинар по тарифам" 2027-03-09..2027-03-11 in Osh [KG] of Компонент 1`,
		`6 ! plan_no_title`,
		`10 meeting "Совещание" 2027-03-02..2027-03-02 in Osh [KG] of Укрепление границ`,
		`12 meeting "Встреча" ~month 2027-03-01 in Osh [KG] of Укрепление границ note year ""`,
	})
	titles := read(t, "plan.csv", []byte("Title,Date\nComponent 2: Trade,\nActivity on customs,\nWork package IV,\nTraining,\n"))
	same(t, tell(titles), []string{`3 other "Activity on customs" of Component 2: Trade note kind ""`, `5 training "Training" of Work package IV`})
	same(t, p.Passed, []workplan.Passed{{Number: 7, Why: "note"}, {Number: 14, Why: "note"}, {Number: 15, Why: "total"}})
}

func TestFormulaWithItsValue(t *testing.T) {
	t.Parallel()
	file := parts(t, workbook(t, map[string][][]any{"P": {{"Title", "Date"}, {"=A9", "1 May 2027"}}}, nil), func(name string, b []byte) []byte {
		return bytes.Replace(b, []byte("<f>A9</f>"), []byte(`<f>WEBSERVICE("http://x")</f><v>Workshop on tariffs</v>`), 1)
	})
	same(t, tell(read(t, "a.xlsx", file)), []string{`2 workshop "Workshop on tariffs" 2027-05-01..2027-05-01`})
}

func TestCSV(t *testing.T) {
	t.Parallel()
	russian := "Название;Даты;Город\r\nСеминар по рискам;9-11 декабря 2026;Алматы\r\n\r\nСовещание;03/04/2027;Ош\r\n\"Встреча; рабочая\";март 2027;Бишкек\r\n"
	encoded := func(name string) []byte {
		switch name {
		case "1251":
			return windows1251(t, russian)
		case "utf16":
			return utf16le(russian)
		}
		return []byte(russian)
	}
	for _, e := range []string{"utf8", "1251", "utf16"} {
		p := read(t, "plan.csv", encoded(e))
		same(t, tell(p), []string{
			`2 workshop "Семинар по рискам" 2026-12-09..2026-12-11 in Almaty [KZ]`,
			`4 meeting "Совещание" ? [2027-04-03 2027-03-04] in Osh [KG] doubt [dates]`,
			`5 meeting "Встреча; рабочая" ~month 2027-03-01 in Bishkek [KG]`,
		})
		if want := map[string]string{"1251": "Windows-1251"}[e]; p.Encoding != want {
			t.Errorf("%s: encoding %q", e, p.Encoding)
		}
	}
	for _, text := range []string{
		"Title,Start,End\nWorkshop on tariffs,2027-01-12,2027-01-13\n",
		"Title\tStart\tEnd\nWorkshop on tariffs\t2027-01-12\t2027-01-13\n",
		"sep=;\nTitle;Start;End\nWorkshop on tariffs;12.01.2027;13.01.2027\n",
	} {
		p := read(t, "plan.csv", []byte(text))
		if got := tell(p); len(got) != 1 || !strings.HasSuffix(got[0], `workshop "Workshop on tariffs" 2027-01-12..2027-01-13`) {
			t.Errorf("%q: %v", text, got)
		}
	}
	p := read(t, "plan.csv", []byte("Title,Date,City\nWorkshop on A, B, and C,1 May 2027,Osh\n=HYPERLINK(\"http://x\"),2 May 2027,Osh\n"))
	same(t, tell(p), []string{`2 ! plan_ragged`, `3 other "=HYPERLINK(\"http://x\")" 2027-05-02..2027-05-02 in Osh [KG] note kind ""`})
}

// Each zone that Outlook may name is one that is known here.
func TestWindowsZones(t *testing.T) {
	t.Parallel()
	if len(workplan.WindowsZones()) < 130 {
		t.Errorf("%d zones", len(workplan.WindowsZones()))
	}
	for name, zone := range workplan.WindowsZones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	event := func(lines string) string {
		return "BEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20261101T000000Z\r\n" + strings.ReplaceAll(lines, "\n", "\r\n") + "\r\nEND:VEVENT\r\n"
	}
	file := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" +
		event("SUMMARY:Workshop on risk\\, tariffs\nDTSTART;VALUE=DATE:20261209\nDTEND;VALUE=DATE:20261212\nLOCATION:Rixos Hotel\\, Almaty") +
		event("SUMMARY:Training on scanners\nDTSTART;TZID=Asia/Bishkek:20270112T090000\nDTEND;TZID=Asia/Bishkek:20270114T170000\nLOCATION:Bishkek\nSTATUS:TENTATIVE") +
		event("SUMMARY:Webinar\nDTSTART:20270112T040000Z\nDTEND:20270112T060000Z") +
		event("SUMMARY:Weekly call\nDTSTART:20270112T040000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000") +
		event("SUMMARY:Meeting\nDTSTART;TZID=Mars/Olympus:20270112T090000") +
		event("SUMMARY:Meeting\nDTSTART:tomorrow") +
		event("DTSTART;VALUE=DATE:20270112") +
		event("SUMMARY:Conference\nDTSTART;VALUE=DATE:20270112\nSTATUS:CANCELLED") +
		event("SUMMARY:Seminar\nDTSTART;TZID=Asia/Bishkek:20270112T090000\nDURATION:PT1H30M") +
		event("SUMMARY:Study visit\nDTSTART;VALUE=DATE:20270112\nDURATION:P3D") +
		event("SUMMARY:Training\nDTSTART;TZID=West Asia Standard Time:20270112T090000\nDURATION:P2DT8H") +
		event("SUMMARY:Meeting\nDTSTART;VALUE=DATE:20270112\nDURATION:-P1D") +
		"END:VCALENDAR\r\n"
	same(t, tell(read(t, "a.ics", []byte(file))), []string{
		`1 workshop "Workshop on risk, tariffs" 2026-12-09..2026-12-11 at Rixos Hotel in Almaty [KZ]`,
		`2 training "Training on scanners" 2027-01-12..2027-01-14 09:00-17:00 in Bishkek [KG] zone Asia/Bishkek tentative`,
		`3 online_session "Webinar" 2027-01-12..2027-01-12 09:00-11:00 zone Asia/Almaty`,
		`4 ! plan_repeats`, // by the second: a sort that is not read
		`5 ! zone_unknown`,
		`6 ! date_unclear`,
		`7 ! plan_no_title`,
		`8 conference "Conference" 2027-01-12..2027-01-12 cancelled`,
		`9 workshop "Seminar" 2027-01-12..2027-01-12 09:00-10:30 zone Asia/Bishkek`,
		`10 study_tour "Study visit" 2027-01-12..2027-01-14`,
		`11 training "Training" 2027-01-12..2027-01-14 09:00-17:00 zone Asia/Tashkent`,
		`12 ! plan_duration`,
	})
}

// word makes a document of Word with a body.
func word(tb testing.TB, body string) []byte {
	return archive(tb, map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`})
}

func TestDocument(t *testing.T) {
	t.Parallel()
	paragraph := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	row := func(cells ...string) (s string) {
		for _, c := range cells {
			s += "<w:tc>" + paragraph(c) + "</w:tc>"
		}
		return "<w:tr>" + s + "</w:tr>"
	}
	p := read(t, "news.docx", word(t, paragraph("Workshop on risk management")+paragraph("Almaty, 9-11 December 2026")+"<w:tbl>"+row("Day", "Hours")+row("1", "9:00")+"</w:tbl>"))
	same(t, p.Text, "Workshop on risk management\nAlmaty, 9-11 December 2026\nDay ; Hours\n1 ; 9:00\n")
	p = read(t, "plan.docx", word(t, paragraph("Plan")+"<w:tbl>"+row("Component", "Event", "Dates", "Place")+row("C1", "Workshop on tariffs", "9-11 December 2026", "Osh")+
		"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"+strings.TrimPrefix(row("Training on origin", "March 2027", "Almaty"), "<w:tr>")+"</w:tbl>"))
	same(t, tell(p), []string{
		`2 workshop "Workshop on tariffs" 2026-12-09..2026-12-11 in Osh [KG] of C1`,
		`3 training "Training on origin" ~month 2027-03-01 in Almaty [KZ] of C1`,
	})
}

func TestUnknownHeadingIsAnswered(t *testing.T) {
	t.Parallel()
	file := []byte("Title,Что и когда,Кураторские заметки\nWorkshop on tariffs,9-11 December 2026,no\n")
	if _, err := workplan.Read("a.csv", file, nil, now); !hasKey(err, "plan_no_heading") {
		t.Errorf("one known heading is taken for a heading row: %v", err)
	}
	file = []byte("Title,City,Что и когда,Кураторские заметки\nWorkshop on tariffs,Osh,9-11 December 2026,no\n")
	p := read(t, "a.csv", file)
	same(t, tell(p), []string{`2 workshop "Workshop on tariffs" in Osh [KG]`})
	p.Answer("Что и когда", workplan.Dates, now)
	p.Answer("Кураторские заметки", workplan.LeftOut, now)
	same(t, tell(p), []string{`2 workshop "Workshop on tariffs" 2026-12-09..2026-12-11 in Osh [KG]`})
	if len(p.Unknown) > 0 || len(p.Rows[0].Rest) > 0 {
		t.Errorf("still unknown: %v %v", p.Unknown, p.Rows[0].Rest)
	}
	known := map[string]workplan.Column{workplan.Heading("ЧТО и когда: "): workplan.Dates, workplan.Heading("Кураторские заметки"): workplan.LeftOut}
	again, err := workplan.Read("a.csv", file, known, now)
	if err != nil {
		t.Fatal(err)
	}
	same(t, tell(again), tell(p))
	if len(again.Unknown) > 0 {
		t.Errorf("asked again: %v", again.Unknown)
	}
}

func hasKey(err error, key string) bool {
	e, ok := programme.AsError(err)
	return ok && e.Key == key
}

// TestStored: a plan waits as JSON for its columns to be explained.
func TestStored(t *testing.T) {
	t.Parallel()
	p := read(t, "a.csv", []byte("Title,City,When exactly\nWorkshop on tariffs,Osh,9-11 December 2026\n"))
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back workplan.Plan
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	back.Answer("When exactly", workplan.Dates, now)
	same(t, tell(back), []string{`2 workshop "Workshop on tariffs" 2026-12-09..2026-12-11 in Osh [KG]`})
}
