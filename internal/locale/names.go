package locale

import (
	"fmt"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/ru"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// names are what months, weekdays, countries and languages are called in a language, as
// CLDR has them. How dates are put together the catalogue says ("locale.day" …).
type names struct {
	russian                 bool     // takes the Russian column of our own tables
	months, shortMonths     []string // as in dates (Russian: genitive), January first
	weekdays, shortWeekdays []string // Sunday first
	regions                 display.Namer
	tongues                 display.Namer
	mended                  map[string]string // instead of these names, by ISO 3166 and 639 code
}

// namesIn returns a language's names; it is an error if they are not known here.
// English is British: the day comes first. Countries are mended where they
// changed their names after x/text's CLDR, or are called otherwise where our
// readers live.
func namesIn(code string) (names, error) {
	var n names
	var dates locales.Translator
	switch code {
	case english:
		dates = en_GB.New()
		n.regions, n.tongues = display.Regions(language.BritishEnglish), display.Languages(language.BritishEnglish)
		n.mended = map[string]string{
			"CD": "DR Congo", "CG": "Congo", "HK": "Hong Kong", "MK": "North Macedonia", "MM": "Myanmar", "MO": "Macao",
			"SZ": "Eswatini", "TR": "Türkiye",
		}
	case russian:
		dates = ru.New()
		n.russian = true
		n.regions, n.tongues = display.Regions(language.Russian), display.Languages(language.Russian)
		n.mended = map[string]string{
			"AE": "ОАЭ", "BN": "Бруней", "CD": "ДР Конго", "CG": "Конго", "CZ": "Чехия", "HK": "Гонконг", "KG": "Кыргызстан",
			"MK": "Северная Македония", "MM": "Мьянма", "MO": "Макао", "SZ": "Эсватини", "US": "США", "ZA": "ЮАР",
			"ky": "кыргызский",
		}
	default:
		return names{}, fmt.Errorf("there are date patterns in %q, but no names of months", code)
	}
	n.months, n.shortMonths = dates.MonthsWide(), dates.MonthsAbbreviated()
	n.weekdays, n.shortWeekdays = dates.WeekdaysWide(), dates.WeekdaysAbbreviated()
	return n, nil
}
