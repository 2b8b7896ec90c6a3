package announce_test

import (
	"slices"
	"testing"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

func TestValues(t *testing.T) {
	t.Parallel()
	const dates, place, seats, times = programme.FieldDates, programme.FieldPlace, programme.FieldSeats, programme.FieldTimes
	for text, want := range map[string][]announce.Said{
		"30 people":                      {{seats, "30 people"}},
		"Rixos Hotel, Almaty":            {{place, "Rixos Hotel, Almaty"}},
		"25-27 January, Bishkek":         {{dates, "25-27 January"}, {place, "Bishkek"}},
		"Rixos Hotel, Almaty, 30 people": {{place, "Rixos Hotel, Almaty"}, {seats, "30 people"}},
		"в Оше, 30 человек, 25–27 января": {{place, "в Оше"}, {seats, "30 человек"}, {dates, "25–27 января"}},
		"10:00, Osh":                   {{times, "10:00"}, {place, "Osh"}},
		"Osh, 30 people, thanks":       nil,
		"30 people, 20 people":         nil,
		"Workshop, Osh, 9-11 December": nil, // an event
		"Osh,":                         {{place, "Osh,"}},
	} {
		if got := announce.Values(text, monday); !slices.Equal(got, want) {
			t.Errorf("%q is %v; want %v", text, got, want)
		}
	}
}

func TestValue(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]programme.Field{
		"30 people": programme.FieldSeats, "about 100": programme.FieldSeats, "25": programme.FieldSeats, "30 человек": programme.FieldSeats, "до 40 участников": programme.FieldSeats, "40": programme.FieldSeats,
		"10:00": programme.FieldTimes, "9:00-17:00": programme.FieldTimes, "at 10:00": programme.FieldTimes, "в 10:00": programme.FieldTimes, "с 9:00 до 17:00": programme.FieldTimes, "25:00": programme.FieldTimes, "17:00-9:00": programme.FieldTimes,
		"16-18 December": programme.FieldDates, "16–18 декабря": programme.FieldDates, "31 November": programme.FieldDates, "2026-12-09": programme.FieldDates,
		"2250": programme.FieldSeats, "2027 people": programme.FieldSeats,
		"Workshop": programme.FieldKind, "webinar": programme.FieldKind, "семинар": programme.FieldKind, "Training of trainers": programme.FieldKind,
		"in Osh": programme.FieldPlace, "Osh": programme.FieldPlace, "в Оше": programme.FieldPlace, "Rixos Hotel, Almaty": programme.FieldPlace, "Latvia and Lithuania": programme.FieldPlace, "Таможенный институт, Ташкент": programme.FieldPlace,
		"10":                           "", // o'clock, or people
		"Thanks, Osh":                  "",
		"Please call Bishkek":          "",
		"Thanks, Kazakhstan":           "",
		"We come from Latvia":          "",
		"In Osh?":                      "",
		"Osh, 30 people":               "",
		"no":                           "",
		"Save":                         "",
		"We shall be 30 people in all": "",
		"ask them about 10:00":         "",
		"ok":                           "",
		"30 people\nin Osh":            "",
		"привет из Оша":                "",
		"спасибо":                      "",
		"2027":                         "", // a year
		"It is a workshop":             "",
		"Workshop on seeds":            "",
		"":                             "",
	} {
		got, ok := announce.Value(text, monday)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %t; want %q", text, got, ok, want)
		}
	}
}
