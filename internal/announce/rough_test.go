package announce_test

import (
	"slices"
	"testing"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// only reads a text that tells of one event.
func only(t *testing.T, text string) programme.Draft {
	t.Helper()
	drafts, err := announce.Read(text, monday)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%q: %d drafts, %v", text, len(drafts), err)
	}
	return drafts[0]
}

func TestRoughDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Workshop in Riga, February 2027":                       "month 2027-02-01..2027-02-28",
		"Workshop in Riga, March-April 2027":                    "month 2027-03-01..2027-04-30",
		"Workshop in Riga in early March":                       "early 2027-03-01..2027-03-10",
		"Workshop in Riga in mid-March 2027":                    "middle 2027-03-11..2027-03-20",
		"Workshop in Riga at the end of March 2027":             "late 2027-03-21..2027-03-31",
		"Workshop in Riga, Q2 2027":                             "quarter 2027-04-01..2027-06-30",
		"Workshop in Riga, second quarter of 2027":              "quarter 2027-04-01..2027-06-30",
		"Workshop in Riga, first half of 2027":                  "half 2027-01-01..2027-06-30",
		"Workshop in Riga, spring 2027":                         "season 2027-03-01..2027-05-31",
		"Workshop in Riga in the week of 8 March":               "week 2027-03-08..2027-03-14",
		"Workshop in Riga next week":                            "week 2026-11-30..2026-12-06",
		"Workshop in Riga, last week of January":                "week 2027-01-25..2027-01-31",
		"A workshop was held in Riga in July.":                  "month 2026-07-01..2026-07-31",
		"Семинар в Риге в феврале 2027 года":                    "month 2027-02-01..2027-02-28",
		"Семинар в Риге во II квартале 2027 года":               "quarter 2027-04-01..2027-06-30",
		"Семинар в Риге, 3-й квартал следующего года":           "quarter 2027-07-01..2027-09-30",
		"Семинар в Риге во второй половине мая":                 "late 2027-05-16..2027-05-31",
		"Семинар в Риге, II полугодие 2027 г.":                  "half 2027-07-01..2027-12-31",
		"Семинар в Риге осенью 2027 года":                       "season 2027-09-01..2027-11-30",
		"Семинар в Риге на неделе 8 марта":                      "week 2027-03-08..2027-03-14",
		"Семинар в Риге на следующей неделе":                    "week 2026-11-30..2026-12-06",
		"Семинар в Риге, в последнюю неделю января":             "week 2027-01-25..2027-01-31",
		"Workshop in Riga, 8-12 March 2027 (the first quarter)": "",
	} {
		d := only(t, text)
		got := ""
		if !d.Rough.IsZero() {
			got = string(d.Rough.Grain) + " " + d.Rough.First.String() + ".." + d.Rough.Last.String()
		}
		if asked := slices.Contains(d.Uncertain, programme.FieldDates); got != want || asked != (want != "") {
			t.Errorf("%q: %q asked %v, want %q", text, got, asked, want)
		}
	}
}

func TestDeadlines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]programme.Deadline{
		"Workshop in Riga, 8 March 2027. Please register by 15 February.":                                               {{Purpose: programme.ToRegister, Date: programme.Date{Year: 2027, Month: 2, Day: 15}}},
		"Workshop in Riga, 8 March 2027. Nominations until 1 February 2027, 18:00.":                                     {{Purpose: programme.ToNominate, Date: programme.Date{Year: 2027, Month: 2, Day: 1}, Clock: "18:00"}},
		"Conference, Riga, 8 March 2027. Abstracts are due on 1 December. Registration: by 1 February.":                 {{Purpose: programme.ToSubmit, Date: programme.Date{Year: 2026, Month: 12, Day: 1}}, {Purpose: programme.ToRegister, Date: programme.Date{Year: 2027, Month: 2, Day: 1}}},
		"Семинар в Риге 8 марта 2027 года. Заявки принимаются до 15 февраля.":                                           {{Purpose: programme.ToRegister, Date: programme.Date{Year: 2027, Month: 2, Day: 15}}},
		"Семинар в Риге 8 марта 2027 года. Кандидатуры просим направить не позднее 15 февраля.":                         {{Purpose: programme.ToNominate, Date: programme.Date{Year: 2027, Month: 2, Day: 15}}},
		"Workshop in Riga, 8 March 2027. Nominations until 1 February 2027, 18:00; registration until 3 February 2027.": {{Purpose: programme.ToNominate, Date: programme.Date{Year: 2027, Month: 2, Day: 1}, Clock: "18:00"}, {Purpose: programme.ToRegister, Date: programme.Date{Year: 2027, Month: 2, Day: 3}}},
		"Workshop in Riga from 8 March until 10 March 2027.":                                                            nil,
	} {
		if got := only(t, text).Deadlines; !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	d := only(t, "Webinar on seeds, 8 March 2027. Register: https://forms.example.org/2027/05/01?x=1. Join: https://zoom.us/j/123456, write to seeds@example.org")
	if want := []string{"https://forms.example.org/2027/05/01?x=1", "https://zoom.us/j/123456"}; !slices.Equal(d.Links, want) || d.Link != want[1] {
		t.Errorf("links %v, of the meeting %q", d.Links, d.Link)
	}
	if d.Start.String() != "2027-03-08" {
		t.Errorf("a date was read out of an address: %v", d.Start)
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]programme.Status{
		"The workshop in Riga on 9 December has been cancelled.":                "cancelled",
		"The workshop in Riga is postponed until further notice.":               "postponed",
		"The workshop in Riga was postponed to 9 March 2027.":                   "",
		"Workshop in Riga, tentatively 9 December":                              "tentative",
		"Workshop in Riga, dates TBC":                                           "tentative",
		"Workshop in Riga, confirmed for 9 December":                            "confirmed",
		"Workshop in Riga on 9 December. The registration has been cancelled.":  "",
		"Семинар в Риге 9 декабря отменяется.":                                  "cancelled",
		"Семинар в Риге отложен на неопределённый срок.":                        "postponed",
		"Семинар в Риге перенесён на 9 марта 2027 года.":                        "",
		"Семинар в Риге предварительно 9 декабря":                               "tentative",
		"Семинар в Риге, дата уточняется":                                       "tentative",
		"Семинар в Риге 9 декабря, даты подтверждены.":                          "confirmed",
		"Семинар прошёл в Риге 9 октября 2026 года, в нём участвовали 20 судей": "",
	} {
		if got := only(t, text).Status; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2][]string{
		"Workshop in Riga, 9 December. Working languages: English, Russian.":                          {{"en", "ru"}, nil},
		"Workshop in Riga, 9 December. It is held in English with interpretation into Russian.":       {{"en", "ru"}, {"ru"}},
		"English course in Riga, 9 December, for officers of the Russian border":                      {nil, nil},
		"Семинар в Риге 9 декабря. Рабочий язык – русский, обеспечен синхронный перевод на узбекский": {{"ru", "uz"}, {"uz"}},
		"Workshop in Riga, 9 December. Participants need fluency in French.":                          {nil, nil},
	} {
		d := only(t, text)
		if !slices.Equal(d.Languages, want[0]) || !slices.Equal(d.Interpretation, want[1]) {
			t.Errorf("%q: languages %v, interpretation %v, want %v", text, d.Languages, d.Interpretation, want)
		}
	}
}
