package announce_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// monday is the day on which the answers are read: a Monday.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, zone)

// key returns the key of a refusal, or nothing.
func key(err error) string {
	if e, ok := programme.AsError(err); ok {
		return e.Key
	}
	if err != nil {
		return "not a refusal: " + err.Error()
	}
	return ""
}

func TestDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"9-11 December":                      "2026-12-09..2026-12-11",
		"9–11 Dec 2026":                      "2026-12-09..2026-12-11",
		"December 9-11, 2026":                "2026-12-09..2026-12-11",
		"from 25 to 27 July":                 "2027-07-25..2027-07-27",
		"Between 13-15 September":            "2027-09-13..2027-09-15",
		"29 May-1 June":                      "2027-05-29..2027-06-01",
		"May 29 – June 1, 2027":              "2027-05-29..2027-06-01",
		"30 December 2026 - 2 January 2027":  "2026-12-30..2027-01-02",
		"30 December - 2 January 2027":       "2026-12-30..2027-01-02",
		"с 13 по 15 сентября":                "2027-09-13..2027-09-15",
		"13-15 сентября 2027 г.":             "2027-09-13..2027-09-15",
		"9.12.2026":                          "2026-12-09..2026-12-09",
		"09.12-11.12.2026":                   "2026-12-09..2026-12-11",
		"9-11.12.2026":                       "2026-12-09..2026-12-11",
		"2026-12-09":                         "2026-12-09..2026-12-09",
		"2026-12-09 to 2026-12-11":           "2026-12-09..2026-12-11",
		"13/04/2027":                         "2027-04-13..2027-04-13",
		"12/05/2027 - 14/05/2027":            "2027-05-12..2027-05-14",
		"Wed 9 – Fri 11 December":            "2026-12-09..2026-12-11",
		"понедельник, 7 декабря":             "2026-12-07..2026-12-07",
		"7 декабря (понедельник)":            "2026-12-07..2026-12-07",
		"9, 10 and 11 December":              "2026-12-09..2026-12-11",
		"12 қаңтар 2027":                     "2027-01-12..2027-01-12",
		"2027 жылғы 12 қаңтар":               "2027-01-12..2027-01-12",
		"12-январь 2027":                     "2027-01-12..2027-01-12",
		"12 январи соли 2027":                "2027-01-12..2027-01-12",
		"2027-yil 12-yanvar":                 "2027-01-12..2027-01-12",
		"12 ýanwar 2027":                     "2027-01-12..2027-01-12",
		"29.02.2028":                         "2028-02-29..2028-02-29",
		"tomorrow":                           "2026-11-24..2026-11-24",
		"завтра в 9:00":                      "2026-11-24..2026-11-24 09:00",
		"через 2 недели":                     "2026-12-07..2026-12-07",
		"9 December, 10:00-17:30":            "2026-12-09..2026-12-09 10:00-17:30",
		"12 ноября 2027 г. в 10:00":          "2027-11-12..2027-11-12 10:00",
		"the 5th of May 2027, 9am":           "2027-05-05..2027-05-05 09:00",
		"31 February":                        "date_not_exist",
		"31.02.2027":                         "date_not_exist",
		"29.02.2027":                         "date_not_exist",
		"32 мая":                             "date_not_exist",
		"10.13.2027":                         "month_not_exist",
		"00.05.2027":                         "date_unclear",
		"15-13 September":                    "end_before_start",
		"5 June 2027 - 3 May 2027":           "end_before_start",
		"12 ноября 2027 25:00":               "time_not_exist",
		"9 December, 17:00-10:00":            "time_end_before_start",
		"Monday 9 December 2026":             "weekday_wrong",
		"5 and 12 May":                       "dates_several",
		"5 May 2049":                         "date_far",
		"5":                                  "date_unclear",
		"soon":                               "date_unclear",
		"May 2027":                           "month 2027-05-01..2027-05-31",
		"II квартал 2027 года":               "quarter 2027-04-01..2027-06-30",
		"May 2025":                           "date_unclear",
		"May 2027 or June":                   "month 2027-05-01..2027-06-30",
		"9-11 December in Almaty":            "date_unclear",
		"":                                   "date_unclear",
		strings.Repeat("9 December ", 1_000): "text_long",
	} {
		s, err := announce.Dates(text, monday)
		got := key(err)
		if err == nil {
			got = s.Start.String() + ".." + s.End.String()
			if !s.Rough.IsZero() {
				got = string(s.Rough.Grain) + " " + s.Rough.First.String() + ".." + s.Rough.Last.String()
			}
			if s.From != "" {
				got += " " + string(s.From)
			}
			if s.To != "" {
				got += "-" + string(s.To)
			}
		}
		if got != want {
			t.Errorf("Dates(%.40q) = %s, want %s", text, got, want)
		}
	}
}

