package demo

import "slices"

// What is read again and again.
const (
	workshop     = "Risk management"
	workshopOld  = "Wed 9 – Fri 11 December 2026 · 3 days"
	workshopNew  = "Wed 16 – Fri 18 December 2026 · 3 days"
	workshopOldR = "ср 9 – пт 11 декабря 2026 г. · 3 дня"
	workshopNewR = "ср 16 – пт 18 декабря 2026 г. · 3 дня"
	tour         = "Animal health"
	saved        = "Saved. Nobody has been told."
)

// story is what the demo plays: from a programme's archive to a workshop that was
// moved, with those who come to it.
func story() []step {
	return slices.Concat(registering, answering, changing, ending)
}

var registering = []step{
	{"The coordinator begins", []act{
		{who: coordinator, comes: []sight{{to: coordinator}}},
	}},
	{"Eight paragraphs about 2017 become the archive", archive()},
	{"The archive is listed, and narrowed by words", []act{
		{who: coordinator, says: "/past", comes: []sight{{to: coordinator, lines: []string{
			"Past: 8 events", "Wed 4 October 2017", "Revised Kyoto Convention", "Study tour · Latvia and Lithuania", "[2/2 ›]"}}}},
		{who: coordinator, presses: "2/2 ›", changes: []sight{{to: coordinator, lines: []string{"Mon 29 May – Thu 1 June 2017 · 4 days", "Date to be confirmed"}}}},
		{who: coordinator, says: "/past study tours", comes: []sight{{to: coordinator, lines: []string{"Past, “study tours”: 2 events"}}}},
	}},
	{"Two events are registered, a line each", []act{
		{who: coordinator, says: "/new Workshop on risk management, Almaty, 9-11 December, 09:30, customs of KZ KG TJ UZ, 24 people",
			comes: []sight{{to: coordinator, lines: []string{"Workshop", workshop, workshopOld, "From 09:30, Almaty time", "Almaty, Kazakhstan", "24 seats"}}}},
		{who: coordinator, presses: "Save", names: "workshop", changes: []sight{{to: coordinator, lines: []string{saved, workshop, "0 of 24 coming"}}}},
		{who: coordinator, says: "Study tour to Riga on animal health, 19-22 January, 10:00, veterinary services of KG and TJ, 2 seats",
			comes: []sight{{to: coordinator, lines: []string{"Study tour", tour, "Tue 19 – Fri 22 January 2027 · 4 days", "From 10:00, Riga time", "Riga, Latvia", "2 seats"}}}},
		{who: coordinator, presses: "Save", names: "tour", changes: []sight{{to: coordinator, lines: []string{saved, tour, "0 of 2 coming"}}}},
		{who: coordinator, says: "/upcoming", comes: []sight{{to: coordinator, lines: []string{
			"Ahead: 2 events", workshopOld, "0 of 24 coming · /e_{workshop}", "0 of 2 coming · /e_{tour}"}}}},
	}},
}

