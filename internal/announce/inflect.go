package announce

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// declensions are the endings of Russian names by the end of the nominative,
// the first that fits: genitive, dative, accusative, instrumental,
// prepositional. What does not exist for a word is harmless here: forms are
// only looked for, never shown.
var declensions = []struct {
	end   string
	cases [5]string // alternatives parted by |
}{
	{"ский", [5]string{"ского", "скому", "ского", "ским", "ском"}},
	{"ская", [5]string{"ской", "ской", "скую", "ской", "ской"}},
	{"ые", [5]string{"ых", "ым", "ые", "ыми", "ых"}},
	{"ие", [5]string{"их", "им", "ие", "ими", "их"}},
	{"овы", [5]string{"овых", "овым", "овы", "овыми", "овых"}},
	{"ый", [5]string{"ого", "ому", "ый", "ым", "ом"}},
	{"ий", [5]string{"его|ого|ия", "ему|ому|ию", "ий", "им|ием", "ем|ом|ии"}},
	{"ая", [5]string{"ой", "ой", "ую", "ой", "ой"}},
	{"ое", [5]string{"ого", "ому", "ое", "ым", "ом"}},
	{"ее", [5]string{"его", "ему", "ее", "им", "ем"}},
	{"ия", [5]string{"ии", "ии", "ию", "ией", "ии"}},
	{"я", [5]string{"и", "е", "ю", "ей", "е"}},
	{"а", [5]string{"ы|и|", "е|ам", "у", "ой|ами", "е|ах"}},
	{"ец", [5]string{"ца|еца", "цу|ецу", "ец", "цом|ецом", "це|еце"}},
	{"ье", [5]string{"ья", "ью", "ье", "ьем", "ье"}},
	{"во", [5]string{"ва", "ву", "во", "вом", "ве"}},
	{"но", [5]string{"на", "ну", "но", "ном", "не"}},
	{"й", [5]string{"я", "ю", "й", "ем", "е"}},
	{"ь", [5]string{"и|я", "и|ю", "ь", "ью|ем", "и|е"}},
	{"ы", [5]string{"|ов", "ам", "ы", "ами", "ах"}},
	{"и", [5]string{"|ей|ов", "ям|ам", "и", "ями|ами", "ях|ах"}},
}

// indeclinable ends words that Russian leaves as they are.
const indeclinable = "оуэюе"

// inflect returns the forms of each word of a Russian phrase in the
// nominative, the nominative first. Words need not agree: people leave some as
// they are ("в Республике Казахстан").
func inflect(phrase string) [][]string {
	words := strings.FieldsFunc(fold(phrase), func(r rune) bool { return r == ' ' || r == '-' })
	forms := make([][]string, len(words))
	for i, w := range words {
		forms[i] = []string{w}
		for c := range 5 {
			for _, f := range decline(w, c) {
				if !slices.Contains(forms[i], f) {
					forms[i] = append(forms[i], f)
				}
			}
		}
	}
	return forms
}

// decline returns the forms of one word in one of the five cases.
func decline(w string, c int) []string {
	if utf8.RuneCountInString(w) < 2 {
		return nil
	}
	for _, d := range declensions {
		if base, ok := strings.CutSuffix(w, d.end); ok {
			var forms []string
			for _, e := range strings.Split(d.cases[c], "|") {
				if e == "" && utf8.RuneCountInString(base) < 3 {
					continue // Гоа makes "го"
				}
				forms = append(forms, base+e)
			}
			return forms
		}
	}
	last, _ := utf8.DecodeLastRuneInString(w)
	if strings.ContainsRune(indeclinable, last) || last < 'а' || last > 'я' {
		return nil
	}
	return []string{w + []string{"а", "у", "а", "ом", "е"}[c]}
}

// cityAdjective makes the adjective of a Russian city where the rule is plain:
// Ташкент, Самара, Казань -> ташкентский, самарский, казанский.
func cityAdjective(name string) string {
	if strings.ContainsAny(name, " .") || utf8.RuneCountInString(name) < 4 {
		return ""
	}
	if strings.HasSuffix(name, "ск") {
		return name + "ий" // Минск, Омск
	}
	for _, end := range [...]string{"ово", "ево", "ино"} {
		if strings.HasSuffix(name, end) {
			return strings.TrimSuffix(name, "о") + "ский" // Кемерово, Пушкино
		}
	}
	if base, ok := strings.CutSuffix(name, "но"); ok {
		return base + "ненский" // Гродно, Брно
	}
	base := strings.TrimRight(name, "аь")
	last, _ := utf8.DecodeLastRuneInString(base)
	if strings.ContainsRune("аеёиоуыэюяйхжшчщц", last) {
		return ""
	}
	return base + "ский"
}

// adjectiveForms returns the forms of a Russian adjective in -ский or -ный, in all
// genders and numbers.
func adjectiveForms(w string) []string {
	base := strings.TrimSuffix(strings.TrimSuffix(w, "ий"), "ый")
	forms := []string{w}
	for _, e := range []string{"ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "ым", "ые", "ых", "ыми"} {
		forms = append(forms, base+e)
	}
	return forms
}
