package announce

import (
	"strings"

	"jarchy/internal/programme"
)

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
	side  side           // what the ending of the name says
}

func (k *knowledge) addCountry(r []string) *place {
	code := r[0]
	k.country[code] = r[1]
	p := &place{sort: country, codes: []string{code}}
	for _, n := range list(r[2]) {
		k.places.add(n, p)
		k.zones[fold(n)] = r[1]
	}
	for i, n := range list(r[3]) {
		k.addRussian(n, p)
		k.zones[fold(n)] = r[1]
		if i == 0 {
			k.addEndings(n, p)
		}
	}
	k.places.add(code, &place{sort: country, codes: p.codes, code: true})
	a := &place{sort: adjective, codes: p.codes}
	for _, n := range list(r[4]) {
		k.places.add(n, a)
	}
	for _, n := range list(r[5]) {
		words := inflect(n)
		words[len(words)-1] = adjectiveForms(words[len(words)-1][0])
		k.places.addForms(words, a)
	}
	return p
}

func (k *knowledge) addCity(r []string) *place {
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
			var words [][]string // Санкт-Петербургский: only the last part is inflected
			for _, part := range strings.Split(fold(a), "-") {
				words = append(words, []string{part})
			}
			words[len(words)-1] = adjectiveForms(words[len(words)-1][0])
			k.places.addForms(words, &place{sort: adjective, codes: p.codes, city: p.city})
		}
	}
	return p
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
