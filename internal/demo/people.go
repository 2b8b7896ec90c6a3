package demo

import (
	"slices"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The programme of the story, and when the story opens.
var (
	setting = programme.Programme{Name: "Border Management Programme", Zone: "Asia/Almaty", Language: "en"}
	opening = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.FixedZone("+05", 5*60*60))
)

// part is a person's part in the story.
type part string

const (
	coordinator part = "Coordinator" // owns the programme
	officer     part = "Officer"
	expert      part = "Expert"
	inspector   part = "Inspector"
)

// person is somebody with a telephone.
type person struct {
	part     part
	id       int64  // Telegram's
	language string // of the app
	zone     string // where the person is
	place    string // the zone's city
	is       string // who that is, told to visitors
	try      string // what visitors may try in the chat, whatever the story says
}

// people are those of the story, in the order in which their chats are told.
var people = []person{
	{coordinator, 101, "en", "Asia/Almaty", "Almaty", "Registers the programme's events.",
		"any event in one line, or /upcoming"},
	{officer, 201, "ru", "Asia/Dushanbe", "Dushanbe", "Takes part, and reads Russian.",
		"a question to the team, in your words"},
	{expert, 202, "en", "Europe/Brussels", "Brussels", "Takes part from four time zones away.",
		"/my, then Add to calendar"},
	{inspector, 203, "ru", "Asia/Dushanbe", "Dushanbe", "Waits for a seat of a full study tour.",
		"/my, once the Officer gave up theirs"},
}

// personOf is whose chat it is, and the person's place among people; -1: nobody's.
func personOf(chat int64) (person, int) {
	i := slices.IndexFunc(people, func(p person) bool { return p.id == chat })
	if i < 0 {
		return person{}, i
	}
	return people[i], i
}

// local is an instant on a zone's clocks; our own zone data tells, not the machine's.
func local(t time.Time, zone string) (time.Time, error) {
	loc, err := locale.Zone(zone)
	if err != nil {
		return time.Time{}, err
	}
	return t.In(loc), nil
}
