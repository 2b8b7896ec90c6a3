package locale_test

import (
	"testing"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

func TestRough(t *testing.T) {
	t.Parallel()
	stretch := func(g programme.Grain, from time.Month, day int, to time.Month) programme.Rough {
		return programme.Rough{Grain: g, First: programme.Date{Year: 2027, Month: from, Day: day}, Last: programme.Date{Year: 2027, Month: to, Day: 28}}
	}
	for _, c := range []struct {
		r      programme.Rough
		en, ru string
	}{
		{programme.Rough{}, "", ""},
		{stretch(programme.Week, time.March, 8, time.March), "in the week of 8 March 2027", "неделя с 8 марта 2027 г."},
		{stretch(programme.Early, time.March, 1, time.March), "early March 2027", "начало марта 2027 г."},
		{stretch(programme.Month, time.February, 1, time.February), "February 2027", "Февраль 2027 г."},
		{stretch(programme.Month, time.February, 1, time.March), "February to March 2027", "в период февраля – марта 2027 г."},
		{stretch(programme.Quarter, time.April, 1, time.June), "quarter 2 of 2027", "2 квартал 2027 г."},
		{stretch(programme.HalfAYear, time.July, 1, time.December), "half 2 of 2027", "2 полугодие 2027 г."},
		{stretch(programme.Season, time.September, 1, time.November), "autumn 2027", "осень 2027 г."},
	} {
		if got := locale.For("en").Rough(c.r); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
		if got := locale.For("ru").Rough(c.r); got != c.ru {
			t.Errorf("got %q, want %q", got, c.ru)
		}
	}
}
