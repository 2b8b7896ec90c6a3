package locale

import (
	"slices"
	"strings"
)

// Language is a language that the bot speaks.
type Language struct {
	Code     string // ISO 639
	Name     string // in the language itself
	Complete bool   // every message is translated
	zone     string // to guess for its readers, empty if the language tells nothing
}

const (
	english = "en"
	russian = "ru"
)

// languages is Languages, never changed.
var languages = []Language{
	{Code: english, Name: "English", Complete: true},
	{Code: russian, Name: "Русский", Complete: true},
	{Code: "kk", Name: "Қазақша", zone: "Asia/Almaty"},
	{Code: "ky", Name: "Кыргызча", zone: "Asia/Bishkek"},
	{Code: "tg", Name: "Тоҷикӣ", zone: "Asia/Dushanbe"},
	{Code: "tk", Name: "Türkmençe", zone: "Asia/Ashgabat"},
	{Code: "uz", Name: "Oʻzbekcha", zone: "Asia/Tashkent"},
}

// Languages lists the languages in the order in which they are offered.
func Languages() []Language { return slices.Clone(languages) }

// fallbacks lists whose messages a language may use, the language itself last.
func fallbacks(l Language) []string {
	if l.Code == english {
		return []string{english}
	}
	if l.Code == russian {
		return []string{english, russian}
	}
	return []string{english, russian, l.Code}
}

// FromTelegram returns which of our languages a user's language_code asks for,
// or nothing. Readers of Ukrainian and Belarusian get Russian.
func FromTelegram(code string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(code, "_", "-")), "-")
	if base == "uk" || base == "be" {
		return russian
	}
	if i := index(base); i >= 0 {
		return base
	}
	return ""
}

// GuessZone returns the zone in which most readers of a language live, or
// nothing where the language does not tell.
func GuessZone(languageCode string) string {
	base, _, _ := strings.Cut(strings.ToLower(languageCode), "-")
	if i := index(base); i >= 0 {
		return languages[i].zone
	}
	return ""
}

func index(code string) int {
	return slices.IndexFunc(languages, func(l Language) bool { return l.Code == code })
}
