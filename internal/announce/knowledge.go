package announce

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"jarchy/internal/programme"
)

//go:embed data/*.tsv
var data embed.FS

// knowledge is all that the reader knows of the world, from data/.
type knowledge struct {
	places    lexicon[*place]
	kinds     lexicon[kindWord]
	agencies  lexicon[agencyWord]
	partners  lexicon[string]
	languages lexicon[string] // their words -> ISO 639
	heads     lexicon[string] // Russian words for events -> their nominative
	cues      lexicon[string] // phrase -> the cue that it gives
	months    names[time.Month]
	weekdays  names[time.Weekday]
	zones     map[string]string // of countries and abbreviations, folded -> IANA
	country   map[string]string // code -> zone
}

// placeSort is what a place is.
type placeSort uint8

const (
	country placeSort = iota
	city
	group     // several countries: the Baltic states
	adjective // a nationality: Tajik
)

// place is a name on the map.
type place struct {
	sort  placeSort
	codes []string       // countries
	city  programme.City // of a city
	weak  bool           // also a word or a person's name
	faint bool           // counts only where a place must stand: one of thousands of towns
	code  bool           // a two-letter code, not a name
}

type kindWord struct {
	kind   programme.Kind
	weight int
	words  int // in the phrase
}

type agencyWord struct {
	name string
	sure bool
}

// know loads the data once.
var know = sync.OnceValue(load)

// Load loads what the reader knows, which else the first text waits for: some tenths
// of a second.
func Load() { know() }

func load() *knowledge {
	k := &knowledge{zones: map[string]string{}, country: map[string]string{}}
	k.months.load("months")
	k.weekdays.load("weekdays")
	for _, r := range table("countries") {
		k.addCountry(r)
	}
	for _, r := range table("cities") {
		k.addCity(r)
	}
	for _, r := range table("world") {
		k.addTown(r)
	}
	for _, r := range table("groups") {
		codes := strings.Fields(r[0])
		for _, p := range strings.Split(r[1], "|") {
			k.places.add(p, &place{sort: group, codes: codes})
		}
	}
	for _, r := range table("kinds") {
		k.addKinds(r)
	}
	for _, r := range table("agencies") {
		for _, p := range strings.Split(r[2], "|") {
			k.agencies.add(p, agencyWord{r[0], r[1] == "sure"})
		}
	}
	for _, r := range table("partners") {
		for _, p := range strings.Split(r[1], "|") {
			k.partners.add(p, r[0])
		}
	}
	for _, r := range table("languages") {
		for _, p := range strings.Split(r[1], "|") {
			k.languages.add(p, r[0])
		}
	}
	for _, r := range table("nominatives") {
		k.heads.add(r[0], r[1])
	}
	for _, r := range table("cues") {
		for _, p := range strings.Split(r[1], "|") {
			k.cues.add(p, r[0])
		}
	}
	for _, r := range table("zones") {
		for _, p := range strings.Split(r[1], "|") {
			k.zones[fold(p)] = r[0]
		}
	}
	return k
}

func (k *knowledge) addCountry(r []string) {
	code := r[0]
	k.country[code] = r[1]
	p := &place{sort: country, codes: []string{code}}
	for _, n := range list(r[2]) {
		k.places.add(n, p)
		k.zones[fold(n)] = r[1]
	}
	for _, n := range list(r[3]) {
		k.addRussian(n, p)
		k.zones[fold(n)] = r[1]
	}
	k.places.add(code, &place{sort: country, codes: p.codes, code: true})
	p = &place{sort: adjective, codes: p.codes}
	for _, n := range list(r[4]) {
		k.places.add(n, p)
	}
	for _, n := range list(r[5]) {
		words := inflect(n)
		words[len(words)-1] = adjectiveForms(words[len(words)-1][0])
		k.places.addForms(words, p)
	}
}

func (k *knowledge) addCity(r []string) {
	zone := r[1]
	if zone == "" {
		zone = k.country[r[0]]
	}
	names := list(r[2])
	p := &place{
		sort: city, codes: []string{r[0]}, weak: len(r) > 4 && r[4] == "weak",
		city: programme.City{Name: names[0], Country: r[0], Zone: zone},
	}
	for _, n := range names {
		k.places.add(n, p)
		k.zones[fold(n)] = zone
	}
	for _, n := range list(r[3]) {
		k.addRussian(n, p)
		k.zones[fold(n)] = zone
		if a := cityAdjective(n); a != "" {
			k.places.addForms([][]string{adjectiveForms(fold(a))}, &place{sort: adjective, codes: p.codes, city: p.city})
		}
	}
}

// addTown adds one of the world's thousands of towns.
func (k *knowledge) addTown(r []string) {
	zone := r[1]
	if zone == "" {
		zone = k.country[r[0]]
	}
	names := list(r[2])
	p := &place{sort: city, codes: []string{r[0]}, faint: true, city: programme.City{Name: names[0], Country: r[0], Zone: zone}}
	for _, n := range names {
		k.places.add(n, p)
	}
	for _, n := range list(r[3]) {
		k.addRussian(n, p)
	}
}

// addRussian adds all cases of a name; an abbreviation has none.
func (k *knowledge) addRussian(name string, p *place) {
	if name == strings.ToUpper(name) {
		k.places.add(name, p)
		return
	}
	if strings.ContainsAny(name, ",.()'’") {
		k.places.add(name, p)
		return
	}
	k.places.addForms(inflect(name), p)
}

func (k *knowledge) addKinds(r []string) {
	weight, err := strconv.Atoi(r[1])
	if err != nil {
		panic(fmt.Sprintf("kinds.tsv: %v", err))
	}
	for _, p := range list(r[2]) {
		w := kindWord{programme.Kind(r[0]), weight, len(strings.Fields(p))}
		k.kinds.add(p, w)
		if last := p[len(p)-1]; last >= 'a' && last <= 'z' {
			k.kinds.add(plural(p), w)
		}
	}
}

// cueEnd is a cue whose phrase begins at a token, and where the phrase ends.
type cueEnd struct {
	name string
	end  int
}

// cuesAt returns the cues that begin at token i, each with its longest phrase.
func (k *knowledge) cuesAt(toks []token, i int) []cueEnd {
	var found []cueEnd
	k.cues.root.each(toks, i, func(name string, end int) {
		for n := range found {
			if found[n].name == name {
				found[n].end = max(found[n].end, end)
				return
			}
		}
		found = append(found, cueEnd{name, end})
	})
	return found
}
