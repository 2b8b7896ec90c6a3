package locale

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed data/cities.tsv
var cityTable string

//go:embed data/zones.tsv
var zoneTable string

// cities are the rows of the table by English name, cityZones by IANA name.
var (
	cities    = sync.OnceValue(func() map[string][]string { return rows(cityTable) })
	cityZones = sync.OnceValue(func() map[string][]string { return rows(zoneTable) })
)

// rows reads a table parted by tabs; # begins a comment.
func rows(table string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(table) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); !strings.HasPrefix(line, "#") {
			all[cells[0]] = cells[1:]
		}
	}
	return all
}

// City is a city's name in the reader's language if it is known, else the
// English one that was given.
func (p *Printer) City(name string) string {
	if p.names.russian {
		if row, ok := cities()[name]; ok {
			return row[0]
		}
	}
	return name
}

// ZoneName says whose time a zone is: "Almaty time". It can stand after an hour
// or on a button.
func (p *Printer) ZoneName(zone string) string {
	if zone == "" || zone == "UTC" || zone == "Etc/UTC" {
		return "UTC"
	}
	if row, ok := cityZones()[zone]; ok {
		city := row[0]
		if p.names.russian {
			city = row[1]
		}
		return p.Say("locale.zone", "city", city)
	}
	last := zone[strings.LastIndexByte(zone, '/')+1:]
	return p.Say("locale.zone_other", "city", strings.ReplaceAll(last, "_", " "))
}

// Country is the name of a country by its ISO 3166 code of two letters, or the
// code itself if there is no such country.
func (p *Printer) Country(code string) string {
	if name, ok := p.names.mended[code]; ok {
		return name
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	if name := p.names.regions.Name(region); name != "" {
		return name
	}
	return code
}

// Tongue is the name of a language by its ISO 639 code, or the code itself if there
// is no such language.
func (p *Printer) Tongue(code string) string {
	if name, ok := p.names.mended[code]; ok {
		return name
	}
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if name := p.names.tongues.Name(tag); name != "" {
		return name
	}
	return code
}
