package announce_test

import (
	"slices"
	"testing"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// TestMoved holds the ways in which texts move an event: the new days are read, and never
// the old ones in silence.
func TestMoved(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Семинар по рискам в Алматы переносится с 9–11 декабря на 16–18 декабря.":                                  "2026-12-16..2026-12-18",
		"Семинар в Алматы переносится с 9 на 16 декабря.":                                                          "2026-12-16",
		"Семинар 9–11 декабря переносится на 16–18 декабря, место прежнее: Алматы.":                                "2026-12-16..2026-12-18",
		"Тренинг в Бишкеке, запланированный на 9-11 декабря, перенесён на 16-18 декабря 2026 года.":                "2026-12-16..2026-12-18",
		"Семинар перенесли с 28 ноября – 2 декабря на 16–18 декабря, Алматы":                                       "2026-12-16..2026-12-18",
		"Перенос семинара в Алматы: новые даты – 16–18 декабря (ранее 9–11 декабря).":                              "2026-12-16..2026-12-18",
		"Вместо 9–11 декабря семинар в Оше пройдёт 16–18 декабря.":                                                 "2026-12-16..2026-12-18",
		"Вебинар состоится 16 декабря, а не 9 декабря.":                                                            "2026-12-16",
		"Заседание в Оше перенесено с 9 декабря, новая дата 16 декабря.":                                           "2026-12-16",
		"Тренинг пройдёт с 16 по 18 декабря в Оше (первоначально планировался на 9–11 декабря).":                   "2026-12-16..2026-12-18",
		"Встреча в Астане отложена до 16 декабря.":                                                                 "2026-12-16",
		"The workshop in Riga has been moved from 9 December to 16 December.":                                      "2026-12-16",
		"The workshop in Riga has been moved from 9 to 16 December.":                                               "2026-12-16",
		"The workshop in Riga, 9-11 December, moves to 16-18 December":                                             "2026-12-16..2026-12-18",
		"The workshop was rescheduled from Wednesday 9 December to Wednesday 16 December 2026.":                    "2026-12-16",
		"The workshop in Riga was rescheduled from December 9-11 to December 16-18.":                               "2026-12-16..2026-12-18",
		"The training in Riga was to be held on 9-11 December. It has been rescheduled to 16-18 December.":         "2026-12-16..2026-12-18",
		"The training in Riga is brought forward from 16-18 December to 9-11 December.":                            "2026-12-09..2026-12-11",
		"Dates of the workshop in Riga changed from 9-11.12.2026 to 16-18.12.2026":                                 "2026-12-16..2026-12-18",
		"The conference, originally planned for 4-5 May 2026, will now be held on 9-10 February 2027.":             "2027-02-09..2027-02-10",
		"The meeting was set for 14 May 2027, next postponed to 15 October 2027 and is now put off to 7 May 2028.": "2028-05-07",
		// No new day: the old one is asked for.
		"The workshop in Riga on 9-11 December has been postponed. New dates will be announced.": "2026-12-09..2026-12-11 asked",
		"Семинар в Риге 9-11 декабря перенесён на более поздний срок.":                           "2026-12-09..2026-12-11 asked",
		"Семинар в Риге 9-11 декабря перенесён на февраль 2027 года.":                            " asked",
		"The workshop in Riga is postponed from 9-11 December to February 2027.":                 " asked",
		// What is moved is something else, or nothing.
		"The deadline for the workshop in Riga on 16-18 December has been moved from 5 to 12 December.":               "2026-12-16..2026-12-18",
		"Study tour to Latvia from 9 December to 16 December for customs officers.":                                   "2026-12-09..2026-12-16",
		"The programme has changed. The study tour will take officers to Latvia from 9 to 16 December.":               "2026-12-09..2026-12-16",
		"If it rains, the open lecture in Riga on 9 December 2026 will be moved to the hall of the library building.": "2026-12-09",
	} {
		drafts, err := announce.Read(text, monday)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%q: %d events, %v", text, len(drafts), err)
			continue
		}
		got := told(drafts[0])["dates"]
		if slices.Contains(drafts[0].Uncertain, programme.FieldDates) {
			got += " asked"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