func TestDatesWithTwoReadings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"03/04/2027":   {"2027-04-03", "2027-03-04"},
		"03/04":        {"2027-04-03", "2027-03-04"},
		"next Tuesday": {"2026-11-24", "2026-12-01"},
	} {
		s, err := announce.Dates(text, monday)
		if err != nil || !s.Start.IsZero() {
			t.Errorf("Dates(%q) = %v, %v; want choices alone", text, s, err)
		}
		var got []string
		for _, c := range s.Choices {
			got = append(got, c.Start.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("Dates(%q) leaves %v, want %v", text, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"9": "09:00-", "9.30": "09:30-", "9h30": "09:30-", "0930": "09:30-", "9 am": "09:00-", "2-4 pm": "14:00-16:00",
		"9:00-17:00": "09:00-17:00", "с 9 до 17": "09:00-17:00", "10.00-17.00": "10:00-17:00", "в 9-00": "09:00-",
		"noon": "12:00-", "10 утра": "10:00-",
		"25:00": "time_not_exist", "24:00": "time_not_exist", "9:60": "time_not_exist",
		"17:00-9:00": "time_end_before_start", "morning": "time_unclear", "": "time_unclear", "9:00 or 10:00": "time_unclear",
	} {
		from, to, err := announce.Times(text)
		got := key(err)
		if err == nil {
			got = string(from) + "-" + string(to)
		}
		if got != want {
			t.Errorf("Times(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Rixos Hotel, Almaty": "Rixos Hotel|Almaty|KZ",
		"Rezina, Moldova":     "|Rezina|MD",
		"Riga and Vilnius":    "|Riga Vilnius|LV LT",
		"в Душанбе":           "|Dushanbe|TJ",
		"Latvia":              "||LV",
		"Atlanta, Georgia":    "|Atlanta|US",
		"Таможенный институт, г. Ташкент": "Таможенный институт|Tashkent|UZ",
		"Nowhereville": "place_unknown",
		"страны Центральной Азии":                               "place_unknown",
		strings.Repeat("Almaty, ", 1_000):                       "text_long",
		"Customs Institute, Dušanbe (TJ)":                       "Customs Institute|Dushanbe|TJ",
		"Сеул, Республика Корея":                                "|Seoul|KR",
		"La Paz, Bolivia":                                       "|La Paz|BO",
		"г. Бишкек, ул. Киевская 5":                             "ул. Киевская 5|Bishkek|KG",
		"Hilton, Vienna, Austria; Salzburg":                     "Hilton|Vienna Salzburg|AT",
		"Hotel Riga, Riga; Border Academy, Vilnius; Estonia":    "Hotel|Riga Border Academy@Vilnius|LV LT EE",
		"Алматы; Пограничная академия, г. Бишкек":               "|Almaty Пограничная академия@Bishkek|KZ KG",
		"Customs Institute, Almaty;":                            "Customs Institute|Almaty|KZ",
		"Customs Institute, Almaty; Nowhereville":               "place_unknown",
		"Customs Institute, Almaty; Hilton, Latvia and Estonia": "place_unknown",
	} {
		venue, cities, hosts, err := announce.Places(text)
		got := key(err)
		if err == nil {
			var names []string
			for _, c := range cities {
				names = append(names, strings.TrimLeft(c.Venue+"@"+c.Name, "@"))
			}
			got = venue + "|" + strings.Join(names, " ") + "|" + strings.Join(hosts, " ")
		}
		if got != want {
			t.Errorf("Places(%.40q) = %s, want %s", text, got, want)
		}
	}
}

func TestCountriesAndAudience(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"KZ KG TJ UZ": "KZ KG TJ UZ", "kz, kg and tj": "KZ KG TJ", "Казахстан, Кыргызстан": "KZ KG",
		"страны Центральной Азии": "KZ KG TJ TM UZ", "Central Asia and Afghanistan": "KZ KG TJ TM UZ AF", "КЗ КГ ТЖ УЗ": "KZ KG TJ UZ",
		"Latvia, Atlantis": "country_unknown", "": "country_unknown", "Almaty": "country_unknown",
	} {
		codes, err := announce.Countries(text)
		got := key(err)
		if err == nil {
			got = strings.Join(codes, " ")
		}
		if got != want {
			t.Errorf("Countries(%q) = %s, want %s", text, got, want)
		}
	}
	countries, agencies, err := announce.Audience("customs and border guards of KZ KG")
	if err != nil || !slices.Equal(countries, []string{"KZ", "KG"}) || !slices.Equal(agencies, []string{"customs", "border"}) {
		t.Errorf("Audience = %v, %v, %v", countries, agencies, err)
	}
	if _, _, err := announce.Audience("everybody"); key(err) != "audience_unknown" {
		t.Errorf("Audience(everybody): %v", err)
	}
}

func TestHeadcount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"24": {24, 0}, "up to 24": {24, 0}, "24 seats": {24, 0}, "24 человека": {24, 0}, "до 30": {30, 0}, "1,500 people": {1500, 0},
		"about 100": {0, 100}, "over 100 people": {0, 100}, "около 40": {0, 40}, "100+": {0, 100}, "свыше 5 тысяч человек": {0, 5000},
		"0": {}, "-5": {}, "many": {}, "20 or 30": {}, "": {},
	} {
		seats, expected, err := announce.Headcount(text)
		if got := [2]int{seats, expected}; got != want || (err == nil) != (want != [2]int{}) {
			t.Errorf("Headcount(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestKind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]programme.Kind{
		"study tour": programme.StudyTour, "Семинар": programme.Workshop, "ToT": programme.TrainingOfTrainers,
		"тренинг для тренеров": programme.TrainingOfTrainers, "training": programme.Training, "вебинар": programme.OnlineSession,
		"Steering Committee": programme.SteeringGroup, "meeting": programme.Meeting, "экспертная миссия": programme.ExpertMission,
		"study_tour": programme.StudyTour, "other": programme.OtherKind, "nonsense": "",
	} {
		if got, err := announce.Kind(text); got != want || (want == "" && key(err) != "kind_unknown") {
			t.Errorf("Kind(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	for _, k := range programme.Kinds() {
		if got, err := announce.Kind(string(k)); got != k {
			t.Errorf("Kind(%q) = %s, %v", k, got, err)
		}
	}
}

func TestTitle(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"  Risk \u202emanagement\n again\t": "Risk management again",
		"<b>Big</b> & <script>":             "<b>Big</b> & <script>",
		"e\u0301tude":                       "étude",
		"a\u0301\u0301\u0301\u0301\u0301":   "á\u0301\u0301\u0301",
		"👩‍👩‍👧‍👦 day":                       "👩‍👩‍👧‍👦 day",
		"bad \xff byte":                     "bad \uFFFD byte",
		"\u200b\u200d \u2060":               "title_empty",
		"":                                  "title_empty",
		strings.Repeat("a", 10_000):         "title_long",
		strings.Repeat("é", 200):            strings.Repeat("é", 200),
	} {
		got, err := announce.Title(text)
		if err != nil {
			got = key(err)
		}
		if got != want {
			t.Errorf("Title(%.40q) = %.40q, want %.40q", text, got, want)
		}
	}
	_, err := announce.Title(strings.Repeat("a", 10_000))
	if e, _ := programme.AsError(err); e == nil || e.Args["n"] != 10_000 || e.Args["max"] != 200 {
		t.Errorf("a title of 10,000 letters: %v, want both counts", err)
	}
}

func TestZone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Asia/Almaty": "Asia/Almaty", "asia/almaty": "Asia/Almaty", "Almaty": "Asia/Almaty", "Алматы": "Asia/Almaty",
		"UTC+5": "Etc/GMT-5", "GMT": "UTC", "Tashkent time": "Asia/Tashkent", "CET": "Europe/Brussels",
		"Узбекистан": "Asia/Tashkent", "New York": "America/New_York", "Foo/Bar": "zone_unknown", "": "zone_unknown",
	} {
		got, err := announce.Zone(text)
		if err != nil {
			got = key(err)
		}
		if got != want {
			t.Errorf("Zone(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestDeadlinesAreAnswered(t *testing.T) {
	t.Parallel()
	on := func(p programme.Purpose, month time.Month, day int, clock programme.Clock) programme.Deadline {
		return programme.Deadline{Purpose: p, Date: programme.Date{Year: 2026, Month: month, Day: day}, Clock: clock}
	}
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string][]programme.Deadline{
		"27 November":                                                   {on(programme.ToRegister, 11, 27, "")},
		"registration by 27 November, 18:00":                            {on(programme.ToRegister, 11, 27, "18:00")},
		"Registration 4 Dec; nominations 1 Dec 12:00":                   {on(programme.ToRegister, 12, 4, ""), on(programme.ToNominate, 12, 1, "12:00")},
		"nomination until 1 December and registration until 4 December": {on(programme.ToNominate, 12, 1, ""), on(programme.ToRegister, 12, 4, "")},
		"deadline for abstracts: 1 December 2026":                       {on(programme.ToSubmit, 12, 1, "")},
		"регистрация до 4 декабря\nвыдвижение кандидатур до 1 декабря": {on(programme.ToRegister, 12, 4, ""), on(programme.ToNominate, 12, 1, "")},
		"регистрация до 4 декабря, тезисы до 1 декабря 2026 г.":        {on(programme.ToRegister, 12, 4, ""), on(programme.ToSubmit, 12, 1, "")},
	} {
		if got, err := announce.Deadlines(text, now); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "soon", "registration", "registration 4-5 December", "registration 1 December; registration 2 December", "lunch 4 December"} {
		if got, err := announce.Deadlines(text, now); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestLanguagesAreAnswered(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2][]string{
		"Russian":          {{"ru"}, nil},
		"russian, english": {{"ru", "en"}, nil},
		"English with interpretation into Russian":           {{"en", "ru"}, {"ru"}},
		"Russian and English; interpretation: Kazakh, Uzbek": {{"ru", "en", "kk", "uz"}, {"kk", "uz"}},
		"English (interpretation), Russian":                  {{"en", "ru"}, {"en"}},
		"Russian (interpretation into English)":              {{"ru", "en"}, {"en"}},
		"русский, английский":                                {{"ru", "en"}, nil},
		"английский с синхронным переводом на русский":       {{"en", "ru"}, {"ru"}},
		"рабочие языки: русский и таджикский":                {{"ru", "tg"}, nil},
	} {
		languages, interpretation, err := announce.Languages(text)
		if err != nil || !slices.Equal(languages, want[0]) || !slices.Equal(interpretation, want[1]) {
			t.Errorf("%q: %v, %v, %v", text, languages, interpretation, err)
		}
	}
	for _, text := range []string{"", "Klingon", "Russian and Elvish", "interpretation"} {
		if languages, _, err := announce.Languages(text); err == nil {
			t.Errorf("%q: %v", text, languages)
		}
	}
}

func TestHoursEachDay(t *testing.T) {
	t.Parallel()
	december := func(d int) programme.Date { return programme.Date{Year: 2026, Month: 12, Day: d} }
	for text, want := range map[string][]announce.Hours{
		"9:00-17:00": {{From: "09:00", To: "17:00"}},
		"day 2 9-13": {{Day: 2, From: "09:00", To: "13:00"}},
		"Day 1 10:00–17:00; Day 2 09:00–13:00":  {{Day: 1, From: "10:00", To: "17:00"}, {Day: 2, From: "09:00", To: "13:00"}},
		"9:00-17:00, day 3: 9:00-13:00":         {{From: "09:00", To: "17:00"}, {Day: 3, From: "09:00", To: "13:00"}},
		"day 1 from 10:00\n2nd day 9:00-13:00":  {{Day: 1, From: "10:00"}, {Day: 2, From: "09:00", To: "13:00"}},
		"10 December 9-13":                      {{Date: december(10), From: "09:00", To: "13:00"}},
		"10.12.2026: 9:00-13:00; 11 Dec 10-12":  {{Date: december(10), From: "09:00", To: "13:00"}, {Date: december(11), From: "10:00", To: "12:00"}},
		"день 2 9-13":                           {{Day: 2, From: "09:00", To: "13:00"}},
		"с 9:00 до 17:00; 3-й день с 9 до 13":   {{From: "09:00", To: "17:00"}, {Day: 3, From: "09:00", To: "13:00"}},
		"1 день 10:00-17:00, 2 день 9:00-13:00": {{Day: 1, From: "10:00", To: "17:00"}, {Day: 2, From: "09:00", To: "13:00"}},
		"10 декабря 9:00-13:00":                 {{Date: december(10), From: "09:00", To: "13:00"}},
	} {
		if got, err := announce.EachDay(text, monday); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "day 2", "day two 9-13", "9-11 December 9:00-13:00", "day 2 13-9", "whenever", "10 December"} {
		if got, err := announce.EachDay(text, monday); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
