package view

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// sampleFields are those on the first page of `Change…`, sampleMore on the second.
func sampleFields() []programme.Field {
	return []programme.Field{
		programme.FieldTitle, programme.FieldKind, programme.FieldDates, programme.FieldTimes, programme.FieldPlace,
		programme.FieldZone, programme.FieldAudience, programme.FieldSeats, programme.FieldPartners, programme.FieldMode,
	}
}

func sampleMore() []programme.Field {
	return []programme.Field{
		programme.FieldDescription, programme.FieldContact, programme.FieldDeadline, programme.FieldLanguages,
		programme.FieldComponent, programme.FieldAgenda, programme.FieldInfo,
	}
}

func sampleCard(e programme.Event) DraftCard {
	return DraftCard{ID: samplePerson, Version: 12, Draft: sampleDraft(e), Event: e, Today: sampleToday(), Plan: programme.DefaultPlan()}
}

// changed is the card of a change of an event to another state.
func changed(old, e programme.Event, r Reach) DraftCard {
	c := sampleCard(e)
	c.Old, c.Reach = &old, r
	if e.Status.Off() && e.Status != old.Status {
		c.Draft.Status, c.Draft.Reason = e.Status, e.Reason
	}
	return c
}

func (s *sampler) start() {
	week := []programme.Event{sampleEvent(), onlineEvent()}
	s.add("Home", "", Home(s.p, sampleProgramme(), sampleToday(), sampleToday().AddDays(6), week, 5, sampleZone))
	s.add("Home", "nothing this week", Home(s.p, sampleProgramme(), sampleToday(), sampleToday().AddDays(6), nil, 5, sampleZone))
	s.add("Home", "longest", Home(s.p, sampleProgramme(), sampleToday(), sampleToday().AddDays(6), longestEvents(9), 5, sampleZone))
}

func (s *sampler) news() {
	from := time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	one := News{Event: sampleEvent(), Answers: map[programme.State]int{programme.Coming: 4, programme.Declined: 1}, Promoted: 2,
		Missed: []MissedCount{{Missed{Reason: programme.SkipNotLinked}, 1}, {Missed{Failed: true, Reason: "refused"}, 2}}}
	all := News{Answers: map[programme.State]int{programme.Coming: most, programme.Waiting: most, programme.Declined: most}, Promoted: most, Late: most,
		OnTheWay: most, Missed: []MissedCount{{Missed{Reason: programme.SkipLate}, most}, {Missed{Reason: programme.SkipUnreachable + "blocked"}, most}}}
	var many []News
	for _, e := range longestEvents(2 * digestEvents) {
		all.Event = e
		many = append(many, all)
	}
	var people []Missed
	for range 2 * digestNames {
		people = append(people, Missed{Account: samplePerson, Name: longest("Name "), Reason: string(programme.ReachDeactivated)})
	}
	s.add("Digest", "", Digest(s.p, from, sampleZone, []News{one}, nil, nil))
	s.add("Digest", "somebody cannot be written to", Digest(s.p, from, sampleZone, nil, []Missed{{Account: 1, Name: "Participant", Reason: string(programme.ReachBlocked)}}, nil))
	s.add("Digest", "an event is near", Digest(s.p, from, sampleZone, nil, nil, []programme.Event{sampleEvent(), openDate()}))
	s.add("Digest", "longest", Digest(s.p, from, sampleZone, many, people, longestEvents(2*digestEvents)))
	late := News{Event: sampleEvent(), Late: 12, Missed: []MissedCount{{Missed{Reason: programme.SkipLate}, 3}}}
	s.add("Downtime", "", Downtime(s.p, from, from.Add(9*time.Hour), sampleZone, []News{late}))
	s.add("Downtime", "nothing was due", Downtime(s.p, from, from.Add(11*time.Minute), sampleZone, nil))
	s.add("Downtime", "longest", Downtime(s.p, from, from.Add(9*time.Hour), sampleZone, many))
}

