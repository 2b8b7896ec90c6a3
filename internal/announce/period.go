package announce

import (
	"strconv"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// CountryZone is the IANA zone of a country by its ISO code, of the capital where
// there are several; empty if the code is not known.
func CountryZone(code string) string { return know().country[code] }

// Period reads a stretch of days that a list is narrowed to: a day or range as
// Dates reads it, "december", "декабрь 2026", "2025". A month without a year is
// the nearest to now. ok is false for anything else.
func Period(text string, now time.Time) (first, last programme.Date, ok bool) {
	words := strings.Fields(fold(clean(text)))
	if len(words) == 0 || len(words) > 6 {
		return first, last, false
	}
	if year, isYear := yearOf(words[len(words)-1]); isYear {
		if len(words) == 1 {
			return programme.Date{Year: year, Month: 1, Day: 1}, programme.Date{Year: year, Month: 12, Day: 31}, true
		}
		if month, isMonth := know().months.of(words[0]); isMonth && len(words) == 2 {
			return monthOf(year, month)
		}
	}
	if month, isMonth := know().months.of(words[0]); isMonth && len(words) == 1 {
		return monthOf(nearestYear(month, now), month)
	}
	span, err := Dates(text, now)
	if err != nil || span.Start.IsZero() {
		return first, last, false
	}
	return span.Start, span.End, true
}

func yearOf(word string) (int, bool) {
	y, err := strconv.Atoi(word)
	return y, err == nil && y >= 1990 && y <= 2100
}

func monthOf(year int, month time.Month) (first, last programme.Date, ok bool) {
	first = programme.Date{Year: year, Month: month, Day: 1}
	return first, programme.DateOf(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)), true
}

// nearestYear is the year in which a month lies nearest to now.
func nearestYear(month time.Month, now time.Time) int {
	year := now.Year()
	switch distance := int(month) - int(now.Month()); {
	case distance > 6:
		return year - 1
	case distance < -6:
		return year + 1
	}
	return year
}
