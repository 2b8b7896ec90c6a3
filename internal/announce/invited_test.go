package announce_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/announce"
)

// invited returns the hosts and the invited countries, in order, of a text with one event.
func invited(t *testing.T, text string) (hosts, audience []string) {
	t.Helper()
	drafts, err := announce.Read(text, monday)
	if err != nil || len(drafts) != 1 {
		t.Errorf("%q: %d events, %v", text, len(drafts), err)
		return nil, nil
	}
	return drafts[0].Hosts, slices.Sorted(slices.Values(drafts[0].Audience))
}

// TestInvited holds the ways in which texts say who is invited where.
func TestInvited(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Riga will host a workshop for Bhutan and Lesotho on 9-11 December 2026.",
		"On 9-11 December 2026 a workshop on seals will be held in Riga, Latvia, for police officers from Bhutan, Lesotho.",
		"The workshop in Riga on 9-11 December 2026 will bring together experts and policymakers from Bhutan as well as Lesotho.",
		"Officials of the Ministries of Finance of Bhutan and Lesotho will attend a training in Riga on 9-11 December 2026.",
		"Customs administrations of Bhutan and Lesotho are invited to a training in Riga on 9-11 December 2026.",
		"A training for the customs services of Bhutan and Lesotho, Riga, 9-11 December 2026",
		"Bhutanese and Basotho vets will take part in a study tour to Latvia on 9-11 December 2026.",
		"Participants: Bhutan, Lesotho\nWorkshop on seals\nRiga, 9-11 December 2026",
		"Workshop on seals, Riga, 9-11 December 2026, 12 people from Bhutan and Lesotho",
		"The study tour to Latvia (9-11 December 2026) is meant for teachers from Bhutan and Lesotho.",
		"Two representatives each from Bhutan and Lesotho will join the workshop in Riga on 9-11 December 2026.",
		"A delegation from Bhutan and one from Lesotho will come to Riga for a workshop on 9-11 December 2026.",
		"The delegations of Bhutan and Lesotho will meet in Riga for a round table on 9-11 December 2026.",
		"Riga, 9-11 December 2026: workshop for Bhutanese and Basotho border guards",
		"Nationals of Bhutan and Lesotho may apply for the summer school in Riga, 9-11 December 2026.",
		"The workshop in Riga, 9-11 December 2026, is open to early-career researchers based in Bhutan or Lesotho.",
		"A workshop in Riga on 9-11 December 2026 will gather parliamentarians from Bhutan and Lesotho.",
		"Thirty mayors, among them ten from Bhutan and five from Lesotho, will attend a forum in Riga on 9-11 December 2026.",
		"Experts from Germany will train midwives from Bhutan and Lesotho in Riga on 9-11 December 2026 (training on first aid).",
		"The Embassy of Japan supports a workshop in Riga on 9-11 December 2026 for Bhutan's and Lesotho's statisticians.",
		"A workshop in Riga on 9-11 December 2026 invites applicants residing in Bhutan and Lesotho.",
		"Bhutan's customs service and Lesotho's revenue authority will send officers to a training in Riga on 9-11 December 2026.",
		"9-11 декабря 2026 года в Риге пройдёт семинар для таможенников Бутана и Лесото.",
		"Представители министерств финансов Бутана и Лесото примут участие в тренинге в Риге 9-11 декабря 2026 года.",
		"В Риге 9-11 декабря 2026 года соберутся ветеринары из Бутана и Лесото на семинар.",
		"Семинар, Рига, 9-11 декабря 2026, 12 человек из Бутана и Лесото",
		"Бутанские и лесотские учителя приедут в Ригу на тренинг 9-11 декабря 2026 года.",
		"Делегации Бутана и Лесото посетят Латвию с учебным визитом 9-11 декабря 2026 года.",
		"Участники: Бутан, Лесото\nСеминар по пломбам\nРига, 9-11 декабря 2026 года",
		"На тренинг в Ригу 9-11 декабря 2026 года приглашаются граждане Бутана и Лесото.",
		"Тренинг в Риге 9-11 декабря 2026 года объединит парламентариев Бутана и Лесото.",
		"Таможенные службы Бутана и Лесото обменяются опытом на семинаре в Риге 9-11 декабря 2026 года.",
		"По два представителя от Бутана и Лесото приедут на семинар в Ригу 9-11 декабря 2026 года.",
		"Эксперты из Германии обучат акушерок из Бутана и Лесото на тренинге в Риге 9-11 декабря 2026 года.",
		"В семинаре, который пройдёт в Риге 9-11 декабря 2026 года, примут участие Бутан и Лесото.",
		"Семинар в Риге 9-11 декабря 2026 года рассчитан на экологов, работающих в Бутане и Лесото.",
		"Семинар для сотрудников МВД Бутана и Лесото пройдёт в Риге 9-11 декабря 2026 года.",
		"Страны-участницы: Бутан и Лесото. Семинар пройдёт в Риге 9-11 декабря 2026 года.",
		"Мэры городов Бутана и Лесото соберутся на форум в Риге 9-11 декабря 2026 года.",
		"Студенты вузов Бутана и Лесото приглашаются в летнюю школу в Риге, 9-11 декабря 2026 года.",
	} {
		hosts, audience := invited(t, text)
		if !slices.Equal(hosts, []string{"LV"}) || !slices.Equal(audience, []string{"BT", "LS"}) {
			t.Errorf("%q: in %q for %q, want LV for BT LS", text, hosts, audience)
		}
	}
}

// TestEveryCountryIsInvited reads each country of the data, and each nationality, as those
// who are invited.
func TestEveryCountryIsInvited(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("data/countries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) < 6 || f[0] == "LV" {
			continue
		}
		texts := []string{
			"Twelve customs officers from " + first(f[2]) + " took part in a workshop on seals in Riga on 9-11 December 2026.",
			"A study tour to Latvia for officials of " + first(f[2]) + " will be held on 9-11 December 2026.",
			"Семинар по пломбам\nРига, 9-11 декабря 2026 года\nУчастники: " + first(f[3]),
		}
		for _, n := range strings.FieldsFunc(f[4], func(r rune) bool { return r == '|' }) {
			texts = append(texts, "A group of "+n+" officials will visit Riga for a workshop on 9-11 December 2026.")
		}
		for _, n := range strings.FieldsFunc(f[5], func(r rune) bool { return r == '|' }) {
			n = strings.TrimSuffix(n, "ий")
			texts = append(texts, "В Риге 9-11 декабря 2026 года пройдёт семинар для "+n+"их специалистов.")
		}
		for _, text := range texts {
			if hosts, audience := invited(t, text); !slices.Equal(hosts, []string{"LV"}) || !slices.Equal(audience, f[:1]) {
				t.Errorf("%q: in %q for %q, want LV for %s", text, hosts, audience, f[0])
			}
		}
	}
}

// first is the first of alternatives.
func first(names string) string {
	name, _, _ := strings.Cut(names, "|")
	return name
}
