package announce_test

import (
	"slices"
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// Whose time an hour is of is read, or asked; never is it somebody else's.
func TestZoneBehindHour(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		text, zone string
		asked      bool
	}{
		{"Webinar on tariffs, 12 January 2027, 10:00 Pacific Time", "America/Los_Angeles", false},
		{"Webinar on tariffs, 12 January 2027, 10:00 Central European Time", "Europe/Brussels", false},
		{"Webinar on tariffs, 12 January 2027, 10:00 (CET)", "Europe/Brussels", false},
		{"Webinar on tariffs, 12 January 2027, 10:00 Almaty time", "Asia/Almaty", false},
		{"Webinar on tariffs, 12 January 2027, 10:00 local time", "", false},
		{"Webinar on tariffs, 12 January 2027, 10:00 European Time", "", true},
		{"Webinar on tariffs, 12 January 2027, 10:00 Asia time", "", true},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 по московскому времени", "Europe/Moscow", false},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 мск", "Europe/Moscow", false},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 по рижскому времени", "Europe/Riga", false},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 по времени Астаны", "Asia/Almaty", false},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 по местному времени", "", false},
		{"Вебинар о тарифах, 12 января 2027 г., 15:00 по европейскому времени", "", true},
		{"Семинар о тарифах, 12 января 2027 г., 15:00, Московский проспект, 5, Минск", "", false},
	} {
		drafts, err := announce.Read(c.text, now)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%s: %d drafts: %v", c.text, len(drafts), err)
			continue
		}
		d := drafts[0]
		if asked := slices.Contains(d.Uncertain, programme.FieldTimes); d.Zone != c.zone || asked != c.asked || d.From == "" {
			t.Errorf("%s: zone %q of %q, asked %v, want %q and %v", c.text, d.Zone, d.From, asked, c.zone, c.asked)
		}
	}
}

// A limit and what is expected are told apart by the longest of the words before a number.
func TestLimits(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string][2]int{
		"не более 30 участников":    {30, 0},
		"no more than 30 people":    {30, 0},
		"up to 30 people":           {30, 0},
		"24 seats":                  {24, 0},
		"более 30 участников":       {0, 30},
		"более чем 30 участников":   {0, 30},
		"over 30 people":            {0, 30},
		"~30 people":                {0, 30},
		"25 to 30 people":           {0, 30},
		"3 officers of each agency": {0, 0},
	} {
		drafts, err := announce.Read("Workshop on risk, Osh, 12-14 January 2027, "+text, now)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%s: %d drafts: %v", text, len(drafts), err)
			continue
		}
		if got := [2]int{drafts[0].Seats, drafts[0].Expected}; got != want {
			t.Errorf("%s: seats and expected %v, want %v", text, got, want)
		}
		if want == ([2]int{}) {
			continue
		}
		seats, expected, err := announce.Headcount(text)
		if got := [2]int{seats, expected}; err != nil || got != want {
			t.Errorf("%s: as an answer %v, want %v: %v", text, got, want, err)
		}
	}
}