var answering = []step{
	{"Three people open the workshop's link and answer, each in their own language", []act{
		{who: officer, opens: "{workshop link}", comes: []sight{{to: officer, lines: []string{workshop, "Семинар", workshopOldR, "[Буду] [Не смогу]"}}}},
		{who: officer, presses: "Буду", comes: []sight{{to: officer, lines: []string{"[Другой часовой пояс]"}}},
			changes: []sight{{to: officer, lines: []string{"Вы в списке, 1 из 24."}}, {to: officer, lines: []string{"✓ Вы участвуете.", "[✓ Буду] [Не смогу]"}}}},
		{who: expert, opens: "{workshop link}", comes: []sight{{to: expert, lines: []string{workshop, "Workshop", workshopOld, "[I'll come] [I can't come]"}}}},
		{who: expert, presses: "I'll come", comes: []sight{{to: expert, lines: []string{"[Another time zone]"}}},
			changes: []sight{{to: expert, lines: []string{"✓ You are coming.", "[✓ I'll come] [I can't come]"}}}},
		{who: inspector, opens: "{workshop link}", comes: []sight{{to: inspector, lines: []string{workshop, "[Буду] [Не смогу]"}}}},
		{who: inspector, presses: "Не смогу", comes: []sight{{to: inspector, lines: []string{"[Как в Telegram: Inspector]"}}},
			changes: []sight{{to: inspector, lines: []string{"Вы ответили, что не сможете.", "[Буду] [✓ Не смогу]"}}}},
		{who: inspector, says: "Инспектор, Третий, Ветеринарная служба", comes: []sight{{to: inspector, lines: []string{"Записано: Инспектор Третий, Ветеринарная служба"}}}},
	}},
	{"They say where they are", []act{
		{who: officer, presses: "Другой часовой пояс", comes: []sight{{to: officer, lines: []string{"[✓ Время Алматы] [Время Бишкека]"}}}},
		{who: officer, presses: "Время Душанбе", changes: []sight{{to: officer, lines: []string{"Записано: время Душанбе."}}}},
		{who: expert, says: "/timezone Brussels", comes: []sight{{to: expert, lines: []string{"Noted: Brussels time."}}}},
		{who: inspector, says: "/timezone Душанбе", comes: []sight{{to: inspector, lines: []string{"Записано: время Душанбе."}}}},
	}},
	{"The study tour has two seats: who comes third waits", []act{
		{who: officer, opens: "{tour link}", comes: []sight{{to: officer, lines: []string{tour, "[Буду] [Не смогу]"}}}},
		{who: officer, presses: "Буду", changes: []sight{{to: officer, lines: []string{"1 из 2 участвуют"}}}},
		{who: expert, opens: "{tour link}", comes: []sight{{to: expert, lines: []string{tour, "[I'll come] [I can't come]"}}}},
		{who: expert, presses: "I'll come", comes: []sight{{to: coordinator, lines: []string{"Full: “" + tour + "” /e_{tour}"}}},
			changes: []sight{{to: expert, lines: []string{"2 of 2 coming"}}}},
		{who: inspector, opens: "{tour link}", comes: []sight{{to: inspector, lines: []string{tour, "[В лист ожидания] [Не смогу]"}}}},
		{who: inspector, presses: "В лист ожидания", changes: []sight{{to: inspector, lines: []string{"2 из 2 участвуют · 1 ждёт"}}}},
		{who: officer, says: "/my", comes: []sight{{to: officer, lines: []string{workshop, tour}}}},
	}},
}

var changing = []step{
	{"At nine the coordinator hears what the day before brought; an answer pings nobody", []act{
		{until: "2026-11-25 09:59", comes: []sight{{to: coordinator, at: "2026-11-24 09:00", lines: []string{
			"What is new since Mon 23 November, 09:00", workshop + " /e_{workshop}", "New answers: 2 are coming and 1 cannot come",
			tour + " /e_{tour}", "New answers: 2 are coming and 1 is waiting for a seat"}},
			{to: coordinator, at: "2026-11-25 09:00", lines: []string{
				"Still missing for the last reminder:", workshop + " /e_{workshop}, Wed 9 December 2026: address, contact, practical information"}}}},
	}},
	{"Two weeks before the workshop those who come are reminded, each at 10:00 of their own", []act{
		{until: "2026-11-25 15:00", comes: []sight{
			{to: officer, at: "2026-11-25 10:00", lines: []string{"Напоминание: " + workshop, workshopOldR, "С 09:30, время Алматы", "[✓ Буду] [Не смогу]"}},
			{to: expert, at: "2026-11-25 10:00", lines: []string{"Reminder: " + workshop, workshopOld, "From 09:30, Almaty time", "[✓ I'll come] [I can't come]"}},
		}},
	}},
	{"A seat of the study tour is given up, and the next in line has it", []act{
		{who: expert, says: "/e_{tour}", comes: []sight{{to: expert, lines: []string{tour, "2 of 2 coming · 1 waiting", "[✓ I'll come] [I can't come]"}}}},
		{who: expert, presses: "I can't come", changes: []sight{{to: expert, lines: []string{"[Give it up] [Keep it]"}}}},
		{who: expert, presses: "Give it up",
			comes:   []sight{{to: inspector, lines: []string{"Освободилось место: вы в списке.", tour, "[✓ Буду] [Не смогу]"}}},
			changes: []sight{{to: expert, lines: []string{"You said that you cannot come.", "2 of 2 coming"}}}},
		{who: expert, says: "/my", comes: []sight{{to: expert, lines: []string{workshop, tour}}}},
	}},
	{"The workshop is moved, and those who come are told what was and what is", []act{
		{who: coordinator, says: "/e_{workshop}", comes: []sight{{to: coordinator, lines: []string{workshop, "2 of 24 coming · 1 declined"}}}},
		{who: coordinator, presses: "Move…"},
		{who: coordinator, says: "16-18 December", comes: []sight{{to: coordinator, lines: []string{
			"Dates: " + workshopOld + " → " + workshopNew, "2 people get it now.", "[Move and tell 2] [Don't tell]"}}}},
		{who: coordinator, presses: "Move and tell 2", changes: []sight{{to: coordinator, lines: []string{
			"Dates: " + workshopOld + " → " + workshopNew, "Until then the event stands as it was.", "[Do it now] [Undo]"}}}},
		{who: coordinator, presses: "Do it now", changes: []sight{{to: coordinator, lines: []string{workshopNew}}}, comes: []sight{
			{to: officer, lines: []string{"Новая дата: " + workshop, "Даты: " + workshopOldR + " → " + workshopNewR, "[Буду 16–18 дек.] [В эти дни не смогу]"}},
			{to: expert, lines: []string{"New date: " + workshop, "Dates: " + workshopOld + " → " + workshopNew, "[I'll come 16–18 Dec] [I can't on these dates]"}},
		}},
		{who: officer, presses: "Буду 16–18 дек.", changes: []sight{{to: officer, lines: []string{"✓ Вы участвуете."}}}},
		{who: expert, presses: "I'll come 16–18 Dec", changes: []sight{{to: expert, lines: []string{"✓ You are coming."}}}},
		{who: coordinator, presses: "Who is coming", changes: []sight{{to: coordinator, lines: []string{"2 of 24 coming · 1 declined"}}}},
	}},
}

