package announce_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Workshop in Almaty, 31 February":               "date_not_exist",
		"Семинар в Бишкеке 32 мая":                      "date_not_exist",
		"Workshop on risk, Riga, 15-13 September":       "end_before_start",
		"Workshop on risk, Riga, 9 December, 25:00":     "time_not_exist",
		"Workshop on risk, Riga, 9 December 2049":       "date_far",
		"Workshop " + strings.Repeat("very ", 20_000):   "text_long",
		"The workshop of 9 December, not 31 February":   "",
		"Ratio 60:40, workshop in Riga on 9 December":   "",
		"Workshop in Riga on 9 December for 32 doctors": "",
	} {
		if _, err := announce.Read(text, monday); key(err) != want {
			t.Errorf("Read(%.50q): %v, want %q", text, err, want)
		}
	}
}

func TestReadKeepsBothReadings(t *testing.T) {
	t.Parallel()
	drafts, err := announce.Read("Workshop on data protection, Berlin, 03/04/2027", monday)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("got %v, %v", drafts, err)
	}
	d := drafts[0]
	want := []programme.Date{{Year: 2027, Month: 4, Day: 3}, {Year: 2027, Month: 3, Day: 4}}
	if !d.Start.IsZero() || !slices.Equal(d.DateChoices, want) || !slices.Contains(d.Uncertain, programme.FieldDates) {
		t.Errorf("start %v, choices %v, uncertain %v", d.Start, d.DateChoices, d.Uncertain)
	}
}

func TestYears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, want string
		asked            bool
	}{
		{"told as past", "A workshop was held in Riga on 4 March.", "2026-03-04", false},
		{"told as past, later in the year", "A workshop was held in Riga on 24 December.", "2025-12-24", true},
		{"to come", "A workshop will be held in Riga on 4 March.", "2027-03-04", false},
		{"to come, the day has just gone", "A workshop will be held in Riga on 13 November.", "2027-11-13", true},
		{"no tense", "Workshop, Riga, 4 March", "2027-03-04", false},
		{"no tense, the day has just gone", "Workshop, Riga, 13 November", "2027-11-13", true},
		{"today", "Workshop, Riga, 23 November", "2026-11-23", false},
		{"the weekday decides", "Workshop, Riga, Friday 13 November", "2026-11-13", true},
		{"a weekday against the year", "Workshop, Riga, Monday 4 March 2027", "2027-03-04", true},
		{"the year stands in the name", "Annual Conference 2028, Riga, 4 March", "2028-03-04", false},
		{"the dateline gives the year", "RIGA, 10 March 2019 – A workshop on customs valuation was held in Riga on 4 March. It was attended by officers of two services.", "2019-03-04", false},
		{"after a deadline", "Nominations by 15 December 2026. The workshop in Riga is on 26 January.", "2027-01-26", false},
	} {
		drafts, err := announce.Read(c.text, monday)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%s: %d drafts, %v", c.name, len(drafts), err)
			continue
		}
		got, asked := drafts[0].Start.String(), slices.Contains(drafts[0].Uncertain, programme.FieldDates)
		if got != c.want || asked != c.asked {
			t.Errorf("%s: %s asked %v, want %s asked %v", c.name, got, asked, c.want, c.asked)
		}
	}
}

