package announce

import (
	"strings"
	"unicode/utf8"
)

// side is what the ending of a place's name says in the languages that have no
// prepositions: in it, or from it.
type side uint8

const (
	plainly side = iota
	inside
	outof
	toward
)

// endings of Kazakh, Kyrgyz, Uzbek and Turkmen, in both alphabets.
var endings = []struct {
	side side
	all  string
}{
	{inside, "да|де|та|те|до|дө|то|тө|дағы|дегі|тағы|тегі|дагы|деги|тагы|теги|даги|da|de|ta|te|dagi|daky|däki"},
	{toward, "ға|ге|қа|ке|га|ко|го|ga|ka|ge"},
	{outof, "дан|ден|тан|тен|нан|нен|дон|дөн|тон|төн|dan|den|tan"},
	{plainly, "ның|нің|дың|дің|тың|тің|нын|нин|дын|дин|тын|тин|нинг|ning|nyň|niň|yň|iň"},
}

// addEndings teaches a name of a place with the endings of those languages.
func (k *knowledge) addEndings(name string, p *place) {
	last, _ := utf8.DecodeLastRuneInString(name)
	if utf8.RuneCountInString(name) < 4 || strings.ContainsAny(name, " ,.()") {
		return
	}
	cyrillic := last >= 0x400 && last < 0x530
	for _, e := range endings {
		of := p
		if e.side != plainly {
			own := *p
			own.side = e.side
			of = &own
		}
		for _, ending := range strings.Split(e.all, "|") {
			if c, _ := utf8.DecodeRuneInString(ending); (c >= 0x400) == cyrillic {
				k.places.add(name+ending, of)
			}
		}
	}
}

// addEndonyms adds the names that the region gives its own places.
func (k *knowledge) addEndonyms(known map[string]*place) {
	for _, r := range table("endonyms") {
		p := known[r[0]]
		for _, n := range list(r[1]) {
			if _, end := k.places.at(tokens(n), 0, false); end == 0 {
				k.places.add(n, p)
			}
			k.addEndings(n, p)
		}
	}
}

// weighEnding weighs a place whose ending says its part: "Бишкекте", "Toshkentdan".
func (r *reader) weighEnding(s *spot) {
	if s.place.side == outof {
		s.audience = 7
		return
	}
	for _, stem := range []string{"elchixona", "элчихона", "елшілі", "элчили", "ilcihana", "сафорат"} {
		if hasStem(r.tok(s.to).low, stem) {
			return // the embassy there
		}
	}
	from, to := r.sentenceRange(s.from)
	s.host = perhaps + 1
	if s.place.side == toward {
		return
	}
	for i := from; i < to; i++ {
		if r.isKind(i) || r.inDate(i) || r.hasAt("past", i) || r.hasAt("future", i) {
			s.host = 7
			return
		}
	}
}

// inHouse reports whether a house with the ending "in" follows a place, whose it is:
// "Ozarbayjon Milliy Ilmlar Akademiyasida".
func (r *reader) inHouse(i int) bool {
	for j := i; j < i+6 && r.tok(j).sort == word; j++ {
		for _, stem := range []string{"akademiyasid", "universitetid", "institutid", "universitetind", "institutynd", "akademiyasynd", "uniwersitetind", "binasynd", "binosid", "академиясында", "университетінде", "институтында", "академиясида", "университетида", "институтида", "университетинде"} {
			if hasStem(r.toks[j].low, stem) {
				return true
			}
		}
	}
	return false
}

// inTown reports whether the word for town in its locative stands behind a place:
// "Алматы қаласында", "Toshkent shahrida".
func (r *reader) inTown(i int) bool {
	for _, stem := range []string{"қаласынд", "каласынд", "шаарынд", "shahrida", "saherind", "шаҳрида", "шахрида"} {
		if hasStem(r.tok(i).low, stem) {
			return true
		}
	}
	return false
}
