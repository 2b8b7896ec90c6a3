package locale_test

import (
	"strings"
	"sync"
	"testing"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

func TestPluralForms(t *testing.T) {
	t.Parallel()
	for language, words := range map[string]map[int]string{
		"en": {0: "0 days", 1: "1 day", 2: "2 days", 11: "11 days", 21: "21 days"},
		"ru": {
			0: "0 дней", 1: "1 день", 2: "2 дня", 4: "4 дня", 5: "5 дней", 11: "11 дней", 12: "12 дней", 14: "14 дней",
			21: "21 день", 22: "22 дня", 25: "25 дней", 101: "101 день", 111: "111 дней", 1002: "1002 дня",
		},
		"kk": {1: "1 день", 3: "3 дня", 5: "5 дней"}, // fallen back: the forms are those of the text's language
	} {
		p := locale.For(language)
		for n, want := range words {
			if got := p.Say("days", "n", n); got != want {
				t.Errorf("%s: %d: got %q, want %q", language, n, got, want)
			}
		}
	}
}

func TestLanguageOfPrinter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ask, language, save string }{
		{"en", "en", "Save"},
		{"ru", "ru", "Сохранить"},
		{"uz", "uz", "Сохранить"},
		{"tg", "tg", "Сохранить"},
		{"fr", "en", "Save"},
		{"", "en", "Save"},
	} {
		p := locale.For(c.ask)
		if got := p.Language(); got != c.language {
			t.Errorf("For(%q) speaks %q, want %q", c.ask, got, c.language)
		}
		if got := p.Say("button.save"); got != c.save {
			t.Errorf("For(%q) says %q, want %q", c.ask, got, c.save)
		}
	}
}

func TestFromTelegram(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"en": "en", "en-GB": "en", "ru": "ru", "RU": "ru", "kk": "kk", "ky-KG": "ky", "tg": "tg", "tk": "tk", "uz": "uz",
		"uz-Latn": "uz", "uz_Cyrl": "uz", "uk": "ru", "be-BY": "ru", "": "", "de": "", "zh-hans": "", "rus": "",
	} {
		if got := locale.FromTelegram(code); got != want {
			t.Errorf("FromTelegram(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestGuessedZonesExist(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"kk": "Asia/Almaty", "ky": "Asia/Bishkek", "tg": "Asia/Dushanbe", "tk": "Asia/Ashgabat", "uz-Latn": "Asia/Tashkent",
		"ru": "", "en": "", "de": "", "": "",
	} {
		got := locale.GuessZone(code)
		if got != want {
			t.Errorf("GuessZone(%q) = %q, want %q", code, got, want)
		}
		if _, err := locale.Zone(got); got != "" && err != nil {
			t.Error(err)
		}
	}
}

func TestArgumentsAreEscaped(t *testing.T) {
	t.Parallel()
	p := locale.For("en")
	const typed = `<b>R&D</b> "x"`
	if got, want := p.HTML("locale.list", "items", typed, "last", locale.HTML("<i>y</i>")), locale.HTML("&lt;b&gt;R&amp;D&lt;/b&gt; &quot;x&quot; and <i>y</i>"); got != want {
		t.Errorf("HTML: got %s, want %s", got, want)
	}
	if got, want := p.Say("locale.list", "items", typed, "last", 2), typed+" and 2"; got != want {
		t.Errorf("Say: got %s, want %s", got, want)
	}
	// An argument is never read as a text of its own.
	if got, want := p.Say("locale.list", "items", "{last}", "last", "{items}"), "{last} and {items}"; got != want {
		t.Errorf("Say: got %s, want %s", got, want)
	}
}

func TestWhatIsMissingIsLoud(t *testing.T) {
	t.Parallel()
	p := locale.For("kk")
	for want, got := range map[string]string{
		"⟦no.such_key⟧": p.Say("no.such_key"),
		"⟦no.html⟧":     string(p.HTML("no.html")),
		"⟦error.no⟧":    string(p.Error(&programme.Error{Key: "no"})),
		"⟦items⟧ и b":   p.Say("locale.list", "last", "b"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestErrorIsToldInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	err, ok := programme.AsError(programme.Refuse(programme.Invalid, "kind_unknown", "text", "<party>"))
	if !ok {
		t.Fatal("no Error")
	}
	for language, want := range map[string]string{"en": "workshop", "ru": "семинар"} {
		got := string(locale.For(language).Error(err))
		if !strings.Contains(got, want) || !strings.Contains(got, "&lt;party&gt;") {
			t.Errorf("%s: got %q, want %q and what was typed", language, got, want)
		}
	}
	date := &programme.Error{Key: "date_past", Args: map[string]any{"date": day("2026-12-09")}}
	if got, want := string(locale.For("ru").Error(date)), "ср 9 декабря 2026 г."; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		items  []string
		en, ru string
	}{
		{nil, "", ""},
		{[]string{"A"}, "A", "A"},
		{[]string{"A", "B"}, "A and B", "A и B"},
		{[]string{"A", "B", "C"}, "A, B and C", "A, B и C"},
	} {
		if got := locale.For("en").List(c.items); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
		if got := locale.For("ru").List(c.items); got != c.ru {
			t.Errorf("got %q, want %q", got, c.ru)
		}
	}
}

func TestJoinLeavesOutWhatIsEmpty(t *testing.T) {
	t.Parallel()
	if got, want := locale.Join("\n", "", "a", "", "b", ""), locale.HTML("a\nb"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPrintersAreShared(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for _, l := range locale.Languages() {
				p := locale.For(l.Code)
				if p.Say("days", "n", n) == "" || p.Day(day("2026-12-09")) == "" {
					t.Errorf("%s says nothing", l.Code)
				}
			}
			for _, zone := range locale.RegionZones() {
				if _, err := locale.Zone(zone); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
