package holiday

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/programme"
)

func on(year int, month time.Month, day int) programme.Date {
	return programme.Date{Year: year, Month: month, Day: day}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, last programme.Date
		countries   []string
		want        string // in English
	}{
		{on(2026, 12, 14), on(2026, 12, 17), []string{"KZ", "KG"}, "KZ 2026-12-16–2026-12-16 Independence Day"},
		{on(2027, 3, 20), on(2027, 3, 26), []string{"TJ", "LV", "TJ"}, "TJ 2027-03-21–2027-03-24 Navruz; LV 2027-03-26–2027-03-26 Good Friday"},
		{on(2026, 5, 27), on(2026, 5, 27), []string{"UZ", "TM"}, "UZ 2026-05-27–2026-05-27 Eid al-Adha; TM 2026-05-27–2026-05-27 Gurban Bayram"},
		{on(2026, 6, 9), on(2026, 6, 11), []string{"KZ", "KG", "TJ", "TM", "UZ"}, ""},
		{on(2026, 1, 1), on(2026, 1, 1), []string{"QQ"}, ""},
	} {
		var got []string
		for _, h := range Between(c.first, c.last, c.countries) {
			got = append(got, fmt.Sprintf("%s %s–%s %s", h.Country, h.First, h.Last, h.Name("en")))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s–%s %v: got %q, want %q", c.first, c.last, c.countries, s, c.want)
		}
	}
}

// The tables cover each country in each year, and Central Asia in Russian too.
func TestTables(t *testing.T) {
	t.Parallel()
	years := map[string][]int{}
	for c, days := range known() {
		for _, h := range days {
			if !slices.Contains(years[c], h.First.Year) {
				years[c] = append(years[c], h.First.Year)
			}
			if strings.Contains("KZ KG TJ TM UZ", c) && (h.Name("ru") == h.Name("en") || h.Name("tg") != h.Name("ru")) {
				t.Errorf("%s %s: %q has no Russian name", c, h.First, h.Name("en"))
			}
		}
	}
	for _, c := range []string{"KZ", "KG", "TJ", "TM", "UZ", "LV", "LT", "AT", "TR", "RU"} {
		if len(years[c]) == 0 {
			t.Errorf("no holidays of %s", c)
		}
	}
	for c, ys := range years {
		slices.Sort(ys)
		if !slices.Equal(ys, []int{2026, 2027, 2028}) {
			t.Errorf("%s: only %v", c, ys)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"KZ\t2026-12-16", "KZ\t2026-12-16\t", "KZ\t16.12.2026\tIndependence Day", "KZ\t2026-02-30\tA day that is not"} {
		if err := read(map[key]Holiday{}, "# country\n"+text); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: got %v, want an error of line 2", text, err)
		}
	}
}