func longestEvents(n int) []programme.Event {
	es := make([]programme.Event, n)
	for i := range es {
		es[i] = longestEvent()
		es[i].ID = int64(i)
	}
	return es
}

func (s *sampler) drafts() {
	e := sampleEvent()
	s.add("Draft", "complete", Draft(s.p, sampleCard(e)))
	s.add("Draft", "longest", Draft(s.p, sampleCard(longestEvent())))

	little := sampleCard(openDate())
	little.Draft.Title, little.Draft.Cities, little.Event.Texts = "", nil, nil
	little.Draft.Uncertain = []programme.Field{programme.FieldKind, programme.FieldPlace}
	s.add("Draft", "much is missing", Draft(s.p, little))

	twoKinds := sampleCard(openDate())
	twoKinds.Draft.Uncertain = []programme.Field{programme.FieldKind}
	twoKinds.Draft.KindChoices = []programme.Kind{programme.TrainingOfTrainers, programme.SteeringGroup}
	s.add("Draft", "two kinds it may be", Draft(s.p, twoKinds))

	either := sampleCard(openDate())
	first := programme.Date{Year: 2027, Month: 3, Day: 4}
	either.Draft.DateChoices = []programme.Date{first, {Year: 2027, Month: 4, Day: 3}}
	s.add("Draft", "two dates it may be", Draft(s.p, either))

	past := sampleCard(movedEvent(e, -60))
	s.add("Draft", "in the past", Draft(s.p, past))
	past.Draft.Past = true
	s.add("Draft", "a record of the past", Draft(s.p, past))

	beside := sampleCard(e)
	beside.Beside = Neighbours{Alike: []programme.Event{e}, Clashes: []Clash{{Event: new(fullEvent()), Why: programme.SameCity}, {Event: new(onlineEvent()), Why: programme.SamePeople}},
		Holidays: []Holiday{{First: e.When.First(), Last: e.When.First(), Name: "Independence Day", Country: "KZ"}}}
	beside.Again = 1
	s.add("Draft", "something like it is here", Draft(s.p, beside))
	long := longestEvent()
	beside = sampleCard(long)
	beside.Beside = Neighbours{Alike: []programme.Event{long, long, long, long}, Clashes: []Clash{{Event: &long, Why: programme.SameCity}, {Event: &long, Why: programme.SamePeople}, {Event: &long, Why: programme.SameCity}, {Event: &long, Why: programme.SameCity}},
		Holidays: []Holiday{longestHoliday(), longestHoliday(), longestHoliday(), longestHoliday()}}
	s.add("Draft", "much like it is here, longest", Draft(s.p, beside))

	off := sampleCard(e)
	off.Draft.Status = programme.Cancelled
	s.add("Draft", "the text says that it is off", Draft(s.p, off))

	several := sampleCard(e)
	several.More = 2
	s.add("Draft", "others need a look", Draft(s.p, several))

	s.add("DraftFields", "", DraftFields(s.p, sampleCard(e), sampleFields(), true))
	s.add("DraftFields", "the second page", DraftFields(s.p, sampleCard(e), sampleMore(), false))
	s.add("DraftFields", "the second page, longest", DraftFields(s.p, sampleCard(longestEvent()), sampleMore(), false))
	begun := sampleCard(detailedEvent())
	begun.Draft.Agenda = begun.Draft.Agenda[:1]
	s.add("DraftAgenda", "", DraftAgenda(s.p, begun))
	stands := changed(e, e, Reach{})
	s.add("DraftFields", "the second page of an event that stands", DraftFields(s.p, stands, sampleMore(), false))
	s.add("DraftInfo", "", DraftInfo(s.p, sampleCard(detailedEvent())))
	s.add("DraftInfo", "nothing yet", DraftInfo(s.p, sampleCard(e)))
	s.add("DraftInfo", "longest", DraftInfo(s.p, sampleCard(longestEvent())))
	asked := append(sampleFields(), programme.FieldReason, programme.FieldTitle.Of("ru"))
	for _, h := range programme.Headings() {
		asked = append(asked, programme.FieldInfo.Of(string(h)))
	}
	for _, f := range append(asked, sampleMore()...) {
		if f != programme.FieldInfo { // its headings are asked for
			s.add("AskField", FieldName(s.p, f), AskField(s.p, sampleCard(detailedEvent()), f))
		}
	}
	s.add("AskField", "longest", AskField(s.p, sampleCard(longestEvent()), programme.FieldAudience))
	s.add("Discarded", "", Discarded(s.p, sampleCard(e)))
}

