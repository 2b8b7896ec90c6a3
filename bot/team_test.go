package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"jarchy/internal/programme"
)

// invitation has somebody invite a colleague, and returns the link's token.
func (o *office) invitation(by int64) string {
	o.t.Helper()
	text := o.do(o.said(by, "invite", ""))
	_, rest, ok := strings.Cut(text, "?start=i_")
	if !ok {
		o.t.Fatalf("no link in %q", text)
	}
	token, _, _ := strings.Cut(rest, "\n")
	return token
}

func (o *office) role(user int64) string {
	o.t.Helper()
	return o.text(`SELECT coalesce((SELECT role FROM person WHERE programme_id = 1 AND account_id = $1), '')`, user)
}

// TestJoining: nothing is known of who only looks at an invitation, what is needed
// from then on, and of who was turned down nothing again.
func TestJoining(t *testing.T) {
	t.Parallel()
	for _, decision := range []string{"i.yes", "i.no"} {
		o := newOffice(t)
		o.exec(`UPDATE person SET otherwise = NULL`)
		token := o.invitation(theOwner)
		known := func() int {
			return o.int(`SELECT (SELECT count(*) FROM account WHERE id = $1) + (SELECT count(*) FROM person WHERE account_id = $1)
				+ (SELECT count(*) FROM token WHERE account = $1)`, aStranger)
		}
		if got := o.do(o.said(aStranger, "start", "i_"+token)); !strings.Contains(got, "/privacy") {
			t.Errorf("an invitation without the notice: %s", got)
		}
		o.do(o.pressed(aStranger, "i.in:"+token+":ru"))
		o.want("known of who only looks", known(), 0)

		o.do(o.pressed(aStranger, "i.ask:"+token+":ru"))
		o.want("known of who asks", known(), 1)
		o.want("their role", o.role(aStranger), "")
		o.want("what the inviter has", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND params ->> 'text' LIKE '%9000%'`, theOwner), 1)
		o.want("what another owner has", o.int(`SELECT count(*) FROM outbox WHERE chat = $1`, theOwner+1), 0)

		dead := refusal("link_dead")
		o.want("the link, opened by somebody else", plain(o.do(o.said(aStranger+1, "start", "i_"+token))), dead)
		o.want("pressed by somebody else", plain(o.do(o.pressed(aStranger+1, "i.ask:"+token))), dead)
		waits := o.do(o.said(aStranger, "start", "i_"+token))
		o.want("the link, opened again", o.do(o.pressed(aStranger, "i.ask:"+token+":en")), waits)

		request := o.int(`SELECT max(id) FROM token`)
		o.do(o.pressed(theOwner, fmt.Sprintf("%s:%d", decision, request)))
		o.want("tokens left", o.int(`SELECT count(*) FROM token`), 0)
		if decision == "i.yes" {
			o.want("role", o.role(aStranger), "coordinator")
			o.want("language", o.text(`SELECT language FROM account WHERE id = $1`, aStranger), "ru")
			o.want("menus with /new", o.int(`SELECT count(*) FROM outbox WHERE method = 'setMyCommands' AND params #>> '{scope,chat_id}' = '9000' AND params::text LIKE '%"new"%'`), 1)
		} else {
			o.want("known of who was turned down", known(), 0)
			o.want("messages that would keep their number", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND NOT stranger`, aStranger), 0)
		}
		role := o.role(aStranger)
		for _, again := range []string{"i.yes", "i.no"} { // of the other owner, to whom the buttons may have been sent
			o.want("decided again", plain(o.do(o.pressed(theOwner+1, fmt.Sprintf("%s:%d", again, request)))), plain(o.say("invite.decided")))
		}
		o.want("role", o.role(aStranger), role)
	}
}

// TestInvitationEnds: the link of who is an owner no longer is dead, and what they
// pressed before they knew does nothing.
func TestInvitationEnds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.exec(`UPDATE person SET otherwise = NULL`)
	token, used := o.invitation(theOwner), o.invitation(theOwner)
	o.do(o.pressed(aStranger, "i.ask:"+used))
	request := o.int(`SELECT max(id) FROM token`)
	o.do(o.pressed(theOwner+1, fmt.Sprintf("t.coord:%d", o.personOf(theOwner))))
	o.want("the link", plain(o.do(o.said(aStranger+1, "start", "i_"+token))), refusal("link_dead"))
	o.want("asking", plain(o.do(o.pressed(aStranger+1, "i.ask:"+token))), refusal("link_dead"))
	o.want("approving", plain(o.do(o.pressed(theOwner, fmt.Sprintf("i.yes:%d", request)))), refusal("owners_only"))
	o.want("inviting", plain(o.do(o.said(theOwner, "invite", ""))), refusal("owners_only"))
	o.want("who asked", o.role(aStranger), "")
}

// TestRemovedFromTeam: from the next press on, whatever was sent before, somebody
// removed is of the team no longer; where they take part, they still do.
func TestRemovedFromTeam(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	s := o.scene()
	o.take(s.event, programme.Coming, 103)
	card := func() string { return o.do(o.pressed(103, "e:"+s.event.Code)) }
	if got := card(); !strings.Contains(got, s.event.Key) {
		t.Fatalf("staff's card: %s", got)
	}
	o.do(o.pressed(103, fmt.Sprintf("e.change:%s:%d", s.event.Code, s.event.Version)))
	draft := o.int(`SELECT max(id) FROM draft`)
	o.do(o.pressed(103, fmt.Sprintf("d.ask:%d:1:title", draft)))

	o.do(o.pressed(theOwner, fmt.Sprintf("t.remove:%d", s.coordinator)))
	before := o.rows(0)
	denied := refusal("denied")
	for _, data := range []string{"e:" + s.event.Code, "people:" + s.event.Code + ":0", "remind:" + s.event.Code, fmt.Sprintf("d.save:%d:1", draft), "new", "t:0", "i.new",
		"e.cancel:" + s.versioned(), fmt.Sprintf("t.remove:%d", o.personOf(theOwner))} {
		o.want(data, plain(o.do(o.pressed(103, data))), denied)
	}
	for _, command := range []string{"new", "team", "invite", "remind"} {
		o.want("/"+command, plain(o.do(o.said(103, command, s.event.Code))), denied)
	}
	o.do(o.said(103, "", "Risk analysis")) // would have been the draft's title
	o.want("something has changed", o.rows(0) == before, true)
	o.want("part", o.stateOf(s.event, 103), "coming")
	if got := o.do(o.said(103, "event", s.event.Code)); !strings.Contains(got, secretTitle) || strings.Contains(got, s.event.Key) {
		t.Errorf("the event, to a participant: %s", got)
	}

	o.do(o.pressed(theOwner, fmt.Sprintf("t.undo:%d", s.coordinator)))
	o.want("role, taken back", o.role(103), "coordinator")
	o.want("again", plain(o.do(o.pressed(theOwner, fmt.Sprintf("t.undo:%d", s.coordinator)))), plain(o.say("team.back_already")))
	for _, nobody := range []int64{o.personOf(105), int64(o.int(`SELECT id FROM person WHERE account_id = 106`)), 1 << 40} {
		o.want("a forged Undo", plain(o.do(o.pressed(theOwner, fmt.Sprintf("t.undo:%d", nobody)))), refusal("button_old"))
	}
	o.want("a forged member", plain(o.do(o.pressed(theOwner, fmt.Sprintf("t.remove:%d", o.personOf(105))))), plain(o.say("team.removed_already")))
}

// TestOwnersStay: there is always an owner, and those of the configuration are not
// taken away by buttons.
func TestOwnersStay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one, two := o.personOf(theOwner), o.personOf(theOwner+1)
	for _, verb := range []string{"t.ask", "t.remove", "t.coord"} {
		o.want(verb+" of an owner by configuration", plain(o.do(o.pressed(theOwner, fmt.Sprintf("%s:%d", verb, two)))), refusal("owner_configured"))
	}
	o.exec(`UPDATE person SET otherwise = NULL`)
	o.do(o.pressed(theOwner, fmt.Sprintf("t.coord:%d", two)))
	o.want("the other one", o.role(theOwner+1), "coordinator")
	for _, verb := range []string{"t.ask", "t.remove", "t.coord"} {
		o.want(verb+" of the only owner", plain(o.do(o.pressed(theOwner, fmt.Sprintf("%s:%d", verb, one)))), refusal("last_owner"))
	}
	o.do(o.pressed(theOwner, fmt.Sprintf("t.owner:%d", two)))
	o.do(o.pressed(theOwner, fmt.Sprintf("t.remove:%d", one))) // leaves
	o.want("who left", o.role(theOwner), "participant")
	o.want("owners", o.owners(), fmt.Sprint(theOwner+1))
}

// TestTwoOwnersRemoveEachOther: one of them stays.
func TestTwoOwnersRemoveEachOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.exec(`UPDATE person SET otherwise = NULL`)
	one, two := o.personOf(theOwner), o.personOf(theOwner+1)
	for round := range rounds {
		o.exec(`UPDATE person SET role = 'owner'`)
		verbs := []string{"t.remove", "t.coord"}
		o.atOnce(
			o.handling(0, o.pressed(theOwner, fmt.Sprintf("%s:%d", verbs[round%2], two))),
			o.handling(1, o.pressed(theOwner+1, fmt.Sprintf("t.remove:%d", one))),
		)
		o.want(fmt.Sprintf("round %d: owners", round), o.int(`SELECT count(*) FROM person WHERE role = 'owner'`), 1)
	}
	o.report()
}

// TestInvitationOnce: of many who ask by one invitation at once, one has asked.
func TestInvitationOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range rounds {
		o.exec(`DELETE FROM token`)
		o.exec(`DELETE FROM outbox`)
		token := o.invitation(theOwner)
		var fs []func() error
		for i := range 6 {
			fs = append(fs, o.handling(i, o.pressed(int64(aStranger+i), "i.ask:"+token)))
		}
		o.atOnce(fs...)
		o.want("who asks", o.int(`SELECT count(*) FROM token WHERE account IS NOT NULL`), 1)
		o.want("questions to the owner", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND params::text LIKE '%i.yes:%'`, theOwner), 1)
	}
}
