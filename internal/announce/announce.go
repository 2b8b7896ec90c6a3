// Package announce reads announcements of events: free text in English or
// Russian -> draft events. It is pure: no I/O, no clock of its own. What it
// knows of the world stands in data/, which anybody can extend.
//
// A text is cut into blocks, one for each event; a block into tokens and
// sentences. Words that name kinds, days, hours, places and people are found
// all over the block and each is weighed by the words around it: said of the
// event itself, in passing, as a deadline … The heaviest is taken; what another
// reading comes close to is named in Uncertain.
package announce

import (
	"slices"
	"time"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// maxText is the length in letters of a text that is read.
const maxText = 50_000

// Span is a day or a range of days with its hours, as somebody wrote it.
type Span struct {
	Start, End programme.Date
	From, To   programme.Clock // empty if no hour was written
	// Past says that the days lie before today.
	Past bool
	// YearGuessed says that the year was not written.
	YearGuessed bool
	// Choices are the readings of an ambiguous date such as 03/04/2027; Start
	// and End are then empty.
	Choices []Span
	// Rough is what "February 2027" or "the week of 8 March" tells; Start and End are
	// then empty.
	Rough programme.Rough
}

// Read returns the events that a text tells, in its order; a text that tells
// of none gives none. Days and years that are not written are found from now,
// whose location is the programme's. What is plainly wrong, such as a 31
// February as the only date, is a programme.Error.
func Read(text string, now time.Time) ([]programme.Draft, error) {
	told, err := ReadEach(text, now)
	if err != nil {
		return nil, err
	}
	var drafts []programme.Draft
	for _, t := range told {
		if t.Wrong != nil {
			return nil, t.Wrong
		}
		drafts = append(drafts, t.Draft)
	}
	return drafts, nil
}

// LooksLike reports whether a free text reads like an announcement, so that it
// is worth opening a draft. A greeting or a question does not.
func LooksLike(text string, now time.Time) bool {
	text = plain(text)
	if utf8.RuneCountInString(text) > maxText {
		return false
	}
	r := newReader(text, now)
	if n := len(r.toks); n == 0 || n < 40 && r.isQuestion() {
		return false
	}
	drafts, err := Read(text, now)
	if err != nil {
		return r.main >= 0
	}
	for _, d := range drafts {
		known := 0
		for _, has := range []bool{
			d.Kind != "" && d.Kind != programme.OtherKind, !d.Start.IsZero() || len(d.DateChoices) > 0,
			len(d.Hosts) > 0, len(d.Audience) > 0, d.Seats+d.Expected > 0, d.From != "",
		} {
			if has {
				known++
			}
		}
		if known >= 2 && (d.Kind != "" || known > 2) {
			return true
		}
	}
	return false
}

// isQuestion reports whether a short text asks something.
func (r *reader) isQuestion() bool {
	if r.hasAt("question", 0) && r.toks[len(r.toks)-1].is("?") {
		return true
	}
	return r.toks[len(r.toks)-1].is("?")
}

// readBlock reads one event.
func readBlock(b block, now time.Time) (told Told) {
	r := b.read(now)
	told.Draft = programme.Draft{Source: b.text, Language: r.language()}
	d := &told.Draft
	if r.main >= 0 {
		k := r.kinds[r.main]
		d.Kind = k.value.kind
		r.note(k.from, k.to, programme.FieldKind)
		if rival := r.rivalKind(); rival != "" {
			d.KindChoices = []programme.Kind{d.Kind, rival}
			r.doubt(d, programme.FieldKind)
		}
	}
	t := r.readTense()
	f := frame{today: programme.DateOf(now), tense: t, year: r.yearNear(b.year)}
	f.after = r.deadline(f)
	daysWrong := r.readDates(d, f)
	if err := r.readHours(d); err != nil {
		told.Wrong, told.Field = err, programme.FieldTimes
		r.doubt(d, programme.FieldTimes)
	}
	if daysWrong != nil { // they are asked for first
		told.Wrong, told.Field, d.DateChoices = daysWrong, programme.FieldDates, nil
	}
	r.readPlaces(d)
	r.readMode(d)
	r.readAgencies(d)
	r.readPeople(d, t)
	r.readPartners(d)
	r.readZone(d)
	if d.Kind != "" || !d.Start.IsZero() || len(d.Hosts) > 0 {
		d.Title = r.readTitle()
	}
	today := programme.DateOf(now)
	r.readDeadlines(d, f)
	r.readLinks(d)
	r.readVenue(d)
	r.readContact(d)
	r.readComponent(d)
	r.readLanguages(d)
	r.readStatus(d)
	d.Past = t == past && !today.Before(d.End) || d.Start.IsZero() && t == past
	if d.Kind == "" && !d.Start.IsZero() {
		d.Kind = programme.OtherKind
		r.doubt(d, programme.FieldKind)
	}
	if d.Start.IsZero() {
		r.doubt(d, programme.FieldDates)
	}
	d.Marks = settle(r.marks)
	return told
}

// settle sorts the marks; where two overlap, the one that begins first stays.
func settle(marks []programme.Mark) []programme.Mark {
	slices.SortStableFunc(marks, func(a, b programme.Mark) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	var kept []programme.Mark
	for _, m := range marks {
		if n := len(kept); n == 0 || kept[n-1].To <= m.From {
			kept = append(kept, m)
		}
	}
	return kept
}

// language tells the language of a text by its letters.
func (r *reader) language() string {
	var latin, cyrillic int
	counts := map[string]int{}
	for _, c := range r.text {
		switch {
		case c < 0x80 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'):
			latin++
		case c >= 0x400 && c < 0x530:
			cyrillic++
			switch c {
			case 'ә', 'ғ', 'қ', 'ұ', 'һ', 'і':
				counts["kk"]++
			case 'ү', 'ө', 'ң':
				counts["ky"]++
			case 'ӣ', 'ӯ', 'ҷ', 'ҳ':
				counts["tg"]++
			}
		}
	}
	if cyrillic <= latin {
		return "en"
	}
	for _, l := range []string{"tg", "kk", "ky"} {
		if counts[l] > cyrillic/40 && counts[l] > 1 {
			return l
		}
	}
	return "ru"
}
