package demo

import (
	"strings"
	"time"

	"jarchy/internal/announce"
)

// mark is a part of an announcement that was understood.
type mark struct {
	From  int    `json:"from"`
	To    int    `json:"to"`
	Field string `json:"field"`
}

// understood are the parts of an announcement that the reader understands, as the
// bot does when it is sent at that time.
func understood(text string, at time.Time) (marks []mark) {
	at, err := local(at, setting.Zone)
	if err != nil || strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "/new ") || !announce.LooksLike(text, at) {
		return nil
	}
	drafts, err := announce.Read(text, at)
	if err != nil {
		return nil
	}
	from := 0
	for _, d := range drafts {
		i := strings.Index(text[from:], d.Source)
		if i < 0 {
			continue // the reader has cleaned it, so places in it are not places in text
		}
		from += i
		for _, m := range d.Marks {
			marks = append(marks, mark{From: units(text[:from+m.From]), To: units(text[:from+m.To]), Field: string(m.Field)})
		}
	}
	return marks
}

// units is the length of a text in UTF-16, in which browsers count.
func units(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
