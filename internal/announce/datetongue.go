package announce

import "strings"

// How Kazakh, Kyrgyz, Tajik, Turkmen and Uzbek write days: with endings in the place of
// prepositions.

// isDayEnding reports whether a word glued to the number of a day is its ending:
// 9-nji, 9-ы, 9-дан.
func isDayEnding(t token) bool {
	return t.is("nji", "njy", "чи", "нчи", "ші", "шы", "inchi", "ы", "і", "i", "y", "сы", "сі", "си", "sy", "si", "ын", "ін", "ин",
		"ында", "інде", "инде", "ynda", "inde", "ина", "ине", "ына", "іне", "yna", "ine", "сына", "сіне", "syna", "sine", "сында", "сінде", "kuni", "kunlari", "куни", "кунлари") || isFromEnding(t.low)
}

// isFromEnding reports whether an ending says "from": 9-дан, 9-ynda.
func isFromEnding(low string) bool {
	switch low {
	case "дан", "ден", "тан", "тен", "нан", "нен", "сынан", "сінен", "інен", "ынан", "инен", "dan", "den", "yndan", "inden", "idan", "sidan":
		return true
	}
	return false
}

// isFrom reports whether token i is the first half of a range by its ending: 9-дан 11
// ақпанға дейін, 9-fevraldan 11-fevralgacha.
func (g grammar) isFrom(i int) bool {
	t := g.tok(i)
	if t.sort != word {
		return false
	}
	if isFromEnding(t.low) {
		return true
	}
	for _, end := range []string{"дан", "ден", "тан", "тен", "нан", "нен", "dan", "den"} {
		if strings.HasSuffix(t.low, end) {
			_, ok := g.months.of(t.low)
			return ok
		}
	}
	return false
}

// isUzbekMay reports whether the word may behind the number of a day is the month: 23-may,
// 23 may kuni.
func (g grammar) isUzbekMay(i int) bool {
	if g.tok(i-1).is("-") && !g.tok(i).gap && !g.tok(i-1).gap {
		return g.tok(i-2).sort == number && g.tok(i-2).digits() <= 2
	}
	return g.tok(i-1).sort == number && g.tok(i+1).is("kuni", "kunlari", "oyida")
}

// overMonthWord steps over the word for month behind its name: ақпан айының 9-ы.
func (g grammar) overMonthWord(i int) int {
	return g.over1(i, "айының", "айынын", "айында", "ayynyn", "ayynda", "oyining", "oyida", "ойининг", "ойида")
}

// overDaysWord steps over what ends a date and tells nothing new: 9–11 ақпан күндері,
// 11-февралга чейин.
func (g grammar) overDaysWord(i int) int {
	for range 2 {
		i = g.over1(i, "күні", "күндері", "күнү", "күндөрү", "куни", "кунлари", "kuni", "kunlari", "kunleri", "guni", "gunleri", "рӯзҳои",
			"дейін", "чейин", "қадар", "qadar", "гача", "gacha", "cenli", "aralygynda", "аралығында", "аралыгында", "oralig'ida", "оралиғида")
	}
	return i
}
