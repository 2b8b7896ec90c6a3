package view

import (
	"fmt"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The data of the samples.
const (
	sampleKey    = "9f25r6XgGr"
	sampleLink   = "https://t.me/jarchy_bot?start=e_7KQ2M_" + sampleKey
	sampleZone   = "Asia/Almaty"
	readerZone   = "Europe/Brussels"
	samplePerson = 1_000_000_000  // an id as long as they may become
	sampleUser   = 52_000_000_000 // a Telegram number as long as they may become
	maxTitle     = 200
	most         = 9999 // people
)

func sampleToday() programme.Date { return programme.Date{Year: 2026, Month: time.November, Day: 23} }

func sampleProgramme() programme.Programme {
	return programme.Programme{ID: 1, Name: "Border Management Programme", Zone: sampleZone, Language: "en"}
}

// sampleEvent is a usual workshop.
func sampleEvent() programme.Event {
	e := programme.Event{
		ID: 1, Code: "7KQ2M", Key: sampleKey, Version: 3, Schedule: 2, Kind: programme.Workshop, Mode: programme.InPerson,
		Status: programme.Confirmed, Language: "en",
		When:   sampleWhen(sampleZone, programme.Date{Year: 2026, Month: time.December, Day: 9}, 3, "09:00", "17:00"),
		Places: []programme.Place{{Venue: "Customs Institute", City: "Almaty", Country: "KZ", Zone: sampleZone}},
		Hosts:  []string{"KZ"}, Invited: []string{"KZ", "KG", "TJ", "UZ"}, Agencies: []string{"customs"},
		Texts: []programme.Text{
			{Language: "en", Title: "Risk management at the border"},
			{Language: "ru", Title: "Управление рисками на границе"},
		},
		Seats: 24, Tally: programme.Tally{Asked: 4, Coming: 12, Waiting: 0, Declined: 2},
	}
	return begun(e)
}

// fullEvent is a workshop without a free seat.
func fullEvent() programme.Event {
	e := sampleEvent()
	e.Tally.Coming, e.Tally.Waiting = 24, 3
	return e
}

// onlineEvent is an online session, its hours by a clock that is not its reader's.
func onlineEvent() programme.Event {
	e := sampleEvent()
	e.Kind, e.Mode, e.Link = programme.OnlineSession, programme.Online, "https://meet.example.org/border-risk"
	e.Places, e.Hosts, e.Seats = nil, nil, 0
	e.When = sampleWhen(sampleZone, programme.Date{Year: 2026, Month: time.December, Day: 15}, 1, "14:00", "15:30")
	return begun(e)
}

// detailedEvent is a workshop of which all is told.
func detailedEvent() programme.Event {
	e := sampleEvent()
	e.Texts[0].Description = "For customs officers who work with risk profiles: what the new rules change, and cases of five countries."
	e.Contact, e.Component = "Aigul Saparova, +7 700 123 45 67", "2.3.1"
	e.Languages, e.Interpretation = []string{"ru", "en"}, []string{"en"}
	e.Deadlines = []programme.Deadline{
		{Purpose: programme.ToNominate, Date: programme.Date{Year: 2026, Month: time.November, Day: 20}, Clock: "18:00"},
		{Purpose: programme.ToRegister, Date: programme.Date{Year: 2026, Month: time.November, Day: 27}},
	}
	e.Info = programme.Info{
		programme.Arrival:   "A driver with a sign waits at the exit of Almaty airport on 8 December until 23:00.",
		programme.Morning:   "08:30 in the hall of the hotel: a bus takes us to the institute.",
		programme.Hotel:     "Hotel Kazakhstan, Dostyk Avenue 52: rooms from 8 to 12 December.",
		programme.Documents: "Your passport and your service card.",
	}
	e.Agenda = programme.Agenda{{Day: 1, Text: "09:00 Opening\n10:00 What the new rules change"}, {Day: 2, Text: "09:30 Cases of five countries"},
		{Day: 3, Text: "09:30 Visit to the post\n16:00 Closing"}}
	e.Documents = []programme.Document{{ID: 7, Name: "Programme.pdf"}, {ID: 8, Name: "Map of the venue", Photo: true}}
	e.AgendaVersion, e.AgendaSince = 2, time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	return e
}

// openDate is an event of which little is known.
func openDate() programme.Event {
	e := sampleEvent()
	e.Kind, e.When, e.Places, e.Seats, e.Status = programme.StudyTour, programme.When{Zone: sampleZone}, nil, 0, programme.Tentative
	e.Hosts, e.Tally = []string{"LV", "LT"}, programme.Tally{}
	return begun(e)
}

// longestEvent has as much of everything as an event may have.
func longestEvent() programme.Event {
	e := sampleEvent()
	e.Kind, e.Mode, e.ZoneAssumed = programme.SteeringGroup, programme.Hybrid, true
	e.When = sampleWhen("America/Argentina/ComodRivadavia", programme.Date{Year: 2026, Month: time.November, Day: 30}, 33, "09:00", "17:00")
	e.Texts = []programme.Text{
		{Language: "en", Title: longest("Regional training of trainers on the interpretation of X-ray images, risk profiling and the examination of containers at road, rail and air border crossing points for customs, border and veterinary services")},
		{Language: "ru", Title: longest("Региональный тренинг для тренеров по расшифровке рентгеновских снимков, составлению профилей рисков и досмотру контейнеров в автомобильных, железнодорожных и воздушных пунктах пропуска на границе")},
	}
	e.Hosts = []string{"KZ", "KG", "TJ", "TM", "UZ", "BA", "CF"}
	e.Places = []programme.Place{{Venue: "Regional Training Centre of the State Customs Committee, Conference Hall, Building 2", City: "Petropavlovsk-Kamchatsky"}}
	e.Invited = append([]string{"AZ", "AM", "GE", "MD", "UA", "MN"}, e.Hosts...)
	e.Agencies = []string{"customs", "border", "veterinary", "phytosanitary", "migration", "police", "ministry", "drug_control", "local_government", "private_sector"}
	for i := range 30 {
		e.Partners = append(e.Partners, fmt.Sprintf("Organisation for Cooperation %d", i+1))
	}
	e.Link = "https://meet.example.org/" + strings.Repeat("border-", 20)
	e.Reason = longest(strings.Repeat("The flights of that week were cancelled. ", 5))
	for i := range e.Texts {
		e.Texts[i].Description = strings.Repeat("Cases & rules. ", 67)[:1000]
	}
	e.Contact, e.Component = strings.Repeat("Saparova Aigul, +7 700 123 45 67 ", 7)[:200], strings.Repeat("2.3.1 ", 10)[:60]
	e.Languages = []string{"ru", "en", "kk", "ky", "tg", "tk", "uz"}
	e.Interpretation = e.Languages[1:]
	e.Info = programme.Info{}
	for _, h := range programme.Headings() {
		e.Info[h] = strings.Repeat("A driver waits & the bus leaves. ", 16)[:500]
	}
	for day := range 34 {
		e.Agenda = append(e.Agenda, programme.AgendaDay{Day: day, Text: strings.Repeat("09:00 Opening & first cases.\n", 121)[:3500]})
	}
	for i := range programme.MostDocuments {
		e.Documents = append(e.Documents, programme.Document{ID: samplePerson + int64(i), Name: longest("Programme & list of participants")[:100]})
	}
	e.AgendaVersion, e.AgendaSince = most, time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	for _, purpose := range []programme.Purpose{programme.ToNominate, programme.ToRegister, programme.ToSubmit} {
		e.Deadlines = append(e.Deadlines, programme.Deadline{Purpose: purpose, Date: programme.Date{Year: 2026, Month: time.November, Day: 25}, Clock: "18:00"})
	}
	e.Seats, e.Tally = most, programme.Tally{Asked: most, Coming: most, Waiting: most, Declined: most}
	return begun(e)
}

// longest fills a title up to what one may have.
func longest(title string) string {
	for r := []rune(title); ; r = append(r, []rune(" – "+title)...) {
		if len(r) >= maxTitle {
			return string(r[:maxTitle])
		}
	}
}

func sampleWhen(zone string, first programme.Date, days int, from, to programme.Clock) programme.When {
	w := programme.When{Zone: zone}
	for i := range days {
		w.Days = append(w.Days, programme.Day{Date: first.AddDays(i), From: from, To: to})
	}
	return w
}

func begun(e programme.Event) programme.Event {
	loc, err := locale.Zone(e.When.Zone)
	if err != nil {
		loc = time.UTC
	}
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	return e
}

// movedEvent is an event on other days.
func movedEvent(e programme.Event, days int) programme.Event {
	e.When = sampleWhen(e.When.Zone, e.When.First().AddDays(days), len(e.When.Days), "10:00", "17:30")
	e.Schedule++
	return begun(e)
}

// in is an event with another status.
func in(e programme.Event, status programme.Status, reason string) programme.Event {
	e.Status, e.Reason = status, reason
	return e
}

func sampleDraft(e programme.Event) programme.Draft {
	return programme.DraftOf(e, sampleZone, func(string) string { return "" })
}

// sampleAttendees are n people of an event.
func sampleAttendees(n int, name, institution string) []Attendee {
	states := []programme.State{programme.Coming, programme.Waiting, programme.Asked, programme.Declined}
	as := make([]Attendee, n)
	for i := range as {
		as[i] = Attendee{Person: samplePerson + int64(i), Account: sampleUser + int64(i), Name: name, NameGiven: i%2 == 0, Institution: institution,
			State: states[i*len(states)/n], Confirmed: i%3 != 0}
	}
	return as
}

// longestPerson is as much as Telegram lets somebody be called.
func longestPerson() string { return strings.Repeat("Beknazar-Nurmukhammedov ", 6)[:129] }

func samplePage(number, size, total int) Page {
	return Page{Number: number, Size: size, Total: total, Data: func(n int) string { return fmt.Sprintf("list:u:%d:", n) }}
}

func sampleReach() Reach { return Reach{Now: 24, Languages: map[string]int{"ru": 19, "en": 5}} }

func longestReach() Reach {
	r := Reach{Now: 4999, Later: 5000, LaterAt: "08:00", Unreachable: most, NotLinked: most, Languages: map[string]int{}}
	for _, l := range locale.Languages() {
		r.Languages[l.Code] = most
	}
	return r
}
