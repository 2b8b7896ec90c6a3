package view_test

import (
	"fmt"
	"strings"
	"testing"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// workshop is a three-day workshop in Almaty.
func workshop(t *testing.T, first, last string) programme.Event {
	t.Helper()
	e := programme.Event{
		Code: "7KQ2M", Schedule: 2, Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
		When:   programme.When{Zone: "Asia/Almaty"},
		Places: []programme.Place{{Venue: "Customs Institute", City: "Almaty", Country: "KZ"}}, Hosts: []string{"KZ"},
		Texts: []programme.Text{{Language: "en", Title: "Risk <management>"}, {Language: "ru", Title: "Управление рисками"}},
		Seats: 24, Tally: programme.Tally{Coming: 12},
	}
	d, err := programme.ParseDate(first)
	end, err2 := programme.ParseDate(last)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for ; !end.Before(d); d = d.AddDays(1) {
		e.When.Days = append(e.When.Days, programme.Day{Date: d, From: "09:00", To: "17:00"})
	}
	loc, err := locale.Zone(e.When.Zone)
	if err != nil {
		t.Fatal(err)
	}
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	return e
}

// shown is a screen as text: its buttons in brackets.
func shown(s view.Screen) string {
	out := string(s.Text)
	for _, row := range s.Rows {
		out += "\n"
		for _, b := range row {
			out += fmt.Sprintf("[%s %s]", b.Label, b.Data)
		}
	}
	return out
}

func TestReminder(t *testing.T) {
	t.Parallel()
	e := workshop(t, "2026-12-09", "2026-12-11")
	tentative, online := e, workshop(t, "2026-12-09", "2026-12-09")
	tentative.Status = programme.Tentative
	online.Mode, online.Places, online.Hosts, online.Link = programme.Online, nil, nil, "https://meet.example.org"
	coming := view.Part{State: programme.Coming, Zone: "Europe/Brussels"}
	for _, c := range []struct {
		name, language string
		event          programme.Event
		part           view.Part
		words          string
		open           bool
		want           string
	}{
		{"the venue's clock in person", "en", e, coming, "", true, `<b>Reminder: Risk &lt;management&gt;</b>
Workshop

Wed 9 – Fri 11 December 2026 · 3 days
09:00–17:00, Almaty time
Customs Institute, Almaty, Kazakhstan
[✓ I'll come come:7KQ2M:2][I can't come no:7KQ2M:2]`},
		{"the reader's online, and the link", "en", online, coming, "", true, `<b>Reminder: Risk &lt;management&gt;</b>
Workshop

Wed 9 December 2026
05:00–13:00, Brussels time
Online
Meeting link: https://meet.example.org
[✓ I'll come come:7KQ2M:2][I can't come no:7KQ2M:2]`},
		{"no link for who is not coming", "en", online, view.Part{State: programme.Waiting, Zone: "Asia/Almaty"}, "", true, `<b>Reminder: Risk &lt;management&gt;</b>
Workshop

Wed 9 December 2026
09:00–17:00, Almaty time
Online
[✓ Waiting list come:7KQ2M:2][Leave the waiting list no:7KQ2M:2]`},
		{"own words above, tentative", "ru", tentative, coming, "Возьмите <паспорт>.", true, `Возьмите &lt;паспорт&gt;.

<b>Напоминание: Управление рисками</b>
Семинар
⚠ Дата предварительная.

ср 9 – пт 11 декабря 2026 г. · 3 дня
09:00–17:00, время Алматы
Customs Institute, Алматы, Казахстан
[✓ Буду come:7KQ2M:2][Не смогу no:7KQ2M:2]`},
		{"new days to confirm", "en", e, view.Part{State: programme.Coming, Confirm: true, Zone: "Asia/Almaty"}, "", true, `<b>Reminder: Risk &lt;management&gt;</b>
Workshop

Wed 9 – Fri 11 December 2026 · 3 days
09:00–17:00, Almaty time
Customs Institute, Almaty, Kazakhstan

<b>The date has changed.</b> Please say whether you can come on the new days.
[I'll come 9–11 Dec come:7KQ2M:2][I can't on these dates no:7KQ2M:2]`},
		{"staff answer nothing", "en", e, view.Part{Zone: "Asia/Almaty"}, "", true, `<b>Reminder: Risk &lt;management&gt;</b>
Workshop

Wed 9 – Fri 11 December 2026 · 3 days
09:00–17:00, Almaty time
Customs Institute, Almaty, Kazakhstan`},
		{"over", "en", e, coming, "Thank you.", false, `Thank you.

<b>Risk &lt;management&gt;</b>
Workshop

Wed 9 – Fri 11 December 2026 · 3 days
09:00–17:00, Almaty time
Customs Institute, Almaty, Kazakhstan`},
	} {
		if got := shown(view.Reminder(locale.For(c.language), c.event, c.part, c.words, c.open)); got != c.want {
			t.Errorf("%s:\n%s\n\nwant:\n%s", c.name, got, c.want)
		}
	}
}

func TestChangeNotice(t *testing.T) {
	t.Parallel()
	old, moved := workshop(t, "2026-12-09", "2026-12-11"), workshop(t, "2026-12-16", "2026-12-18")
	postponed, cancelled, placed, full, newYear := old, old, old, moved, workshop(t, "2026-12-30", "2027-01-02")
	postponed.Status, postponed.Reason = programme.Postponed, "Flights <all> cancelled."
	cancelled.Status = programme.Cancelled
	placed.Places = []programme.Place{{City: "Astana", Country: "KZ"}}
	full.Tally.Coming = 24
	session := cancelled
	session.Mode, session.Places, session.Hosts = programme.Online, nil, nil
	planned := session
	planned.Status = programme.Confirmed
	part := func(s programme.State) view.Part { return view.Part{State: s, Zone: "Asia/Almaty"} }
	for _, c := range []struct {
		name, language string
		old, event     programme.Event
		part           view.Part
		want           string
	}{
		{"moved", "en", old, moved, part(programme.Coming), `<b>New date: Risk &lt;management&gt;</b>
Workshop

Dates: <s>Wed 9 – Fri 11 December 2026 · 3 days</s> → <b>Wed 16 – Fri 18 December 2026 · 3 days</b>

<b>Now:</b>
Wed 16 – Fri 18 December 2026 · 3 days
09:00–17:00, Almaty time
Customs Institute, Almaty, Kazakhstan

<b>Your seat is kept.</b> Please say whether you can come on the new days.
[I'll come 16–18 Dec come:7KQ2M:2][I can't on these dates no:7KQ2M:2]
[Add to calendar cal.file:7KQ2M:changed]`},
		{"moved, in Russian", "ru", old, moved, part(programme.Waiting), `<b>Новая дата: Управление рисками</b>
Семинар

Даты: <s>ср 9 – пт 11 декабря 2026 г. · 3 дня</s> → <b>ср 16 – пт 18 декабря 2026 г. · 3 дня</b>

<b>Теперь:</b>
ср 16 – пт 18 декабря 2026 г. · 3 дня
09:00–17:00, время Алматы
Customs Institute, Алматы, Казахстан

<b>Ваша очередь в листе ожидания сохраняется.</b> Ответьте, пожалуйста, сможете ли вы в новые дни.
[Буду 16–18 дек. come:7KQ2M:2][В эти дни не смогу no:7KQ2M:2]`},
		{"another place", "en", old, placed, part(programme.Coming), `<b>Changed: Risk &lt;management&gt;</b>
Workshop

Place: <s>Customs Institute, Almaty, Kazakhstan</s> → <b>Astana, Kazakhstan</b>

<b>Now:</b>
Wed 9 – Fri 11 December 2026 · 3 days
09:00–17:00, Almaty time
Astana, Kazakhstan
[✓ I'll come come:7KQ2M:2][I can't come no:7KQ2M:2]
[Add to calendar cal.file:7KQ2M:changed]`},
		{"postponed", "en", old, postponed, part(programme.Coming), `<b>Postponed: Risk &lt;management&gt;</b>
Workshop

Reason: Flights &lt;all&gt; cancelled.

It does not take place as planned:
<s>Wed 9 – Fri 11 December 2026 · 3 days</s>
<s>09:00–17:00, Almaty time</s>
<s>Customs Institute, Almaty, Kazakhstan</s>

You will be told of a new date. Until then no reminders come.
[Take it off my calendar cal.file:7KQ2M]`},
		{"cancelled, in Russian", "ru", old, cancelled, part(programme.Coming), `<b>Отменяется: Управление рисками</b>
Семинар

Не состоится, как планировалось:
<s>ср 9 – пт 11 декабря 2026 г. · 3 дня</s>
<s>09:00–17:00, время Алматы</s>
<s>Customs Institute, Алматы, Казахстан</s>

Пожалуйста, не отправляйтесь в путь. Напоминаний больше не будет.
[Убрать из календаря cal.file:7KQ2M]`},
		{"cancelled, online", "en", planned, session, part(programme.Coming), `<b>Cancelled: Risk &lt;management&gt;</b>
Workshop

It does not take place as planned:
<s>Wed 9 – Fri 11 December 2026 · 3 days</s>
<s>09:00–17:00, Almaty time</s>
<s>Online</s>

No more reminders of it will come.
[Take it off my calendar cal.file:7KQ2M]`},
	} {
		if got := shown(view.ChangeNotice(locale.For(c.language), c.old, c.event, c.part, !c.event.Status.Off())); got != c.want {
			t.Errorf("%s:\n%s\n\nwant:\n%s", c.name, got, c.want)
		}
	}

	row := func(e programme.Event, s programme.State) string {
		notice := view.ChangeNotice(locale.For("en"), old, e, part(s), true)
		return strings.TrimSpace(shown(view.Screen{Rows: notice.Rows[:1]}))
	}
	for _, c := range []struct {
		event programme.Event
		state programme.State
		want  string
	}{
		{full, programme.Coming, "[I'll come 16–18 Dec come:7KQ2M:2][I can't on these dates no:7KQ2M:2]"},
		{full, programme.Asked, "[Waiting list come:7KQ2M:2][I can't come no:7KQ2M:2]"},
		{newYear, programme.Coming, "[I'll come come:7KQ2M:2][I can't on these dates no:7KQ2M:2]"},
	} {
		if got := row(c.event, c.state); got != c.want {
			t.Errorf("buttons for who is %s: %s, want %s", c.state, got, c.want)
		}
	}
}

// A notice may be read days later: it names days, and never counts them.
func TestTrueHoweverLate(t *testing.T) {
	t.Parallel()
	old, moved := workshop(t, "2026-12-09", "2026-12-11"), workshop(t, "2026-12-16", "2026-12-18")
	for language, words := range map[string][]string{
		"en": {"today", "tomorrow", "yesterday", " ago", "in 1 ", "in 2 ", "in 3 "},
		"ru": {"сегодня", "завтра", "вчера", "назад", "через"},
	} {
		p, part := locale.For(language), view.Part{State: programme.Coming, Zone: "Asia/Almaty"}
		all := shown(view.Reminder(p, old, part, "", true)) + shown(view.Nudge(p, old, part, "", true)) +
			shown(view.ChangeNotice(p, old, moved, part, true)) + string(p.HTML("bot.repeat"))
		for _, w := range words {
			if strings.Contains(strings.ToLower(all), w) {
				t.Errorf("a message counts days: %q in\n%s", w, all)
			}
		}
		if strings.Contains(all, "⟦") {
			t.Errorf("a word is missing:\n%s", all)
		}
	}
}
