package locale_test

import (
	"testing"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// day is a date of a test; one that does not exist panics there.
func day(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, en, ru string }{
		{"2026-12-09", "2026-12-09", "Wed 9 December 2026", "ср 9 декабря 2026 г."},
		{"2026-12-09", "2026-12-11", "Wed 9 – Fri 11 December 2026", "ср 9 – пт 11 декабря 2026 г."},
		{"2027-05-29", "2027-06-01", "Sat 29 May – Tue 1 June 2027", "сб 29 мая – вт 1 июня 2027 г."},
		{"2026-12-30", "2027-01-02", "Wed 30 December 2026 – Sat 2 January 2027", "ср 30 декабря 2026 г. – сб 2 января 2027 г."},
		{"2026-12-09", "2027-12-11", "Wed 9 December 2026 – Sat 11 December 2027", "ср 9 декабря 2026 г. – сб 11 декабря 2027 г."},
	} {
		for language, want := range map[string]string{"en": c.en, "ru": c.ru, "uz": c.ru} {
			if got := locale.For(language).Days(day(c.from), day(c.to)); got != want {
				t.Errorf("%s: Days(%s, %s): got %q, want %q", language, c.from, c.to, got, want)
			}
		}
	}
	if got := locale.For("en").Days(programme.Date{}, programme.Date{}); got != "" {
		t.Errorf("no days: got %q", got)
	}
	if got, want := locale.For("en").Days(day("2026-12-09"), programme.Date{}), "Wed 9 December 2026"; got != want {
		t.Errorf("no end: got %q, want %q", got, want)
	}
}

func TestDaysShort(t *testing.T) {
	t.Parallel()
	today := day("2026-11-23")
	for _, c := range []struct{ from, to, en, ru string }{
		{"2026-12-09", "2026-12-09", "9 Dec", "9 дек."},
		{"2026-12-09", "2026-12-11", "9–11 Dec", "9–11 дек."},
		{"2026-05-29", "2026-06-01", "29 May – 1 Jun", "29 мая – 1 июн."},
		{"2027-12-09", "2027-12-09", "9 Dec 2027", "9 дек. 2027 г."},
		{"2027-05-29", "2027-06-01", "29 May – 1 Jun 2027", "29 мая – 1 июн. 2027 г."},
		{"2026-12-30", "2027-01-02", "30 Dec 2026 – 2 Jan 2027", "30 дек. 2026 г. – 2 янв. 2027 г."},
	} {
		for language, want := range map[string]string{"en": c.en, "ru": c.ru} {
			if got := locale.For(language).DaysShort(day(c.from), day(c.to), today); got != want {
				t.Errorf("%s: DaysShort(%s, %s): got %q, want %q", language, c.from, c.to, got, want)
			}
		}
	}
	if got := locale.For("en").DaysShort(programme.Date{}, programme.Date{}, today); got != "" {
		t.Errorf("no days: got %q", got)
	}
}

func TestDayInSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ date, long, on, ruLong, ruOn string }{
		{"2026-12-07", "Monday 7 December", "on Monday 7 December", "понедельник, 7 декабря", "в понедельник, 7 декабря"},
		{"2026-12-08", "Tuesday 8 December", "on Tuesday 8 December", "вторник, 8 декабря", "во вторник, 8 декабря"},
		{"2026-12-09", "Wednesday 9 December", "on Wednesday 9 December", "среда, 9 декабря", "в среду, 9 декабря"},
		{"2027-03-11", "Thursday 11 March", "on Thursday 11 March", "четверг, 11 марта", "в четверг, 11 марта"},
		{"2027-03-12", "Friday 12 March", "on Friday 12 March", "пятница, 12 марта", "в пятницу, 12 марта"},
		{"2027-05-01", "Saturday 1 May", "on Saturday 1 May", "суббота, 1 мая", "в субботу, 1 мая"},
		{"2027-08-01", "Sunday 1 August", "on Sunday 1 August", "воскресенье, 1 августа", "в воскресенье, 1 августа"},
	} {
		en, ru, d := locale.For("en"), locale.For("ru"), day(c.date)
		for want, got := range map[string]string{c.long: en.DayLong(d), c.on: en.OnDay(d), c.ruLong: ru.DayLong(d), c.ruOn: ru.OnDay(d)} {
			if got != want {
				t.Errorf("%s: got %q, want %q", c.date, got, want)
			}
		}
	}
}

func TestInstantIsByTheClockOfThePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ utc, zone, en, ru string }{
		{"2026-12-09T05:00:00Z", "Asia/Almaty", "Wed 9 December, 10:00", "ср 9 декабря, 10:00"},
		{"2026-12-09T20:30:00Z", "Asia/Bishkek", "Thu 10 December, 02:30", "чт 10 декабря, 02:30"},
		{"2024-02-20T04:00:00Z", "Asia/Almaty", "Tue 20 February, 10:00", "вт 20 февраля, 10:00"}, // still +06
		{"2027-03-28T00:59:00Z", "Europe/Brussels", "Sun 28 March, 01:59", "вс 28 марта, 01:59"},
		{"2027-03-28T01:00:00Z", "Europe/Brussels", "Sun 28 March, 03:00", "вс 28 марта, 03:00"},
		{"2027-10-31T00:30:00Z", "Europe/Brussels", "Sun 31 October, 02:30", "вс 31 октября, 02:30"},
		{"2027-10-31T01:30:00Z", "Europe/Brussels", "Sun 31 October, 02:30", "вс 31 октября, 02:30"},
	} {
		at, err := time.Parse(time.RFC3339, c.utc)
		if err != nil {
			t.Fatal(err)
		}
		loc, err := locale.Zone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		for language, want := range map[string]string{"en": c.en, "ru": c.ru} {
			if got := locale.For(language).Instant(at, loc); got != want {
				t.Errorf("%s: Instant(%s, %s): got %q, want %q", language, c.utc, c.zone, got, want)
			}
		}
	}
}

func TestMonthNamesAreNominative(t *testing.T) {
	t.Parallel()
	for m, want := range map[time.Month]string{time.January: "Январь", time.May: "Май", time.August: "Август", time.December: "Декабрь"} {
		if got := locale.For("ru").MonthName(m); got != want {
			t.Errorf("%s: got %q, want %q", m, got, want)
		}
		if got := locale.For("en").MonthName(m); got != m.String() {
			t.Errorf("%s: got %q", m, got)
		}
	}
}
