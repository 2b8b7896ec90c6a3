package faults

import (
	"strings"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/processtest"
)

// TestTwoProgrammes (I9): people and staff of one programme ask for, and press the buttons
// of, another programme's event. To them it is an unknown code: they read nothing of it,
// and nothing of it changes.
func TestTwoProgrammes(t *testing.T) {
	t.Parallel()
	const secret, there, here = "Tariffs of the neighbours", 500_001, firstChat
	r := newRig(t)
	r.programme(nil)
	r.people(1)
	e := r.event(0)
	// A second programme, with an owner and a listed event of its own.
	r.exec(`INSERT INTO programme (name, zone, language, created_at) SELECT 'Neighbours', zone, language, created_at FROM programme`)
	r.chat(there)
	r.exec(`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		SELECT $1, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at FROM account WHERE id = $2`, there, here)
	r.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		SELECT 2, $1, 'owner', 'Nameless', true, created_at FROM programme WHERE id = 2`, there)
	theirs := e
	theirs.Programme, theirs.Listed, theirs.Texts[0].Title = 2, true, secret
	r.do(func(tx *postgres.Tx) error {
		theirs.CreatedBy = int64(r.number(`SELECT id FROM person WHERE account_id = $1`, there))
		if err := tx.CreateEvent(r.Context(), &theirs); err != nil {
			return err
		}
		if err := tx.Log(r.Context(), postgres.Change{Programme: 2, Subject: "event", SubjectID: theirs.ID, Version: 1, By: theirs.CreatedBy}); err != nil {
			return err
		}
		return tx.CopyRules(r.Context(), theirs.ID)
	})
	r.forget()
	p := r.serve(program)
	p.ready()
	state := `SELECT md5(string_agg(x::text, '' ORDER BY x::text)) FROM (
		SELECT to_jsonb(e) AS x FROM event e WHERE programme_id = 2 UNION ALL SELECT to_jsonb(p) FROM participation p WHERE event_id = $1
		UNION ALL SELECT to_jsonb(u) - 'next_at' FROM rule u WHERE event_id = $1 UNION ALL SELECT to_jsonb(d) FROM draft d WHERE event_id = $1) all_of_it`
	before := r.text(state, theirs.ID)
	for _, who := range []int64{owner, here} {
		person := r.sim.Person(who, "", "")
		for _, text := range []string{"/upcoming", "/my", "/past", "/event " + theirs.Code, "/e_" + theirs.Code, "/remind " + theirs.Code, "/nudge " + theirs.Code,
			"/move " + theirs.Code + " 16-18 December", "/cancel " + theirs.Code, "/postpone " + theirs.Code, "/outlook", "/find tariffs"} {
			person.Say(text)
		}
		// As a forged app presses: every verb with the event's code.
		for _, verb := range []string{"come", "no", "giveup", "keep", "e", "edit", "card", "share", "people", "remind", "nudge", "rules", "rule.add", "p.remove"} {
			person.PressData(1, verb+":"+theirs.Code+":1")
		}
		r.handled()
	}
	r.settled()
	p.Stop()
	if after := r.text(state, theirs.ID); after != before {
		t.Error("something of the other programme's event changed")
	}
	for _, c := range r.sim.Journal() {
		if c.Chat != there && strings.Contains(c.Params.Encode(), "Tariffs+of+the+neighbours") {
			t.Errorf("%d read of it: %s", c.Chat, c.Params.Get("text"))
		}
	}
	// Whose it is sees it.
	p = r.serve(program)
	r.sim.Person(there, "", "").Say("/upcoming")
	processtest.Until(t, "the list", func() bool {
		texts := r.posts()[there]
		return len(texts) > 0 && strings.Contains(texts[len(texts)-1], secret)
	})
	p.Stop()
}