// texts are what becomes of a text with several events, and of drafts that wait.
func (s *sampler) texts() {
	e, long := sampleEvent(), longestEvent()
	look := BatchItem{Draft: sampleDraft(openDate()), Event: openDate()}
	b := Batch{ID: samplePerson, Version: 3, Today: sampleToday(), Items: []BatchItem{
		{Draft: sampleDraft(e), Event: e, Complete: true}, {Draft: sampleDraft(onlineEvent()), Event: onlineEvent(), Complete: true}, look,
		{Draft: sampleDraft(e), Event: e, Here: e.Code}, {Draft: sampleDraft(e), Event: e, Again: 1},
	}}
	s.add("Several", "", Several(s.p, b))
	b.Items = []BatchItem{{Draft: sampleDraft(e), Event: e, Saved: e.Code}, look}
	b.File = "Plan.docx"
	s.add("Several", "some are saved", Several(s.p, b))
	s.add("KeepFor", "", KeepFor(s.p, b, []programme.Event{e, onlineEvent()}, samplePerson))
	b.File = ""
	b.Items = []BatchItem{{Draft: sampleDraft(e), Event: e, Gone: true}}
	b.Undo = true
	s.add("Several", "discarded", Several(s.p, b))
	b.Undo, b.Items = false, nil
	for range 40 {
		b.Items = append(b.Items, BatchItem{Draft: sampleDraft(long), Event: long, Complete: true}, look)
	}
	s.add("Several", "longest", Several(s.p, b))
	for i := range b.Items {
		b.Items[i].Saved = e.Code
	}
	b.Items[1].Saved, b.Items[3].Saved, b.Page, b.File, b.Undo = "", "", 1, "Plan.docx", true
	s.add("Several", "longest, most are saved", Several(s.p, b))

	waiting := []UnfinishedDraft{{ID: 1, Draft: sampleDraft(e)}, {ID: 2, Draft: sampleDraft(openDate()), Owner: "Colleague", Change: true}}
	s.add("Unfinished", "", Unfinished(s.p, waiting, sampleToday(), samplePage(0, 6, 2)))
	s.add("Unfinished", "nothing waits", Unfinished(s.p, nil, sampleToday(), samplePage(0, 6, 0)))
	waiting = nil
	for range 6 {
		waiting = append(waiting, UnfinishedDraft{ID: samplePerson, Draft: sampleDraft(long), Owner: longestPerson()})
	}
	s.add("Unfinished", "longest", Unfinished(s.p, waiting, sampleToday(), samplePage(1, 6, 18)))
	s.add("PutAside", "", PutAside(s.p, samplePerson, sampleDraft(e)))
	s.add("MeantForDraft", "", MeantForDraft(s.p, samplePerson, 3, sampleDraft(long)))
	s.add("Taken", "", Taken(s.p, samplePerson, sampleDraft(e), "Colleague"))
	for _, f := range append(sampleFields(), programme.FieldReason) {
		s.add("Held", s.p.Say("field."+string(f)), Held(s.p, samplePerson, string(f), "h.answer:1000000000"))
	}
}