var ending = []step{
	{"Two weeks before the new days they are reminded anew", []act{
		{until: "2026-12-02 15:00", comes: []sight{
			{to: coordinator, at: "2026-11-26 09:00", lines: []string{tour + " /e_{tour}", "New answers: 1 cannot come", "1 moved up from the waiting list"}},
			{to: coordinator, at: "2026-12-02 09:00", lines: []string{
				"Still missing for the last reminder:", workshop + " /e_{workshop}, Wed 16 December 2026: address, contact, practical information"}},
			{to: officer, at: "2026-12-02 10:00", lines: []string{"Напоминание: " + workshop, workshopNewR}},
			{to: expert, at: "2026-12-02 10:00", lines: []string{"Reminder: " + workshop, workshopNew}},
		}},
	}},
	{"The coordinator sends words of their own", []act{
		{who: coordinator, says: "/remind {workshop} Please bring your laptop.", comes: []sight{{to: coordinator, lines: []string{
			"2 people get it now.", "Please bring your laptop.", "[Send to 2]"}}}},
		{who: coordinator, presses: "Send to 2", comes: []sight{
			{to: officer, lines: []string{"Please bring your laptop.", "Напоминание: " + workshop, "[✓ Буду] [Не смогу]"}},
			{to: expert, lines: []string{"Please bring your laptop.", "Reminder: " + workshop, "[✓ I'll come] [I can't come]"}},
		}},
		{until: "2026-12-02 15:05", changes: []sight{{to: coordinator, lines: []string{"Reached: 2"}}}},
	}},
	// Three days before is a Sunday, the old days' too: quiet, so it is the Friday
	// before. On the old days nothing comes.
	{"The last reminders come: three days before, the day before, and in the morning", []act{
		{until: "2026-12-13 20:00", comes: []sight{
			{to: officer, at: "2026-12-11 10:00", lines: []string{"Напоминание: " + workshop, workshopNewR}},
			{to: expert, at: "2026-12-11 10:00", lines: []string{"Reminder: " + workshop, workshopNew}},
		}},
		{until: "2026-12-15 20:00", comes: []sight{
			{to: officer, at: "2026-12-15 10:00", lines: []string{"Напоминание: " + workshop, workshopNewR}},
			{to: expert, at: "2026-12-15 10:00", lines: []string{"Reminder: " + workshop, workshopNew}},
		}},
		{until: "2026-12-16 09:30", comes: []sight{
			{to: officer, at: "2026-12-16 08:00", lines: []string{"Напоминание: " + workshop, "С 09:30, время Алматы"}},
			{to: expert, at: "2026-12-16 04:00", lines: []string{"Reminder: " + workshop, "From 09:30, Almaty time"}},
		}},
	}},
	{"The workshop is over: what was, and what is ahead", []act{
		{until: "2026-12-19 09:00"},
		{who: coordinator, says: "/past", comes: []sight{{to: coordinator, lines: []string{"Past: 9 events", workshopNew, workshop}}}},
		{who: coordinator, says: "/upcoming", comes: []sight{{to: coordinator, lines: []string{"Ahead: 1 event", "2 of 2 coming · 1 declined · /e_{tour}"}}}},
	}},
}