func TestSeveralEvents(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string // kind, start, host
	}{
		"a list": {"Events in 2027:\n1. 18-22 January - training of trainers on document fraud, Dushanbe\n2. 3 February - steering committee, Astana\n3. 15-19 March - study tour to Poland for border guards of Tajikistan",
			[]string{"training_of_trainers 2027-01-18 TJ", "steering_group 2027-02-03 KZ", "study_tour 2027-03-15 PL"}},
		"список": {"План на I квартал 2027 года\n\n• 18-22 января – тренинг по рискам, Душанбе\n• 3 февраля – заседание координационного комитета, Астана",
			[]string{"training 2027-01-18 TJ", "steering_group 2027-02-03 KZ"}},
		"paragraphs": {"A workshop on risk analysis was held in Riga on 4-5 May 2026. It was attended by 20 officers.\n\nA study tour to Poland for veterinary inspectors took place from 8 to 12 June 2026.",
			[]string{"workshop 2026-05-04 LV", "study_tour 2026-06-08 PL"}},
		"one event told in three paragraphs": {"Customs officers meet in Riga\n\nA workshop on risk analysis was held in Riga on 4-5 May 2026.\n\nOn the second day of the workshop the officers visited the port. The workshop ended with a discussion.",
			[]string{"workshop 2026-05-04 LV"}},
		"an agenda": {"Workshop on risk analysis, Riga, 4-5 May 2027\n\nAgenda\n4 May: opening, lectures\n5 May: visit of the port, closing",
			[]string{"workshop 2027-05-04 LV"}},
		"a greeting":   {"Good morning, colleagues! Thank you for yesterday's slides.", nil},
		"nothing":      {"   \n ", nil},
		"a plain form": {"Kind: study tour\nDates: 8-12 June 2027\nPlace: Warsaw\nDeadline: 1 May 2027", []string{"study_tour 2027-06-08 PL"}},
	} {
		drafts, err := announce.Read(c.text, monday)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, d := range drafts {
			got = append(got, string(d.Kind)+" "+d.Start.String()+" "+strings.Join(d.Hosts, "+"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestSeatsAndExpected(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"Workshop, Riga, 9 December, 24 people":                           {24, 0},
		"Workshop, Riga, 9 December, 24 seats":                            {24, 0},
		"A workshop for up to 24 officers will be held on 9 December.":    {24, 0},
		"Over 100 participants will attend the forum on 9 December.":      {0, 100},
		"The workshop on 9 October gathered 20 officers in Riga.":         {0, 20},
		"В семинаре 9 октября в Риге участвовали около 40 таможенников.":  {0, 40},
		"The workshop on 9 December lasts 3 days, for agencies of Latvia": {},
	} {
		drafts, err := announce.Read(text, monday)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%q: %d drafts, %v", text, len(drafts), err)
			continue
		}
		if got := [2]int{drafts[0].Seats, drafts[0].Expected}; got != want {
			t.Errorf("%q: seats and expected %v, want %v", text, got, want)
		}
	}
}

func TestLooksLike(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Workshop on risk management, Almaty, 9-11 December":                true,
		"Семинар по управлению рисками, Алматы, 9-11 декабря":               true,
		"BOMCA will hold a training of trainers in Tashkent on 26 January.": true,
		"steering group bishkek 10 dec":                                     true,
		"Workshop in Almaty, 31 February":                                   true,
		"Hello!":                                                            false,
		"Добрый день, спасибо за встречу":                                   false,
		"When is the workshop in Almaty?":                                   false,
		"Когда семинар в Алматы?":                                           false,
		"Thank you for yesterday's meeting, the slides are attached.":       false,
		"I am ill and cannot come on Friday":                                false,
		"yes":                                                               false,
		"":                                                                  false,
		"👍":                                                                 false,
	} {
		if got := announce.LooksLike(text, monday); got != want {
			t.Errorf("LooksLike(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	drafts, err := announce.Read("Workshop on risk management, Almaty, 9-11 December, 9:00-17:00, customs of KZ KG, 24 people", monday)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("got %v, %v", drafts, err)
	}
	for name, c := range map[string]struct {
		draft programme.Draft
		want  string
	}{
		"full":  {drafts[0], `{"title":"Risk management","kind":"workshop","status":"","start":"2026-12-09","end":"2026-12-11","rough":null,"cities":["Almaty"],"venue":"","host_countries":["KZ"],"audience_countries":["KZ","KG"],"participants":24,"limit":true,"partners":[],"times":["09:00","17:00"],"zone":"","mode":"in_person","deadline":null,"deadlines":[],"links":[],"link":"","agencies":["customs"],"languages":[],"interpretation":[],"contact":"","component":"","uncertain":[]}`},
		"empty": {programme.Draft{}, `{"title":"","kind":"","status":"","start":null,"end":null,"rough":null,"cities":[],"venue":"","host_countries":[],"audience_countries":[],"participants":null,"limit":false,"partners":[],"times":[],"zone":"","mode":"in_person","deadline":null,"deadlines":[],"links":[],"link":"","agencies":[],"languages":[],"interpretation":[],"contact":"","component":"","uncertain":[]}`},
	} {
		got, err := json.Marshal(announce.NewRecord(c.draft))
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\ngot  %s %v\nwant %s", name, got, err, c.want)
		}
	}
}

// check holds for every text: the marks lie in the source, in order; the days
// exist and are in order.
func check(t *testing.T, text string, now time.Time) {
	t.Helper()
	drafts, err := announce.Read(text, now)
	if err != nil {
		if _, ok := programme.AsError(err); !ok {
			t.Errorf("Read(%q): %v is no refusal", text, err)
		}
		return
	}
	for _, d := range drafts {
		if !utf8.ValidString(d.Source) || !utf8.ValidString(d.Title) {
			t.Errorf("%q: not valid UTF-8", text)
		}
		end := 0
		for _, m := range d.Marks {
			if m.From < end || m.To <= m.From || m.To > len(d.Source) {
				t.Errorf("%q: mark %v out of order or range", text, m)
			}
			end = m.To
		}
		if d.Start.IsZero() != d.End.IsZero() || !d.Start.IsZero() && (!d.Start.Exists() || !d.End.Exists() || d.End.Before(d.Start)) {
			t.Errorf("%q: days %v to %v", text, d.Start, d.End)
		}
		if d.Seats < 0 || d.Expected < 0 || utf8.RuneCountInString(d.Title) > 400 {
			t.Errorf("%q: seats %d, expected %d, title %q", text, d.Seats, d.Expected, d.Title)
		}
	}
}

func TestEveryExampleHolds(t *testing.T) {
	t.Parallel()
	for _, s := range slices.Concat(samples(t, "english.txt"), samples(t, "russian.txt"), samples(t, "languages.txt")) {
		check(t, s.text, s.now)
		check(t, s.text+"\n\n"+s.text, s.now)
		check(t, strings.ToUpper(s.text), s.now)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range slices.Concat(samples(f, "english.txt"), samples(f, "russian.txt"), samples(f, "languages.txt")) {
		f.Add(s.text)
	}
	f.Add("31/02/2027 – 2 seats \u202e\xff 24:00 9-")
	f.Fuzz(func(t *testing.T, text string) {
		check(t, text, monday)
		announce.LooksLike(text, monday)
		_, _ = announce.Dates(text, monday)
		_, _, _ = announce.Times(text)
		_, _, _, _ = announce.Places(text)
		_, _, _ = announce.Headcount(text)
		_, _ = announce.Zone(text)
		_, _ = announce.Title(text)
	})
}