func (s *sampler) event() {
	plan := programme.DefaultPlan()
	card := func(e programme.Event) Screen { return StaffCard(s.p, e, plan, nil, sampleLink, sampleToday()) }
	pending := func(old, e programme.Event) Screen {
		return Pending(s.p, changed(old, e, Reach{Now: 24}), longest("Name "), card(old))
	}
	e := sampleEvent()
	s.add("StaffCard", "", card(e))
	s.add("StaffCard", "full", card(fullEvent()))
	s.add("StaffCard", "online", card(onlineEvent()))
	s.add("StaffCard", "date to be confirmed", card(openDate()))
	closed := e
	closed.Closed, closed.Listed = true, true
	s.add("StaffCard", "answers closed, listed", card(closed))
	s.add("StaffCard", "postponed", card(in(e, programme.Postponed, "The venue is not available.")))
	s.add("StaffCard", "cancelled", card(in(e, programme.Cancelled, "")))
	s.add("StaffCard", "held", card(in(e, programme.Held, "")))
	s.add("StaffCard", "longest", card(longestEvent()))
	s.add("Untold", "", Untold(s.p, []Unaware{{Before: e, N: 24}}, sampleReach(), in(e, programme.Cancelled, ""), card(in(e, programme.Cancelled, ""))))
	s.add("Untold", "some know one, some another", Untold(s.p, []Unaware{{e, 20, programme.Words{"": "The venue is not available.", "ru": "Зал занят."}}, {Before: movedEvent(e, 7), N: 4}}, Reach{Now: 20, Unreachable: 4}, movedEvent(e, 14), card(movedEvent(e, 14))))
	s.add("Untold", "longest", Untold(s.p, []Unaware{{longestEvent(), most, longestWhy()}, {longestEvent(), most, longestWhy()}}, longestReach(), longestOther(), card(longestOther())))
	s.add("Pending", "", pending(e, movedEvent(e, 7)))
	s.add("Pending", "to be cancelled", pending(e, in(e, programme.Cancelled, "The venue is not available.")))
	s.add("Pending", "longest", pending(longestEvent(), longestOther()))
	more := changed(e, movedEvent(e, 14), sampleReach())
	more.Unaware = []Unaware{{Before: movedEvent(e, 21), N: 20}}
	s.add("Pending", "tells more", Pending(s.p, more, "Aigerim", card(e)))
	more = changed(longestEvent(), longestOther(), longestReach())
	more.Unaware = []Unaware{{Before: longestEvent(), N: most}, {Before: longestEvent(), N: most}}
	s.add("Pending", "tells more, longest", Pending(s.p, more, longest("Name "), card(longestEvent())))
	series := make([]programme.Event, 9)
	for i := range series {
		series[i] = movedEvent(longestEvent(), 100*i)
		series[i].ID = int64(i)
	}
	s.add("StaffCard", "one of a series", StaffCard(s.p, series[4], plan, series, sampleLink, sampleToday()))
	at := time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	old, other, moved := longestEvent(), longestOther(), movedEvent(e, 7)
	s.add("History", "", History(s.p, e, []Change{{At: at, By: "Coordinator", Old: &e, New: &moved}, {At: at, By: "Coordinator", Switched: "listed_true"},
		{At: at, By: "Coordinator", New: &e}}, sampleZone, samplePage(0, 5, 3)))
	rule := programme.DefaultPlan()[0]
	off, silent, later := rule, rule, rule
	off.Off, silent.Silent, later.N = true, true, 7
	s.add("History", "reminders", History(s.p, e, []Change{{At: at, By: "Coordinator", Rule: &rule}, {At: at, By: "Coordinator", RuleWas: &rule, Rule: &off},
		{At: at, By: "Coordinator", RuleWas: &off, Rule: &rule}, {At: at, By: "Coordinator", RuleWas: &rule, Rule: &later},
		{At: at, By: "Coordinator", RuleWas: &rule, Rule: &silent}}, sampleZone, samplePage(0, 5, 5)))
	s.add("History", "documents", History(s.p, e, []Change{{At: at, By: "Coordinator", Document: &Renamed{Is: "Programme.pdf"}},
		{At: at, By: "Coordinator", Document: &Renamed{Was: "Map", Is: "Map of the venue"}}, {At: at, By: "Coordinator", Document: &Renamed{Was: "List.docx", Is: "List.docx"}},
		{At: at, By: "Coordinator", Document: &Renamed{Was: "Programme.pdf"}}}, sampleZone, samplePage(0, 5, 4)))
	s.add("History", "longest", History(s.p, old, slices.Repeat([]Change{{At: at, By: longest("Name "), Old: &old, New: &other}}, 5), sampleZone, samplePage(1, 5, 50)))
	s.add("CopyOf", "", CopyOf(s.p, e))
	s.add("CopyOf", "longest", CopyOf(s.p, longestEvent()))
	s.add("StaffMore", "", StaffMore(s.p, e, card(e)))
	s.add("StaffMore", "answers closed, listed", StaffMore(s.p, closed, card(closed)))
	s.add("ShareIn", "", ShareIn(s.p, e))
	s.add("Share", "", Share(s.p, e, sampleLink))
	s.add("Share", "longest", Share(s.p, longestEvent(), sampleLink))
}

