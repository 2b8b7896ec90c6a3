package bot_test

import (
	"strings"
	"testing"
	"time"

	"jarchy/internal/programme"
)

// long fills a text up to some characters with words that tell nothing.
func long(text string, n int) string {
	return text + strings.Repeat(" and so on", n)[:n-len(text)]
}

// TestSecondHalf: what follows a message of 4,000 characters within five seconds,
// by the times of sending, goes on with it; nothing else does.
func TestSecondHalf(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		length    int
		after     time.Duration
		who       int64
		forwarded bool
		want      bool
	}{
		"at once":             {4000, 0, theOwner, false, true},
		"after five seconds":  {4000, 5 * time.Second, theOwner, false, true},
		"after six":           {4000, 6 * time.Second, theOwner, false, false},
		"before":              {4000, -time.Second, theOwner, false, false},
		"a shorter one":       {3999, 0, theOwner, false, false},
		"somebody else":       {4000, 0, theOwner + 1, false, false},
		"forwarded meanwhile": {4000, 0, theOwner, true, false},
	} {
		o.exec(`DELETE FROM draft; DELETE FROM batch; DELETE FROM asking`)
		first := o.said(theOwner, "", long("Workshop on tariffs, Almaty, 14 December 2026, 20 people.", c.length))
		first.MessageID, first.Sent = 1, o.clock.Now()
		o.do(first)
		second := o.said(c.who, "", "Together with WCO.")
		second.MessageID, second.Sent, second.Forwarded = 2, o.clock.Now().Add(c.after), c.forwarded
		o.do(second)
		o.want(name+": joined", o.int(`SELECT count(*) FROM draft WHERE fields ->> 'partners' LIKE '%WCO%' AND fields ->> 'title' = 'Tariffs'`) == 1, c.want)
	}
}

// TestAlbum: of an album the caption counts once, and its other pictures say
// nothing; without a caption the whole album is answered once.
func TestAlbum(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	picture := func(album, caption string) programme.Update {
		u := o.said(theOwner, "", caption)
		u.Album = album
		if caption == "" {
			u.What = "photo"
		}
		return u
	}
	answers := func(us ...programme.Update) int {
		row := o.lastRow()
		for _, u := range us {
			o.do(u)
		}
		return o.int(`SELECT count(*) FROM outbox WHERE id > $1`, row)
	}
	const caption = "Workshop on tariffs, Almaty, 14 December 2026"
	o.want("answers to a captioned album", answers(picture("1", caption), picture("1", ""), picture("1", caption), picture("1", "")), 1)
	o.want("drafts", o.int(`SELECT count(*) FROM draft`), 1)
	o.want("answers to an album without a caption", answers(picture("2", ""), picture("2", ""), picture("2", "")), 1)
	o.want("answers to one whose caption is no event", answers(picture("3", "Our team"), picture("3", "")), 1)
	o.want("answers to two pictures", answers(picture("", ""), picture("", "")), 2)
}
