package locale

import (
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// pluralForm returns the function that names a language's plural form of a
// count. The rules are go-i18n's, which has all of our languages; since it does
// not export them, it is asked to translate a count into the form's own name.
func pluralForm(code string) func(n int) string {
	bundle := i18n.NewBundle(language.Make(code))
	bundle.MustAddMessages(language.Make(code), &i18n.Message{
		ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other",
	})
	localizer := i18n.NewLocalizer(bundle, code)
	return func(n int) string {
		form, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: n})
		if err != nil {
			return "other"
		}
		return form
	}
}