func (s *sampler) documents() {
	for _, what := range []string{"", "longest"} {
		e := detailedEvent()
		if what != "" {
			e = longestEvent()
		}
		d := e.Documents[0]
		s.add("DocumentOf", what, DocumentOf(s.p, e, d))
		s.add("AskDocument", what, AskDocument(s.p, e))
		s.add("AskDocumentName", what, AskDocumentName(s.p, e, d))
		s.add("AskRemoveDocument", what, AskRemoveDocument(s.p, e, d))
		s.add("RefusedMessages", what, RefusedMessages(s.p, Refused{N: most, Events: slices.Repeat([]programme.Event{e}, 20), Why: strings.Repeat("Bad Request ", 100)}))
		s.add("DocumentLostStaff", what, DocumentLostStaff(s.p, e, d.Name))
	}
	e := sampleEvent()
	s.add("MayAttach", "", MayAttach(s.p, Screen{Text: s.p.HTML("text.picture")}, samplePerson))
	s.add("WithKeepFile", "", WithKeepFile(s.p, StaffCard(s.p, e, programme.DefaultPlan(), nil, sampleLink, sampleToday()), e, samplePerson))
}

func (s *sampler) manage() {
	s.add("ReplaceLink", "", ReplaceLink(s.p, sampleEvent()))
	s.add("ReplaceLink", "longest", ReplaceLink(s.p, longestEvent()))
}

func (s *sampler) people() {
	e, long := sampleEvent(), longestEvent()
	few := sampleAttendees(6, "Saparova Aigul", "State Customs Service")
	many := sampleAttendees(20, longestPerson(), longest("Committee of Veterinary Control and Supervision"))
	s.add("People", "", People(s.p, e, few, 0, samplePage(0, 20, 6)))
	s.add("People", "nobody yet", People(s.p, openDate(), nil, 1, samplePage(0, 20, 0)))
	s.add("People", "longest", People(s.p, long, many, most, samplePage(3, 20, most)))
	s.add("PickPerson", "", PickPerson(s.p, e, few, samplePage(0, PickPage, 6)))
	s.add("PickPerson", "longest", PickPerson(s.p, long, many[:PickPage], samplePage(3, PickPage, most)))
	s.add("AskRemove", "", AskRemove(s.p, fullEvent(), few[0], true, 0))
	s.add("AskRemove", "cannot be told", AskRemove(s.p, e, few[5], false, 0))
	s.add("AskRemove", "longest", AskRemove(s.p, long, many[0], true, 99))
	var gone []RemovedPerson
	for _, a := range many[:PickPage] {
		gone = append(gone, RemovedPerson{Attendee: a, Was: programme.Waiting, Told: true})
	}
	s.add("PickRemoved", "", PickRemoved(s.p, e, []RemovedPerson{{Attendee: few[0], Was: programme.Coming}}, samplePage(0, PickPage, 1)))
	s.add("PickRemoved", "nobody by now", PickRemoved(s.p, e, nil, samplePage(0, PickPage, 0)))
	s.add("PickRemoved", "longest", PickRemoved(s.p, long, gone, samplePage(3, PickPage, most)))
	s.add("RemoveDone", "", RemoveDone(s.p, e, few[0], false))
	s.add("RemoveDone", "told", RemoveDone(s.p, long, many[0], true))
}

