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
	zoneWords lexicon[string] // what people call the time of a zone -> IANA
	months    names[time.Month]
	weekdays  names[time.Weekday]
	zones     map[string]string // of countries and abbreviations, folded -> IANA
	country   map[string]string // code -> zone
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

// kept is how long the knowledge stays after it was last wanted. A team reads a few
// texts a week, and to load takes some tenths of a second; it would be a third of the
// program's memory.
const kept = 10 * time.Minute

var loaded struct {
	sync.Mutex
	*knowledge
	forget *time.Timer
}

// know loads the data, unless they were wanted a moment ago.
func know() *knowledge {
	loaded.Lock()
	defer loaded.Unlock()
	if loaded.knowledge == nil {
		loaded.knowledge = load()
		loaded.forget = time.AfterFunc(kept, forget)
	}
	loaded.forget.Reset(kept)
	return loaded.knowledge
}

// Load loads what a text is read by, which else the first one waits for: some tenths of a
// second, more on a slow machine.
func Load() { know() }

func forget() {
	loaded.Lock()
	defer loaded.Unlock()
	loaded.knowledge = nil
}

func load() *knowledge {
	k := &knowledge{zones: map[string]string{}, country: map[string]string{}}
	k.months.load("months")
	k.weekdays.load("weekdays")
	known := map[string]*place{} // by code and main name
	for _, r := range table("countries") {
		known[r[0]] = k.addCountry(r)
	}
	for _, r := range table("cities") {
		p := k.addCity(r)
		known[p.city.Name] = p
	}
	k.addEndonyms(known)
	for _, r := range table("world") {
		k.addTown(r)
	}
	for _, r := range table("regions") {
		p := &place{sort: country, codes: []string{r[0]}}
		for _, n := range list(r[1]) {
			k.places.add(n, p)
		}
		for _, n := range list(r[2]) {
			k.addRussian(n, p)
		}
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
			k.zoneWords.add(p, r[0])
		}
	}
	return k
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
func (k *knowledge) cuesAt(toks []token, i int) []cueEnd { return k.addCues(nil, toks, i) }

// addCues appends them to others.
func (k *knowledge) addCues(found []cueEnd, toks []token, i int) []cueEnd {
	first := len(found)
	k.cues.root.each(toks, i, func(name string, end int) {
		for n := first; n < len(found); n++ {
			if found[n].name == name {
				found[n].end = max(found[n].end, end)
				return
			}
		}
		found = append(found, cueEnd{name, end})
	})
	return found
}
