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
		"страны Центральной Азии":           "place_unknown",
		strings.Repeat("Almaty, ", 1_000):   "text_long",
		"Customs Institute, Dušanbe (TJ)":   "Customs Institute|Dushanbe|TJ",
		"Сеул, Республика Корея":            "|Seoul|KR",
		"La Paz, Bolivia":                   "|La Paz|BO",
		"г. Бишкек, ул. Киевская 5":         "ул. Киевская 5|Bishkek|KG",
		"Hilton, Vienna, Austria; Salzburg": "Hilton|Vienna Salzburg|AT",
	} {
		venue, cities, hosts, err := announce.Places(text)
		got := key(err)
		if err == nil {
			var names []string
			for _, c := range cities {
				names = append(names, c.Name)
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