func (s *sampler) days() {
	c := sampleCard(sampleEvent())
	none := programme.Date{}
	s.add("PickDays", "", PickDays(s.p, c, sampleToday(), none))
	s.add("PickDays", "the last day", PickDays(s.p, c, programme.Date{Year: 2026, Month: time.December, Day: 9}, programme.Date{Year: 2026, Month: time.December, Day: 9}))
	s.add("PickDays", "six weeks, after the year's end", PickDays(s.p, c, programme.Date{Year: 2027, Month: time.May, Day: 31}, programme.Date{Year: 2026, Month: time.December, Day: 9}))
}

func longestHoliday() Holiday {
	return Holiday{First: programme.Date{Year: 2026, Month: time.November, Day: 30}, Last: programme.Date{Year: 2026, Month: time.December, Day: 2},
		Name: "Victory and Homeland Thanksgiving Day and the Day of Croatian defenders", Country: "BA"}
}

// longestWhy is why an event is another, in two languages.
func longestWhy() programme.Words {
	return programme.Words{"": longestEvent().Reason, "ru": longestEvent().Reason}
}

// longestOther is what the longest event may become in the longest change.
func longestOther() programme.Event {
	long := longestEvent()
	other := movedEvent(long, 400)
	other.Hosts, other.Places = []string{"LV", "LT"}, nil
	other.Partners, other.Invited = long.Partners[:15], long.Hosts
	return other
}

func (s *sampler) changes() {
	e, long := sampleEvent(), longestEvent()
	seats, other := e, longestOther()
	seats.Seats = 30
	s.add("Draft", "a change: nothing yet", Draft(s.p, changed(e, e, Reach{})))
	s.add("Draft", "a change that tells nobody", Draft(s.p, changed(e, seats, sampleReach())))
	place := e
	place.Places = []programme.Place{{City: "Tashkent", Country: "UZ"}}
	place.Hosts = []string{"UZ"}
	s.add("Draft", "a change of the place", Draft(s.p, changed(e, place, sampleReach())))
	s.add("Draft", "a move", Draft(s.p, changed(e, movedEvent(e, 7), Reach{Now: 19, Later: 5, LaterAt: "08:00"})))
	s.add("Draft", "a move into the past", Draft(s.p, changed(e, movedEvent(e, -60), sampleReach())))
	s.add("Draft", "the longest change", Draft(s.p, changed(long, other, longestReach())))
	known := changed(e, movedEvent(e, 14), sampleReach())
	known.Unaware = []Unaware{{Before: movedEvent(e, 21), N: 20}, {Before: movedEvent(e, 7), N: 4}}
	s.add("Draft", "a change that tells more", Draft(s.p, known))
	known.Stand = 1
	s.add("Draft", "back to days that some answered for", Draft(s.p, known))
	known.Stand = known.Old.Tally.Coming + known.Old.Tally.Waiting
	s.add("Draft", "back to days that all answered for", Draft(s.p, known))
	known = changed(long, other, longestReach())
	known.Stand = most
	known.Unaware = []Unaware{{Before: long, N: most}, {Before: long, N: most}}
	s.add("Draft", "the longest change that tells more", Draft(s.p, known))
	for _, status := range []programme.Status{programme.Postponed, programme.Cancelled} {
		word := s.p.Say("status." + string(status))
		s.add("Draft", "to be "+word, Draft(s.p, changed(e, in(e, status, "The venue is not available."), sampleReach())))
		s.add("Draft", "to be "+word+", nobody to tell", Draft(s.p, changed(e, in(e, status, ""), Reach{Unreachable: 1})))
		s.add("Draft", "to be "+word+", longest", Draft(s.p, changed(long, in(long, status, long.Reason), longestReach())))
		instead := changed(e, in(e, status, ""), sampleReach())
		instead.Instead = new(movedEvent(e, 14))
		s.add("Draft", "to be "+word+" instead of a pending move", Draft(s.p, instead))
		instead = changed(long, in(long, status, long.Reason), longestReach())
		instead.Instead = &other
		s.add("Draft", "to be "+word+" instead of a pending change, longest", Draft(s.p, instead))
	}
}

