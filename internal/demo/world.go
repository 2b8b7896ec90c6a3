package demo

import (
	"context"
	"fmt"
	"slices"

	"jarchy/internal/simulator"
)

// pageOpens is when a visitor comes in: the day after the world was made.
var pageOpens = opening.AddDate(0, 0, 1)

// pasted is the announcement that stands in the coordinator's chat when a visitor
// comes in.
const pasted = "The programme invites customs officers of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan " +
	"to a regional workshop on risk management in Almaty on 9-11 December 2026. It begins at 09:30; there are 24 seats. " +
	"The workshop is held together with the WCO."

// world is what is there before a visitor comes in.
type world struct {
	*stage
	crowd []*simulator.Person
	tour  string // code of the study tour that is full
}

// ahead is an event of the world. Some people answer it.
type ahead struct {
	says    string
	answers []answers
	then    []string // what the coordinator says or, "[so]", presses after that
}

// answers is a group that answers at once, before the next does.
type answers struct {
	from, to int    // of the crowd
	also     []part // with windows
	no       bool   // they cannot come
}

// full is the study tour whose last seat a visitor sees change hands.
const full = "Study tour to Riga on animal health, 19-22 January, 10:00, veterinary services of KG and TJ, 6 seats"

// events ahead: one full with people waiting, one abroad, one online, one moved,
// one tentative, one without a date. None of them reminds anybody before the
// workshop of the story does.
var eventsAhead = []ahead{
	{says: full, answers: []answers{
		{from: 8, to: 13, also: []part{officer}}, {also: []part{inspector}}, {from: 13, to: 15},
	}},
	{says: "Study tour to Vienna on border demarcation, 9-12 February, 09:00, border services of KZ KG TJ UZ, 20 seats",
		answers: []answers{{from: 4, to: 8}, {from: 15, to: 21}, {from: 21, to: 23, no: true}}},
	{says: "/new Online session on electronic phytosanitary certificates, 17 December, 14:00-16:00, phytosanitary services of KZ KG TJ UZ",
		answers: []answers{{from: 8, to: 24}}},
	{says: "Workshop on X-ray image analysis, Tashkent, 15-17 December, 09:30, customs of KZ KG TJ UZ, 24 people",
		answers: []answers{{from: 0, to: 12, also: []part{expert}}, {from: 12, to: 14, no: true}},
		then:    []string{"[e.move]", "12-14 January", "[d.tell]", "[e.tell]"}},
	{says: "Training of trainers on radiation control, Dushanbe, tentatively 2-5 February, 20 people",
		answers: []answers{{from: 2, to: 9}}},
	{says: "/new Steering group meeting, Bishkek"},
}

// make lets the programme's people do what they did before a visitor comes in, all
// by talking to the bot: an archive is pasted, events are registered, people answer.
func (w *world) make(ctx context.Context) error {
	w.crowd = crowd(w.sim)
	for _, p := range windows() {
		w.people[p.part] = w.sim.Person(p.id, string(p.part), p.language)
	}
	boss := w.people[coordinator]
	boss.Start("")
	for _, a := range archive() {
		if err := w.does(ctx, boss, a.says); err != nil {
			return err
		}
	}
	for _, e := range eventsAhead {
		code, err := w.register(ctx, e)
		if err != nil {
			return fmt.Errorf("%q: %w", e.says, err)
		}
		if e.says == full {
			w.tour = code
		}
	}
	for who, city := range map[part]string{officer: "Душанбе", expert: "Brussels", inspector: "Душанбе"} {
		if err := press(w.people[who], "name:keep"); err != nil {
			return err
		}
		w.people[who].Say("/timezone " + city)
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	for _, who := range []part{officer, expert, inspector} {
		w.people[who].Say("/my")
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if err := w.turn(ctx, pageOpens); err != nil {
		return err
	}
	boss.Say(pasted)
	return w.settle(ctx)
}

// register has the coordinator register an event, and people answer it.
func (w *world) register(ctx context.Context, e ahead) (code string, err error) {
	boss := w.people[coordinator]
	for _, say := range []string{e.says, "[d.save]"} {
		if err := w.does(ctx, boss, say); err != nil {
			return "", err
		}
	}
	card := newest(boss, "share:")
	link := links.FindString(card.Text)
	if link == "" {
		return "", fmt.Errorf("no card with a link came")
	}
	code = codes.FindStringSubmatch(card.Text)[1]
	for _, a := range e.answers {
		if err := w.answer(ctx, link, a); err != nil {
			return "", err
		}
	}
	for _, do := range e.then {
		if err := w.does(ctx, boss, do); err != nil {
			return "", err
		}
	}
	return code, nil
}

// answer has a group open a link and answer.
func (w *world) answer(ctx context.Context, link string, a answers) error {
	group := slices.Clone(w.crowd[a.from:a.to])
	for _, who := range a.also {
		group = append(group, w.people[who])
	}
	return w.answerAll(ctx, group, link, !a.no)
}
