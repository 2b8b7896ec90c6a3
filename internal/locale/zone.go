package locale

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// zoneData is a copy of Go's lib/time/zoneinfo.zip. Having our own means that
// every machine agrees: a system's file may be years old, and Kazakhstan moved
// in 2024.
//
//go:embed zone/zoneinfo.zip
var zoneData []byte

// zones are the zones by their IANA name, each read at its first use.
var zones = sync.OnceValues(func() (map[string]func() (*time.Location, error), error) {
	archive, err := zip.NewReader(bytes.NewReader(zoneData), int64(len(zoneData)))
	if err != nil {
		return nil, fmt.Errorf("zone data: %w", err)
	}
	all := map[string]func() (*time.Location, error){}
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") || f.Name == "Factory" {
			continue
		}
		all[f.Name] = sync.OnceValues(func() (*time.Location, error) { return readZone(f) })
	}
	return all, nil
})

func readZone(f *zip.File) (*time.Location, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("zone %q: %w", f.Name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("zone %q: %w", f.Name, err)
	}
	loc, err := time.LoadLocationFromTZData(f.Name, data)
	if err != nil {
		return nil, fmt.Errorf("zone %q: %w", f.Name, err)
	}
	return loc, nil
}

// Zone returns the location of an IANA name, exactly written, from the
// program's own zone data. An unknown name is an error.
func Zone(name string) (*time.Location, error) {
	all, err := zones()
	if err != nil {
		return nil, err
	}
	read, ok := all[name]
	if !ok {
		return nil, fmt.Errorf("there is no time zone %q", name)
	}
	return read()
}

// Zones lists all IANA names in alphabetical order.
func Zones() []string {
	all, err := zones()
	if err != nil {
		return nil // CheckZones has told at the start
	}
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// RegionZones lists the zones that are offered by buttons; any other may be
// typed. All of Kazakhstan has Almaty's time since March 2024.
func RegionZones() []string {
	return []string{"Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Ashgabat", "Asia/Tashkent", "Europe/Brussels"}
}

// CheckZones reports zone data that is broken or older than what the program
// relies on: it says what clocks showed at instants that are known.
func CheckZones() error {
	for _, c := range []struct {
		zone, utc, want string
	}{
		{"Asia/Almaty", "2024-02-01T00:00:00Z", "2024-02-01T06:00:00+06:00"},
		{"Asia/Almaty", "2024-06-01T00:00:00Z", "2024-06-01T05:00:00+05:00"},
		{"Asia/Almaty", "2027-01-01T00:00:00Z", "2027-01-01T05:00:00+05:00"},
		{"Asia/Bishkek", "2027-01-01T00:00:00Z", "2027-01-01T06:00:00+06:00"},
		{"Asia/Dushanbe", "2027-01-01T00:00:00Z", "2027-01-01T05:00:00+05:00"},
		{"Asia/Ashgabat", "2027-01-01T00:00:00Z", "2027-01-01T05:00:00+05:00"},
		{"Asia/Tashkent", "2027-01-01T00:00:00Z", "2027-01-01T05:00:00+05:00"},
		{"Europe/Brussels", "2027-03-28T00:59:59Z", "2027-03-28T01:59:59+01:00"},
		{"Europe/Brussels", "2027-03-28T01:00:00Z", "2027-03-28T03:00:00+02:00"},
	} {
		loc, err := Zone(c.zone)
		if err != nil {
			return err
		}
		t, err := time.Parse(time.RFC3339, c.utc)
		if err != nil {
			return err
		}
		if got := t.In(loc).Format(time.RFC3339); got != c.want {
			return fmt.Errorf("zone data: %s at %s is %s, not %s", c.zone, c.utc, got, c.want)
		}
	}
	return nil
}

// ZoneVersion changes when the zone data does: instants that were derived from an
// older one are derived again.
func ZoneVersion() string {
	sum := sha256.Sum256(zoneData)
	return hex.EncodeToString(sum[:8])
}