func (s *sampler) sends() {
	e, long := sampleEvent(), longestEvent()
	part := Part{State: programme.Coming, Zone: sampleZone}
	words := "Please bring a laptop and your service card. The bus leaves the hotel at 08:15."
	own, ownLong := map[string]string{"": words, "ru": words}, map[string]string{"": longest(words), "en": longest(words), "ru": longest(words)}
	s.add("RemindPreview", "", RemindPreview(s.p, e, 7, sampleReach(), nil, false, 0, Reminder(s.p, e, part, "", true)))
	s.add("Which", "", Which(s.p, s.p.HTML("remind.which"), []programme.Event{e, onlineEvent(), openDate()}, sampleToday(), func(programme.Event) string { return "e:7KQ2M" }))
	s.add("AskWords", "", AskWords(s.p, e, 7, "", nil))
	s.add("AskWords", "there are some", AskWords(s.p, e, 7, "", own))
	s.add("AskWords", "longest", AskWords(s.p, long, samplePerson, "ru", own))
	s.add("RemindPreview", "own words, at night", RemindPreview(s.p, fullEvent(), 7, Reach{Now: 19, Later: 5, LaterAt: "08:00", Languages: sampleReach().Languages},
		own, true, 3, Reminder(s.p, e, part, words, true)))
	s.add("RemindPreview", "nobody to write to", RemindPreview(s.p, e, 7, Reach{}, nil, false, 0, Reminder(s.p, e, part, "", true)))
	s.add("RemindPreview", "longest", RemindPreview(s.p, long, samplePerson, longestReach(), ownLong, false, most, Reminder(s.p, long, part, longest(words), true)))
	nudge := Nudge(s.p, e, Part{State: programme.Asked, Zone: sampleZone}, "", true)
	s.add("NudgePreview", "", NudgePreview(s.p, e, 7, sampleReach(), sampleReach(), nil, nudge))
	s.add("NudgePreview", "nobody", NudgePreview(s.p, e, 7, Reach{}, Reach{}, nil, nudge))
	s.add("NudgePreview", "nobody who can be reached", NudgePreview(s.p, e, 7, Reach{NotLinked: 2}, Reach{NotLinked: 2}, nil, nudge))
	s.add("NudgePreview", "longest", NudgePreview(s.p, long, samplePerson, longestReach(), longestReach(), ownLong, Nudge(s.p, long, Part{State: programme.Asked, Zone: sampleZone}, longest(words), true)))
	s.add("Progress", "going", Progress(s.p, e, 7, Report{Reached: 9, OnTheWay: 15}, Pace{Left: time.Second}, sampleZone, false, true))
	s.add("Progress", "some wait for their hour", Progress(s.p, e, 7, Report{Reached: 9, OnTheWay: 15}, Pace{Left: 90 * time.Second, Later: 5, NextAt: e.Begins}, sampleZone, false, true))
	s.add("Progress", "done", Progress(s.p, e, 7, Report{Reached: 22, Missed: []MissedCount{{Missed{Failed: true, Reason: "blocked"}, 1}, {Missed{Reason: programme.SkipNotLinked}, 1}}}, Pace{}, sampleZone, false, true))
	all := Report{Reached: most, OnTheWay: most, Repeated: most}
	for _, why := range []string{"not_started", "blocked", "deactivated", "unreachable", "not_linked", "late", "stopped", "refused"} {
		all.Miss(Missed{Failed: why == "refused", Reason: why}, most)
	}
	all.Miss(Missed{Reason: "moved"}, most)
	s.add("Progress", "stopped, longest", Progress(s.p, long, samplePerson, all, Pace{}, sampleZone, true, true))
	cause := Cause{Verb: "rule", ID: samplePerson, Back: "e:7KQ2M"}
	missed := []Missed{{0, "Saparova Aigul", false, programme.SkipNotLinked}, {sampleUser, "Officer", true, "unreachable"}, {sampleUser, "Expert", false, "stopped"}}
	s.add("MissedBy", "", MissedBy(s.p, e, cause, missed, samplePage(0, MissedPage, 3)))
	s.add("MissedBy", "nobody", MissedBy(s.p, e, cause, nil, samplePage(0, MissedPage, 0)))
	missed = nil
	for range MissedPage {
		missed = append(missed, Missed{sampleUser, longestPerson(), false, programme.SkipLate})
	}
	s.add("MissedBy", "longest", MissedBy(s.p, long, cause, missed, samplePage(3, MissedPage, most)))
	causes := []CauseCount{{Cause: cause, N: 3, At: e.Begins, Rule: programme.DefaultPlan()[0]}, {Cause: Cause{Verb: "r", ID: samplePerson}, N: 2, At: e.Begins}}
	s.add("MissedOf", "", MissedOf(s.p, e, causes, sampleZone))
	s.add("MissedOf", "nobody", MissedOf(s.p, e, nil, sampleZone))
	s.add("MissedOf", "longest", MissedOf(s.p, long, slices.Repeat([]CauseCount{{Cause: cause, N: most, Rule: programme.Rule{Kind: programme.AtInstant, Instant: e.Begins}}}, CausesShown), sampleZone))
	s.add("Relay", "", Relay(s.p, Reminder(s.p, e, part, words, true), sampleLink))
	s.add("Relay", "longest", Relay(s.p, Reminder(s.p, long, part, longest(words), true), sampleLink))
}

