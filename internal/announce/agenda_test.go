package announce_test

import (
	"fmt"
	"strings"
	"testing"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// TestAgendaIsPartedByDays reads an event's agenda: of 9 to 11 December 2026.
func TestAgendaIsPartedByDays(t *testing.T) {
	t.Parallel()
	start, end := programme.Date{Year: 2026, Month: 12, Day: 9}, programme.Date{Year: 2026, Month: 12, Day: 11}
	for text, want := range map[string]string{
		"09:00 Opening\n10:00 Cases":                                           "0 09:00 Opening/10:00 Cases",
		"Day 1\n09:00 Opening\n\nDay 2\n10:00 Cases":                           "1 09:00 Opening; 2 10:00 Cases",
		"Agenda\nDAY ONE:\n09:00 Opening\nDay Two – visit to the post\n10:00":  "0 Agenda; 1 09:00 Opening; 2 visit to the post/10:00",
		"Wednesday, 9 December\nOpening\nThursday, 10 December\nCases":         "1 Opening; 2 Cases",
		"9 декабря (среда)\nОткрытие\n11 декабря 2026 г.\nЗакрытие":            "1 Открытие; 3 Закрытие",
		"День 1, 9 декабря\nОткрытие\n2-й день: поездка\nТретий день\nИтоги":   "1 Открытие; 2 поездка; 3 Итоги",
		"*Day 1* (09.12.2026)\nOpening\n• Day 2 | 10.12.2026\nCases":           "1 Opening; 2 Cases",
		"Day 1 09:00 Opening\nDay 2 09:30 Cases":                               "1 09:00 Opening; 2 09:30 Cases",
		"Среда\nОткрытие\nЧетверг:\nКейсы":                                     "1 Открытие; 2 Кейсы",
		"1-күн\nАшылу\n2-күн\nСапар":                                           "1 Ашылу; 2 Сапар",
		"Рӯзи 1\nКушодашавӣ":                                                   "1 Кушодашавӣ",
		"1-nji gün\nAçylyş\n2-kun\nOchilish":                                   "1 Açylyş; 2 Ochilish",
		"8 December: arrival\n9 December\nOpening\n12 December: departure":     "0 8 December: arrival; 1 Opening/12 December: departure",
		"Day 1\nOpening\nDay 2 materials are handed out\nDays 1-3: exhibition": "1 Opening/Day 2 materials are handed out/Days 1-3: exhibition",
		"Day 1-2: visits\n9.30 Coffee\n10.12 Lunch":                            "0 Day 1-2: visits/9.30 Coffee/10.12 Lunch",
		"Day 1\nMorning\nDay 1\nEvening":                                       "1 Morning/Evening",
		"Day 1\n\n\nDay 2":                                                     "",
		"Day 4\nClosing":                                                       "agenda_day",
		"16 December\nOpening\n17 December\nCases":                             "agenda_dates",
		"Day 1, 10 December\nOpening":                                          "agenda_unlike",
		"Thursday, 9 December\nOpening":                                        "weekday_wrong",
	} {
		got, err := announce.Agenda(text, start, end)
		if s := agendaText(got, err); s != want {
			t.Errorf("%q is\n%s, want\n%s", text, s, want)
		}
	}
	for text, want := range map[string]string{"Day 2\nCases": "2 Cases", "9 December\nOpening": "agenda_no_days"} {
		got, err := announce.Agenda(text, programme.Date{}, programme.Date{})
		if s := agendaText(got, err); s != want {
			t.Errorf("%q of an event without days is\n%s, want\n%s", text, s, want)
		}
	}
}

func agendaText(a programme.Agenda, err error) string {
	if err != nil {
		return key(err)
	}
	var parts []string
	for _, d := range a {
		parts = append(parts, fmt.Sprint(d.Day, " ", strings.ReplaceAll(d.Text, "\n", "/")))
	}
	return strings.Join(parts, "; ")
}
