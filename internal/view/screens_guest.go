package view

import (
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// states are those in which somebody may see an event.
func sampleStates() []programme.State {
	return []programme.State{programme.Asked, programme.Coming, programme.Waiting, programme.Declined}
}

func (s *sampler) cards() {
	card := func(e programme.Event, part Part, open bool) Screen { return ParticipantCard(s.p, e, part, open) }
	stranger := card(sampleEvent(), Part{Key: sampleKey, Zone: sampleZone}, true)
	stranger.Text = Paragraphs(stranger.Text, Notice(s.p, sampleProgramme()))
	stranger.Rows = append(stranger.Rows, LanguageRows(s.p, func(code string) string { return "lang:" + code + ":7KQ2M:" + sampleKey })...)
	s.add("ParticipantCard", "opened by a stranger", stranger)
	for _, state := range sampleStates() {
		s.add("ParticipantCard", s.p.Say("state."+string(state)), card(fullEvent(), Part{State: state, Line: 3, Zone: sampleZone, Writes: true}, true))
	}
	s.add("ParticipantCard", "online, by the reader's clock", card(onlineEvent(), Part{State: programme.Coming, Zone: readerZone}, true))
	s.add("ParticipantCard", "the date has changed", card(movedEvent(sampleEvent(), 7), Part{State: programme.Coming, Confirm: true, Zone: sampleZone}, true))
	closed := sampleEvent()
	closed.Closed = true
	s.add("ParticipantCard", "answers closed", card(closed, Part{State: programme.Coming, Zone: sampleZone, Writes: true}, true))
	s.add("ParticipantCard", "tentative", card(openDate(), Part{State: programme.Asked, Zone: sampleZone}, true))
	s.add("ParticipantCard", "postponed", card(in(sampleEvent(), programme.Postponed, "The venue is not available."), Part{State: programme.Coming, Zone: sampleZone}, false))
	s.add("ParticipantCard", "cancelled", card(in(sampleEvent(), programme.Cancelled, ""), Part{State: programme.Coming, Zone: sampleZone}, false))
	s.add("ParticipantCard", "held", card(in(sampleEvent(), programme.Held, ""), Part{State: programme.Coming, Zone: sampleZone}, false))
	s.add("ParticipantCard", "all is told", card(detailedEvent(), Part{State: programme.Coming, Zone: readerZone, Writes: true}, true))
	s.add("ParticipantCard", "all is told, to one who has not answered", card(detailedEvent(), Part{State: programme.Asked, Zone: readerZone, Writes: true}, true))
	late := Part{State: programme.Declined, Zone: readerZone, Writes: true, Late: true}
	s.add("ParticipantCard", "registration is over", card(detailedEvent(), late, true))
	late.Writes, late.Zone = false, sampleZone
	s.add("ParticipantCard", "registration is over, to a stranger", card(detailedEvent(), late, true))
	s.add("Practical", "", Practical(s.p, detailedEvent(), "card:7KQ2M"))
	s.add("Practical", "longest", Practical(s.p, longestEvent(), "card:7KQ2M"))
	full := detailedEvent()
	s.add("DocumentList", "", DocumentList(s.p, full, false, 0))
	s.add("DocumentList", "longest", DocumentList(s.p, longestEvent(), false, 2))
	s.add("DocumentList", "staff's", DocumentList(s.p, full, true, 0))
	s.add("DocumentList", "staff's, none yet", DocumentList(s.p, sampleEvent(), true, 0))
	s.add("DocumentList", "staff's, longest", DocumentList(s.p, longestEvent(), true, 2))
	s.add("DocumentLost", "", DocumentLost(s.p, full, full.Documents[0].Name))
	s.add("DocumentLost", "longest", DocumentLost(s.p, longestEvent(), longestEvent().Documents[0].Name))
	on := detailedEvent().When.First().AddDays(1)
	s.add("Agenda", "", Agenda(s.p, detailedEvent(), sampleToday(), -1, "card:7KQ2M"))
	s.add("Agenda", "on its second day", Agenda(s.p, detailedEvent(), on, -1, "card:7KQ2M"))
	s.add("Agenda", "longest", Agenda(s.p, longestEvent(), longestEvent().When.Last(), -1, "card:7KQ2M"))
	s.add("Agenda", "longest, another page", Agenda(s.p, longestEvent(), sampleToday(), 12, "card:7KQ2M"))
	s.add("ParticipantCard", "longest", card(longestEvent(), Part{State: programme.Coming, Zone: readerZone, Writes: true}, true))
	entry := func(e programme.Event) CalendarEntry {
		return CalendarEntry{Event: e, State: programme.Coming, Bot: "jarchy_bot", At: e.Begins}
	}
	choice := func(what string, e programme.Event) {
		s.add("Calendar", what, Calendar(s.p, card(e, Part{State: programme.Coming, Zone: sampleZone}, true), entry(e)))
	}
	choice("", sampleEvent())
	choice("online", onlineEvent())
	choice("longest", longestEvent())
}

func (s *sampler) answers() {
	s.add("FirstAnswer", "", FirstAnswer(s.p, sampleZone, "Aigul Saparova"))
	s.add("FirstAnswer", "longest", FirstAnswer(s.p, longestEvent().When.Zone, longestPerson()))
	s.add("AskName", "", AskName(s.p, "Aigul Saparova"))
	s.add("NameNoted", "", NameNoted(s.p, "Saparova Aigul, State Customs Service"))
	for _, state := range []programme.State{programme.Coming, programme.Waiting, programme.Asked} {
		part := Part{State: state, Line: 3, Zone: readerZone}
		s.add("GivingUp", "registration is over: "+s.p.Say("state."+string(state)), GivingUp(s.p, detailedEvent(), part, true))
		s.add("GivingUp", "longest: "+s.p.Say("state."+string(state)), GivingUp(s.p, longestEvent(), part, true))
	}
	s.add("GivingUp", "", GivingUp(s.p, fullEvent(), Part{State: programme.Coming, Zone: sampleZone}, false))
	s.add("Promoted", "", Promoted(s.p, fullEvent(), Part{State: programme.Coming, Zone: sampleZone}))
	s.add("Promoted", "longest", Promoted(s.p, longestEvent(), Part{State: programme.Coming, Confirm: true, Zone: sampleZone}))
	s.add("Removed", "", Removed(s.p, sampleEvent(), sampleZone))
	s.add("Removed", "longest", Removed(s.p, longestEvent(), sampleZone))
	s.add("TakenBack", "", TakenBack(s.p, fullEvent(), Part{State: programme.Waiting, Line: 1, Zone: sampleZone}, true))
	s.add("SeatGone", "", SeatGone(s.p, longestEvent()))
	s.add("TakenBack", "longest", TakenBack(s.p, longestEvent(), Part{State: programme.Coming, Zone: sampleZone}, true))
}

// messages are reminders and notices.
func (s *sampler) messages() {
	e, long := sampleEvent(), longestEvent()
	part := func(state programme.State) Part { return Part{State: state, Zone: sampleZone} }
	confirm := Part{State: programme.Coming, Confirm: true, Zone: sampleZone}
	words := "Please bring a laptop and your service card. The bus leaves the hotel at 08:15."
	s.add("Reminder", "", Reminder(s.p, e, part(programme.Coming), "", true))
	s.add("Reminder", "own words", Reminder(s.p, e, part(programme.Coming), words, true))
	s.add("Reminder", "to one who waits", Reminder(s.p, fullEvent(), part(programme.Waiting), "", true))
	s.add("Reminder", "online, by the reader's clock", Reminder(s.p, onlineEvent(), Part{State: programme.Coming, Zone: readerZone}, "", true))
	s.add("Reminder", "new days to confirm", Reminder(s.p, movedEvent(e, 7), confirm, "", true))
	s.add("Reminder", "after the end", Reminder(s.p, e, part(programme.Coming), words, false))
	s.add("Reminder", "longest", Reminder(s.p, long, confirm, longest(words), true))
	s.add("LastReminder", "", LastReminder(s.p, detailedEvent(), part(programme.Coming), "", true))
	s.add("LastReminder", "to one who waits", LastReminder(s.p, detailedEvent(), part(programme.Waiting), "", true))
	s.add("LastReminder", "longest", LastReminder(s.p, long, confirm, longest(words), true))
	s.add("Nudge", "", Nudge(s.p, e, part(programme.Asked), "", true))
	s.add("Nudge", "longest", Nudge(s.p, long, part(programme.Asked), longest(words), true))

	place, off := e, in(e, programme.Postponed, "The venue is not available.")
	place.Places, place.Hosts = []programme.Place{{City: "Tashkent", Country: "UZ"}}, []string{"UZ"}
	for _, state := range sampleStates()[:3] {
		s.add("ChangeNotice", "moved: "+s.p.Say("state."+string(state)), ChangeNotice(s.p, e, movedEvent(e, 7), part(state), true))
	}
	s.add("ChangeNotice", "another place", ChangeNotice(s.p, e, place, part(programme.Coming), true))
	s.add("ChangeNotice", "postponed", ChangeNotice(s.p, e, off, part(programme.Coming), false))
	s.add("ChangeNotice", "cancelled", ChangeNotice(s.p, e, in(e, programme.Cancelled, "The flights of that week were cancelled."), part(programme.Coming), false))
	s.add("ChangeNotice", "cancelled online", ChangeNotice(s.p, onlineEvent(), in(onlineEvent(), programme.Cancelled, ""), part(programme.Coming), false))
	s.add("ChangeNotice", "takes place after all", ChangeNotice(s.p, off, e, part(programme.Coming), true))
	other := movedEvent(long, 400)
	other.Hosts, other.Link = []string{"LV", "LT"}, long.Link+"2"
	s.add("ChangeNotice", "longest", ChangeNotice(s.p, long, other, part(programme.Coming), true))
	s.add("ChangeNotice", "cancelled, longest", ChangeNotice(s.p, long, in(long, programme.Cancelled, long.Reason), part(programme.Coming), false))
}

// questions are what participants write to the team.
func (s *sampler) questions() {
	e, long := sampleEvent(), longestEvent()
	who := programme.Person{Name: "Saparova Aigul", Institution: "State Customs Service"}
	somebody := programme.Person{Name: longestPerson(), Institution: longest("Committee of Veterinary Control")}
	s.add("AskQuestion", "", AskQuestion(s.p, e))
	s.add("AskQuestion", "longest", AskQuestion(s.p, long))
	s.add("PassOn", "", PassOn(s.p, samplePerson, []programme.Event{e}, sampleToday()))
	s.add("PassOn", "which event", PassOn(s.p, samplePerson, []programme.Event{e, onlineEvent(), openDate()}, sampleToday()))
	s.add("PassOn", "longest", PassOn(s.p, samplePerson, longestEvents(9), sampleToday()))
	s.add("Passed", "", Passed(s.p, e))
	s.add("MaybeAnswer", "", MaybeAnswer(s.p, longest("Name "), fmt.Sprintf("q.answer:%d:%d", samplePerson, samplePerson)))
	s.add("CannotCome", "", CannotCome(s.p, "Sorry, I can't come", samplePerson, []programme.Event{e}, sampleToday()))
	s.add("CannotCome", "which event", CannotCome(s.p, "I can't come", samplePerson, []programme.Event{e, onlineEvent()}, sampleToday()))
	s.add("CannotCome", "longest", CannotCome(s.p, longest("no"), samplePerson, longestEvents(9), sampleToday()))
	s.add("StopReminders", "", StopReminders(s.p, samplePerson, []programme.Event{e}, sampleToday()))
	s.add("StopReminders", "which event", StopReminders(s.p, samplePerson, longestEvents(9), sampleToday()))
	s.add("StopReminders", "none", StopReminders(s.p, samplePerson, nil, sampleToday()))
	s.add("Question", "", Question(s.p, e, who, sampleUser))
	s.add("Question", "longest", Question(s.p, long, somebody, sampleUser))
	s.add("QuestionAnswered", "", QuestionAnswered(s.p, e))
}

func (s *sampler) settings() {
	s.add("Languages", "", Languages(s.p))
	s.add("Zones", "guessed", Zones(s.p, sampleZone, false))
	s.add("Zones", "chosen", Zones(s.p, longestEvent().When.Zone, true))
	s.add("Name", "", Name(s.p, "Saparova Aigul, State Customs Service"))
	s.add("Privacy", "", Privacy(s.p, sampleProgramme()))
	lines := func(names ...string) (ls []HelpLine) {
		for _, n := range names {
			ls = append(ls, HelpLine{Name: n, About: s.p.Say("about." + n)})
		}
		return ls
	}
	everyone := []string{"upcoming", "event", "help", "language", "privacy"}
	s.add("Help", "a stranger's", Help(s.p, false, lines(everyone...)))
	s.add("Help", "staff's", Help(s.p, true, append(lines("new", "past", "my", "remind", "timezone"), lines(everyone...)...)))
}

// words are the texts that the bot says without a screen of this package.
func (s *sampler) words() {
	stranger := Screen{Text: Paragraphs(
		s.p.HTML("start.stranger", "programme", sampleProgramme().Name),
		Notice(s.p, sampleProgramme()),
		s.p.HTML("start.number", "number", sampleUser)),
		Rows: LanguageRows(s.p, func(code string) string { return "lang:" + code })}
	s.add("start.stranger", "", stranger)
	say := func(key string, args ...any) { s.add(key, "", Screen{Text: s.p.HTML(key, args...)}) }
	say("bot.our_fault")
	say("bot.private_only", "username", "jarchy_bot")
	say("text.staff")
	say("text.card_above")
	say("text.no_text")
	say("text.edited")
	say("draft.saved_as", "code", "7KQ2M")
	say("text.picture")
	say("file.reading", "name", "autumn programme.txt")
	say("file.not_text", "name", "autumn programme.pdf")
	say("name.as_in_telegram", "name", "Aigul")
	say("question.not_passed")
	say("question.not_noted")
	say("question.stop_nothing")
	say("question.answer_passed")
	say("start.stranger_writes")
	say("resume.done")
	say("resume.sent", "n", 1249)
	s.add("AskToResume", "", AskToResume(s.p, "Postgres' identity is another", 1249, 14))
	s.add("AskToResume", "nothing waits", AskToResume(s.p, "Postgres' identity is another", 0, 3))
	say("restored.decided")
	taken := time.Date(2026, time.November, 20, 13, 0, 0, 0, time.UTC)
	s.add("Restored", "", Restored(s.p, taken, time.UTC, 1249, 12, 14))
	s.add("Restored", "nothing waits", Restored(s.p, taken, time.UTC, 0, 0, 3))
	s.add("RestoredSent", "", RestoredSent(s.p, 9))
	s.add("RestoredSkipped", "", RestoredSkipped(s.p, 9))
	for _, key := range []string{
		"alert.given_up", "alert.full", "alert.others_moved", "alert.others_changed", "alert.others_postponed", "alert.others_cancelled", "alert.others_reminded",
	} {
		s.alert(key, "who", "Colleague")
	}
	s.alert("alert.passed_over", "n", 2)
}

func (s *sampler) alert(key string, args ...any) {
	e := sampleEvent()
	s.add(key, "", Screen{Text: s.p.HTML(key, append([]any{"title", e.Title(s.p.Language()), "code", e.Code}, args...)...)})
}