func (s *sampler) lists() {
	parts := map[int64]programme.Participation{1: {State: programme.Coming}}
	events := []programme.Event{sampleEvent(), onlineEvent(), openDate(), in(sampleEvent(), programme.Postponed, "")}
	heading := func(key string, args ...any) locale.HTML { return s.p.HTML(key, args...) }
	s.add("List", "staff's", List(s.p, heading("list.upcoming", "n", 4), events, nil, true, sampleZone, samplePage(0, 5, 4)))
	s.add("List", "a participant's", List(s.p, heading("list.my", "n", 1), events[:1], parts, false, sampleZone, samplePage(0, 5, 1)))
	s.add("List", "narrowed, the second page", List(s.p, heading("list.upcoming_narrowed", "n", 8, "filter", "Almaty"), events[:3], nil, true, sampleZone, samplePage(1, 5, 13)))
	s.add("List", "the past", List(s.p, heading("list.past", "n", 1), []programme.Event{in(sampleEvent(), programme.Held, "")}, nil, true, sampleZone, samplePage(0, 5, 1)))
	for _, key := range []string{"upcoming_none", "upcoming_none_staff", "past_none", "past_none_staff", "my_none"} {
		s.add("List", key, List(s.p, heading("list."+key), nil, nil, true, sampleZone, samplePage(0, 5, 0)))
	}
	s.add("List", "nothing found", List(s.p, heading("list.none_narrowed", "filter", "Almaty", "command", "/upcoming"), nil, nil, true, sampleZone, samplePage(0, 5, 0)))
	s.add("List", "longest", List(s.p, heading("list.upcoming", "n", most), longestEvents(5), nil, true, sampleZone, samplePage(9, 5, most)))
}
