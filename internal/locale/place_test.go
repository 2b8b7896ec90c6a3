package locale_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/locale"
)

func TestZoneNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, en, ru string }{
		{"Asia/Almaty", "Almaty time", "время Алматы"},
		{"Asia/Bishkek", "Bishkek time", "время Бишкека"},
		{"Asia/Ashgabat", "Ashgabat time", "время Ашхабада"},
		{"Europe/Kiev", "Kyiv time", "время Киева"},
		{"Asia/Ho_Chi_Minh", "Ho Chi Minh time", "время зоны Ho Chi Minh"},
		{"UTC", "UTC", "UTC"},
		{"", "UTC", "UTC"},
	} {
		if got := locale.For("en").ZoneName(c.zone); got != c.en {
			t.Errorf("%s: got %q, want %q", c.zone, got, c.en)
		}
		if got := locale.For("ru").ZoneName(c.zone); got != c.ru {
			t.Errorf("%s: got %q, want %q", c.zone, got, c.ru)
		}
	}
}

func TestCountriesAndCities(t *testing.T) {
	t.Parallel()
	en, ru := locale.For("en"), locale.For("ru")
	for _, c := range []struct{ code, en, ru string }{
		{"KZ", "Kazakhstan", "Казахстан"},
		{"KG", "Kyrgyzstan", "Кыргызстан"},
		{"TJ", "Tajikistan", "Таджикистан"},
		{"TM", "Turkmenistan", "Туркменистан"},
		{"UZ", "Uzbekistan", "Узбекистан"},
		{"LV", "Latvia", "Латвия"},
		{"MK", "North Macedonia", "Северная Македония"},
		{"XX", "XX", "XX"},
		{"", "", ""},
	} {
		if got := en.Country(c.code); got != c.en {
			t.Errorf("%s: got %q, want %q", c.code, got, c.en)
		}
		if got := ru.Country(c.code); got != c.ru {
			t.Errorf("%s: got %q, want %q", c.code, got, c.ru)
		}
	}
	for _, c := range []struct{ name, ru string }{{"Osh", "Ош"}, {"Riga", "Рига"}, {"Bukhara", "Бухара"}, {"Springfield", "Springfield"}} {
		if got := en.City(c.name); got != c.name {
			t.Errorf("got %q, want %q", got, c.name)
		}
		if got := ru.City(c.name); got != c.ru {
			t.Errorf("%s: got %q, want %q", c.name, got, c.ru)
		}
	}
}

// The reader of announcements knows cities and agencies by tables of its own:
// whatever it can find has a word here.
func TestWhatAnnouncementsNameHasAWord(t *testing.T) {
	t.Parallel()
	ru := locale.For("ru")
	names := map[string][]string{} // of a city that has another name by now several
	for _, row := range table(t, "../announce/data/cities.tsv") {
		english, _, _ := strings.Cut(row[2], "|")
		if russian, _, _ := strings.Cut(row[3], "|"); russian != "" {
			names[english] = append(names[english], russian)
		}
	}
	for english, russian := range names {
		if got := ru.City(english); !slices.Contains(russian, got) {
			t.Errorf("%s: got %q, want %q", english, got, russian)
		}
	}
	for _, row := range table(t, "../announce/data/agencies.tsv") {
		for _, l := range locale.Languages() {
			if got := locale.For(l.Code).Say("agency." + row[0]); strings.Contains(got, "⟦") {
				t.Errorf("%s: got %q", l.Code, got)
			}
		}
	}
}

func table(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s is empty", path)
	}
	return rows
}

func TestZoneDataIsOurOwnAndSound(t *testing.T) {
	t.Parallel()
	if err := locale.CheckZones(); err != nil {
		t.Error(err)
	}
	names := locale.Zones()
	if len(names) < 500 {
		t.Fatalf("got %d zones", len(names))
	}
	for _, name := range names {
		loc, err := locale.Zone(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if loc.String() != name {
			t.Errorf("%s is called %s", name, loc)
		}
	}
	for _, name := range []string{"", "Local", "asia/almaty", "Asia", "Asia/", "../etc/passwd", "Mars/Base"} {
		if loc, err := locale.Zone(name); err == nil {
			t.Errorf("Zone(%q) is %s", name, loc)
		}
	}
}

func TestZoneIsReadOnce(t *testing.T) {
	t.Parallel()
	first, err := locale.Zone("Asia/Dushanbe")
	if err != nil {
		t.Fatal(err)
	}
	second, err := locale.Zone("Asia/Dushanbe")
	if err != nil || first != second {
		t.Errorf("a second reading: %v", err)
	}
}

func TestRegionZonesFitButtons(t *testing.T) {
	t.Parallel()
	for _, name := range locale.RegionZones() {
		if _, err := locale.Zone(name); err != nil {
			t.Error(err)
		}
		for _, l := range locale.Languages() {
			if got := locale.For(l.Code).ZoneName(name); len([]rune(got)) > 28 || strings.Contains(got, "⟦") {
				t.Errorf("%s: %s is called %q", l.Code, name, got)
			}
		}
	}
}
