// Package holiday knows the public holidays of countries: see README.md beside it
// for years and sources.
package holiday

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"jarchy/internal/programme"
)

//go:embed *.tsv
var tables embed.FS

// Holiday is a public holiday of a country, of one day or of several in a row.
type Holiday struct {
	Country     string // ISO 3166, two letters
	First, Last programme.Date
	english     string
	russian     string
}

// Name is what it is called, in Russian for readers of all languages but English
// where that is known.
func (h Holiday) Name(language string) string {
	if language == "en" || h.russian == "" {
		return h.english
	}
	return h.russian
}

// Between lists the holidays of countries on the days from first to last, the
// earliest first.
func Between(first, last programme.Date, countries []string) (hs []Holiday) {
	for i, c := range countries {
		if slices.Contains(countries[:i], c) {
			continue
		}
		days := known()[c]
		from, _ := slices.BinarySearchFunc(days, first, func(h Holiday, d programme.Date) int { return d.DaysUntil(h.First) })
		for _, h := range days[from:] {
			if last.Before(h.First) {
				break
			}
			if n := len(hs) - 1; n >= 0 && hs[n].Country == c && hs[n].english == h.english && hs[n].Last.AddDays(1) == h.First {
				hs[n].Last = h.First
				continue
			}
			hs = append(hs, h)
		}
	}
	slices.SortStableFunc(hs, func(a, b Holiday) int { return a.First.DaysUntil(b.First) * -1 })
	return hs
}

type key struct {
	country string
	day     programme.Date
}

// known are the tables by country and day, read at the first question; a table that
// cannot be read is a mistake in the program.
var known = sync.OnceValue(func() map[string][]Holiday {
	all := map[key]Holiday{}
	for _, name := range []string{"holidays.tsv", "more.tsv"} {
		text, err := tables.ReadFile(name)
		if err != nil {
			panic(err)
		}
		if err := read(all, string(text)); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
	}
	by := map[string][]Holiday{}
	for _, h := range all {
		by[h.Country] = append(by[h.Country], h)
	}
	for _, days := range by {
		slices.SortFunc(days, func(a, b Holiday) int { return b.First.DaysUntil(a.First) })
	}
	return by
})

func read(all map[key]Holiday, text string) error {
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) < 3 || columns[2] == "" {
			return fmt.Errorf("line %d: want country, day, name, name in Russian, parted by tabs", i+1)
		}
		day, err := programme.ParseDate(columns[1])
		if err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
		h := Holiday{Country: columns[0], First: day, Last: day, english: columns[2]}
		if len(columns) > 3 {
			h.russian = columns[3]
		}
		all[key{h.Country, day}] = h
	}
	return nil
}
