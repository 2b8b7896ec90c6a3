package bot_test

import (
	"fmt"
	"testing"

	"jarchy/internal/programme"
)

// TestAlbumIsAttachedWhole sends an album of pictures: one answer offers to attach it, and
// one press attaches all. The press comes twice and adds nothing the second time.
func TestAlbumIsAttachedWhole(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	e := o.event()
	picture := func(n int, text string) programme.Update {
		u := o.said(theOwner, "", text)
		u.Photo, u.Album, u.Sent = fmt.Sprint("picture ", n), "album", o.clock.Now()
		return u
	}
	for n := range 3 {
		o.do(picture(n, ""))
	}
	o.want("answers to the album", o.int(`SELECT count(*) FROM outbox WHERE chat = $1 AND params::text LIKE '%f.attach:%'`, theOwner), 1)
	to := fmt.Sprintf("f.to:%d:%s", o.int(`SELECT min(id) FROM sent_file`), e.Code)
	o.do(o.pressed(theOwner, to))
	o.do(o.pressed(theOwner, to))
	o.want("documents", o.text(`SELECT string_agg(concat_ws(' ', kind, file_id, substring(name from '\(\d\)')), ', ' ORDER BY id) FROM event_document`),
		"photo picture 0, photo picture 1 (2), photo picture 2 (3)")
	o.want("lines in the log", o.int(`SELECT count(*) FROM change WHERE subject = 'event' AND new ? 'document'`), 3)
	o.report()
}

// TestPicturesOfAnAnnouncement reads an event from the words beside a picture: all of its
// album may be kept with it.
func TestPicturesOfAnAnnouncement(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for n, text := range []string{"Workshop on tariffs, Almaty, 9-11 December 2026, 18 people", ""} {
		u := o.said(theOwner, "", text)
		u.Photo, u.Album, u.Sent = fmt.Sprint("picture ", n), "album", o.clock.Now()
		o.do(u)
	}
	o.do(o.pressed(theOwner, fmt.Sprintf("d.save:%d:1", o.int(`SELECT max(id) FROM draft`))))
	keep := o.text(`SELECT coalesce(substring(params::text from 'f\.to:[^"]+'), '') FROM outbox WHERE chat = $1 ORDER BY id DESC LIMIT 1`, theOwner)
	o.do(o.pressed(theOwner, keep))
	o.want("documents", o.int(`SELECT count(*) FROM event_document`), 2)
	o.report()
}

// TestDocumentsHaveALimit fills an event with documents: one more is refused, a newer file
// of the same name is not.
func TestDocumentsHaveALimit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	e := o.event()
	o.do(o.pressed(theOwner, "doc.add:"+e.Code))
	for n := range programme.MostDocuments + 1 {
		u := o.said(theOwner, "", "")
		u.File = &programme.File{ID: fmt.Sprint("file ", n), Name: fmt.Sprintf("%d.pdf", n)}
		o.do(u)
	}
	o.want("documents", o.int(`SELECT count(*) FROM event_document`), programme.MostDocuments)
	u := o.said(theOwner, "", "")
	u.File = &programme.File{ID: "newer", Name: "3.pdf"}
	o.do(u)
	o.want("the newer file", o.text(`SELECT file_id FROM event_document WHERE name = '3.pdf'`), "newer")
	o.report()
}
