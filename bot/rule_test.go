package bot_test

import (
	"fmt"
	"testing"

	"jarchy/internal/programme"
)

// TestRuleChanges: what staff do to a rule is done once, however often they press,
// and what waits of it in the queue follows.
func TestRuleChanges(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	e := o.event()
	o.take(e, programme.Coming, 105)
	press := func(format string, args ...any) {
		t.Helper()
		if got := o.do(o.pressed(theOwner, fmt.Sprintf(format, args...))); got == plain(o.say("bot.our_fault")) {
			t.Fatalf("%s: %s", fmt.Sprintf(format, args...), got)
		}
	}
	first := o.int(`SELECT min(id) FROM rule WHERE event_id = $1`, e.ID)
	guest := o.int(`SELECT id FROM person WHERE programme_id = 1 AND account_id = 105`)
	queue := func() int {
		o.exec(`INSERT INTO outbox (programme_id, event_id, person_id, rule_id, chat, method, class, not_before, created_at)
			VALUES (1, $1, $2, $3, 105, 'sendMessage', 2, $4, $4)`, e.ID, guest, first, o.clock.Now())
		row := o.int(`SELECT max(id) FROM outbox WHERE rule_id = $1`, first)
		o.exec(`INSERT INTO delivery (event_id, rule_id, person_id, schedule, instant, outbox_id)
			VALUES ($1, $2, $3, 1, $4, $5)`, e.ID, first, guest, o.clock.Now(), row)
		return row
	}
	withdrawn := func(row int) string {
		return o.text(`SELECT coalesce(withdrawn, '') FROM outbox WHERE id = $1`, row)
	}

	row := queue()
	press("rule.to:%d:concerned", first)
	o.want("a queued row of other people", withdrawn(row), "newer")
	o.want("its delivery, to be made anew", o.int(`SELECT count(*) FROM delivery WHERE rule_id = $1`, first), 0)

	row = queue()
	o.exec(`UPDATE outbox SET state = 'sending', run = gen_random_uuid(), claimed_at = clock_timestamp(), attempts = 1 WHERE id = $1`, row)
	press("rule.quiet:%d:1", first)
	o.want("a row on the wire, of another sound", withdrawn(row), "")
	o.want("its delivery stays", o.int(`SELECT count(*) FROM delivery WHERE rule_id = $1`, first), 1)

	press("rule.off:%d:1", first)
	press("rule.off:%d:1", first)
	o.want("a row of a rule that is off", withdrawn(row), "rule_off")
	o.want("off", o.text(`SELECT off::text FROM rule WHERE id = $1`, first), "true")

	rules := o.int(`SELECT count(*) FROM rule WHERE event_id = $1`, e.ID)
	press("rule.make:%s:d5-0900:coming:0", e.Code)
	press("rule.make:%s:d5-0900:coming:0", e.Code)
	o.want("one is added, once", o.int(`SELECT count(*) FROM rule WHERE event_id = $1`, e.ID), rules+1)

	press("rule.make:%s:d6-0900:concerned:%d", e.Code, first)
	press("rule.make:%s:d6-0900:concerned:%d", e.Code, first)
	o.want("one takes the place of another, once", o.int(`SELECT count(*) FROM rule WHERE event_id = $1 AND NOT replaced`, e.ID), rules+1)
	o.want("the old one tells of its deliveries", o.int(`SELECT count(*) FROM delivery WHERE rule_id = $1`, first), 1)
	o.want("rules that are to be planned anew", o.int(`SELECT count(*) FROM rule WHERE event_id = $1 AND next_at IS NULL`, e.ID), 0)

	for _, forged := range []string{"d5-0900:nobody:0", "d-5-0900:coming:0", "d5-2500:coming:0", "h99:coming:0", "i99999999999999:coming:0", "x:coming:0", ":coming:0"} {
		press("rule.make:%s:%s", e.Code, forged)
	}
	o.want("forged rules", o.int(`SELECT count(*) FROM rule WHERE event_id = $1 AND NOT replaced`, e.ID), rules+1)
}
