package announce

import "strings"

// Titles in Russian: a topic after "по" stands in the dative, after "по
// вопросам" in the genitive. These bring it back to the nominative where the
// endings leave no choice, and return nothing otherwise.

// fromDative turns "управлению рисками" into "управление рисками", "первой
// помощи" into "первая помощь".
func fromDative(t string) string {
	words := strings.Fields(t)
	isPlural, isFeminine, isMasculine := false, false, false
	for i, w := range words {
		low := strings.ToLower(w)
		if _, latin := trim(low, "a", "e", "i", "o", "s", "n", "r", "t"); latin || w == strings.ToUpper(w) {
			return t // an abbreviation or a foreign name has no cases
		}
		adjective := ""
		switch {
		case ends(low, "ым") && len(words) > i+1:
			adjective, isPlural = cut(w, "ым")+"ые", true
		case ends(low, "им") && len(words) > i+1:
			adjective, isPlural = cut(w, "им")+"ие", true
		case ends(low, "ому") && len(words) > i+1:
			base := cut(w, "ому")
			adjective, isMasculine = base+after(base, "ий", "ый"), true
		case ends(low, "ему") && len(words) > i+1:
			adjective, isMasculine = cut(w, "ему")+"ий", true
		case ends(low, "ой") && len(words) > i+1:
			adjective, isFeminine = cut(w, "ой")+"ая", true
		}
		if adjective != "" {
			words[i] = adjective
			continue
		}
		noun := dativeNoun(w, low, isPlural, isFeminine, isMasculine)
		if noun == "" {
			return ""
		}
		if isMasculine && (ends(noun, "е") || ends(noun, "о")) { // правовому регулированию
			for j := range i {
				words[j] = agree(words[j], neuter)
			}
		}
		words[i] = noun
		return strings.Join(words, " ")
	}
	return ""
}

// dativeNoun returns the nominative of the noun that ends the chain of
// adjectives.
func dativeNoun(w, low string, isPlural, isFeminine, isMasculine bool) string {
	switch {
	case ends(low, "ию") && !isFeminine:
		return cut(w, "ю") + "е"
	case ends(low, "ствам"), ends(low, "менам"), ends(low, "правам"), ends(low, "делам"):
		return cut(w, "м") // средства, семена, права, дела
	case ends(low, "ам") && !isFeminine && !isMasculine:
		base := cut(w, "ам")
		return base + after(base, "и", "ы")
	case ends(low, "ям") && !isFeminine && !isMasculine:
		return cut(w, "ям") + "и"
	case isPlural:
		return ""
	case ends(low, "сти"), ends(low, "щи"):
		return cut(w, "и") + "ь"
	case ends(low, "ии"):
		return cut(w, "и") + "я"
	case ends(low, "ике"), ends(low, "оте"), ends(low, "уре"), ends(low, "ите") && isFeminine, ends(low, "ане"):
		return cut(w, "е") + "а"
	case ends(low, "вле"), ends(low, "тье"):
		return cut(w, "е") + "я"
	case ends(low, "ству"), ends(low, "праву"):
		return cut(w, "у") + "о"
	case ends(low, "лю") && !isFeminine:
		return cut(w, "ю") + "ь"
	case ends(low, "зу"), ends(low, "ту"), ends(low, "нгу"), ends(low, "ку") && isMasculine, ends(low, "ру") && isMasculine, ends(low, "ну") && isMasculine, ends(low, "ину"):
		return cut(w, "у")
	}
	return ""
}

// fromGenitive turns "обеспечения безопасности" into "обеспечение
// безопасности".
func fromGenitive(t string) string {
	first, rest, _ := strings.Cut(t, " ")
	low := strings.ToLower(first)
	switch {
	case ends(low, "ения"), ends(low, "ания"), ends(low, "ития"):
		return strings.TrimSpace(cut(first, "я") + "е " + rest)
	case ends(low, "ации"), ends(low, "яции"):
		return strings.TrimSpace(cut(first, "и") + "я " + rest)
	case ends(low, "сти"):
		return strings.TrimSpace(cut(first, "и") + "ь " + rest)
	}
	return ""
}

func ends(low, ending string) bool { return strings.HasSuffix(low, ending) }

// cut drops an ending of known length.
func cut(w, ending string) string { return w[:len(w)-len(ending)] }

func trim(low string, endings ...string) (string, bool) {
	for _, e := range endings {
		if s, ok := strings.CutSuffix(low, e); ok {
			return s, true
		}
	}
	return low, false
}

// after chooses an ending by the consonant before it.
func after(base, soft, plain string) string {
	for _, c := range []string{"к", "г", "х", "ж", "ш", "щ", "ч"} {
		if strings.HasSuffix(strings.ToLower(base), c) {
			return soft
		}
	}
	return plain
}
