package announce_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// TestLists holds the ways in which a text tells of several events by its form.
func TestLists(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string // kind, start, hour, host
	}{
		"a form repeated": {"Our courses\n\n**Reading maps of permafrost**\n\n- **Dates:** 4-6 May 2027\n- **Location:** Naryn, Kyrgyzstan\n- **Details:** hands-on workshop\n[Read more](/a)\n\n**Snow models for beginners**\n\n- **Date:** 8 June 2027\n- **Location:** Graz, Austria\n- **Description:** A course on models.",
			[]string{"workshop 2027-05-04  KG", "training 2027-06-08  AT"}},
		"форма с картинками": {"Афиша центра\n\nСеминар «Вода в горах»\n📅 12 января 2027\n📍 Бишкек, отель «Парк»\n\nТренинг для фермеров\n📅 19-20 января 2027\n📍 Ош\n\nРегистрация по ссылке",
			[]string{"workshop 2027-01-12  KG", "training 2027-01-19  KG"}},
		"one event's form with its agenda": {"Workshop on water rights\n\nDate: 12-13 January 2027\nPlace: Bishkek\n\nAgenda\n\nDate: 12 January 2027\n09:00 Opening\n10:00 Lecture on law\n\nDate: 13 January 2027\n09:00 Round table",
			[]string{"workshop 2027-01-12 09:00 KG"}},
		"hours of a day in town": {"What is on in Riga on 3 December\n\n09:30, House of the Press (12 Balasta dambis) – press conference on the film festival. With the director.\n\n11:00, City Library, room 4 – round table on reading for children.\n\n16:45, National Museum – exhibition of old maps opens.",
			[]string{"other 2026-12-03 09:30 LV", "meeting 2026-12-03 11:00 LV", "other 2026-12-03 16:45 LV"}},
		"часы одного дня": {"Завтра в Оше, 24 ноября\n\n9.00 – Дом культуры: семинар для библиотекарей о редких книгах.\n10.30 – Ошский университет: научная конференция «Горы и люди».\n14.00 – мэрия: заседание комиссии по бюджету.",
			[]string{"workshop 2026-11-24 09:00 KG", "conference 2026-11-24 10:30 KG", "meeting 2026-11-24 14:00 KG"}},
		"hours of one event": {"Workshop on water rights, Bishkek, 12 January 2027\n\n09:00 Registration\n09:30 Opening session, hall A\n10:00 Lecture: water law\n12:00 Round table in the library",
			[]string{"workshop 2027-01-12 09:00 KG"}},
		"numbers in a line": {"Plan: 1) workshop on audit, Osh, 2-3 December; 2) training on dogs, Almaty, 9-10 December; 3) seminar on seeds, Riga, 15 December",
			[]string{"workshop 2026-12-02  KG", "training 2026-12-09  KZ", "workshop 2026-12-15  LV"}},
		"пункты одного события": {"Семинар по аудиту, Ош, 2-3 декабря: 1) право; 2) практика; 3) ответы на вопросы",
			[]string{"workshop 2026-12-02  KG"}},
		"sessions": {"Two free webinars on plant health are held next month for inspectors of Latvia.\n\nFor the north\nTuesday, 8 December 2026, 10:00-11:00\nChair: Anna Ozola\n\nFor the south\nWednesday, 9 December 2026, 14:00-15:00\nChair: Ilze Berzina",
			[]string{"online_session 2026-12-08 10:00 ", "online_session 2026-12-09 14:00 "}},
		"занятия": {"В декабре пройдут два вебинара о здоровье растений.\n\nДля начинающих\n8 декабря, 10:00-11:00\nВедёт Анна Озола\n\nДля опытных\n9 декабря, 14:00-15:00\nВедёт Илзе Берзиня",
			[]string{"online_session 2026-12-08 10:00 ", "online_session 2026-12-09 14:00 "}},
		"editions below one place": {"The Secretariat will hold these meetings at the Conference Centre in Bridgetown, Barbados:\n\nThirtieth Meeting of the Committee of Statisticians - 12-14 January 2027;\n\nEleventh Session of the Group on Census - 15 January 2027; and\n\nFifth Seminar on Statistical Research - 16 January 2027.\n\nPapers will follow.",
			[]string{"meeting 2027-01-12  BB", "meeting 2027-01-15  BB", "workshop 2027-01-16  BB"}},
		"sentences of a list": {"Dear colleagues of the May workshop,\n\nonly a few weeks are left.\n\n### Dates\n- The workshop is Monday, 10 May 2027 - Tuesday, 11 May 2027\n- The project board meeting is on Wednesday, 12 May 2027 (by invitation)\n- The registration closes on 20 April 2027",
			[]string{"workshop 2027-05-10  ", "steering_group 2027-05-12  "}},
		"days above their events": {"DECEMBER\n\n3 December\nWorkshop on bees, Riga\n\n10 December\nRound table on honey, Vilnius\n\n12 December\nHoney fair, Kaunas",
			[]string{"workshop 2026-12-03  LV", "meeting 2026-12-10  LT", "other 2026-12-12  LT"}},
		"дни над событиями": {"Афиша\n\n3 декабря\nСеминар о пчёлах, Рига\n\n10 декабря\nКруглый стол о мёде, Вильнюс",
			[]string{"workshop 2026-12-03  LV", "meeting 2026-12-10  LT"}},
		"days of one programme": {"Conference on peat, Tartu, 3-4 December 2026\n\n3 December\n09:00 Opening\n10:00 Lecture on bogs\n\n4 December\n09:00 Excursion\n15:00 Closing ceremony",
			[]string{"conference 2026-12-03 09:00 EE"}},
		"строки с днём и часом": {"24 ноября, 10:00 – Дом прессы, Рига: пресс-конференция о фестивале кино.\n24 ноября, 12:30 – Музей почты, Рига: открытие выставки марок.\n25 ноября, 11:00 – Дума, Рига: заседание комиссии.",
			[]string{"other 2026-11-24 10:00 LV", "other 2026-11-24 12:30 LV", "meeting 2026-11-25 11:00 LV"}},
		"таблица": {"Дата\tМероприятие\tМесто\n03.12.2026\tСеминар по пчеловодству\tРига\n10.12.2026\tКруглый стол по мёду\tВильнюс",
			[]string{"workshop 2026-12-03  LV", "meeting 2026-12-10  LT"}},
		"a page's other news": {"Training of judges in Kampala\n\nThe Judicial Institute held a training on land law in Kampala from November 11 to 13, 2026. Thirty judges attended.\n\nRelated posts\nWorkshop in Gulu, October 2, 2026\nSeminar in Jinja, September 9, 2026",
			[]string{"training 2026-11-11  UG"}},
		"план по кварталам": {"План учебного центра на 2027 год\n\nI квартал\n18-22 января – курс по радиационному контролю\n15-19 февраля – курс по досмотру\n\nII квартал\n12-16 апреля – семинар по рискам",
			[]string{"training 2027-01-18  ", "training 2027-02-15  ", "workshop 2027-04-12  "}},
		"группы под одним именем": {"Тренинг для учителей\n\nГруппа 1\nДаты: 1-2 декабря 2026\nМесто: Ош\n\nГруппа 2\nДаты: 8-9 декабря 2026\nМесто: Нарын",
			[]string{"training 2026-12-01  KG", "training 2026-12-08  KG"}},
		"рассказ о двух": {"На днях в эстонском Тарту прошёл форум лесников: учёные из Латвии, Эстонии и Финляндии спорили, как сажать лес.\n\n12 ноября те, кто живёт в Латвии, собрались на рабочую встречу в Риге. Говорили, с чего начать.",
			[]string{"conference   EE", "meeting 2026-11-12  LV"}},
	} {
		drafts, err := announce.Read(c.text, time.Date(2026, 11, 23, 9, 0, 0, 0, zone))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, d := range drafts {
			start := d.Start.String()
			if d.Start.IsZero() {
				start = ""
			}
			got = append(got, strings.Join([]string{string(d.Kind), start, string(d.From), strings.Join(d.Hosts, "+")}, " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// A heading and the news below it that tell one name and different days are both asked.
func TestRetold(t *testing.T) {
	t.Parallel()
	text := "Webinar: Bridge to Skills of the New Century: Circles after School (October 03, 2026)\n" +
		"The subject of the 12th webinar held on April 30, 2026 with the union was “Bridge to Skills of the New Century: Circles after School”. The webinar ended with good wishes."
	drafts, err := announce.Read(text, time.Date(2026, 11, 23, 9, 0, 0, 0, zone))
	if err != nil || len(drafts) != 2 {
		t.Fatalf("%d events, %v", len(drafts), err)
	}
	for _, d := range drafts {
		if !slices.Contains(d.Uncertain, programme.FieldDates) {
			t.Errorf("%s %v: not asked", d.Title, d.Start)
		}
	}
}
