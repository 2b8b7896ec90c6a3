package announce

import (
	"os"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	b, _ := os.ReadFile("/tmp/t.txt")
	r := newReader(clean(string(b)), time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	t.Log("short", r.short, "main", r.main, "tense", r.readTense())
	for _, h := range r.kinds {
		t.Log(r.raw(h.from, h.to), h.value, r.kindScore(h))
	}
	for _, m := range r.dates {
		t.Log(r.raw(m.from, m.to), m.readings, m.coarse, m.loose, m.bad, r.datedScore(m), r.isDeadline(m))
	}
	for _, s := range r.spots {
		t.Log(r.raw(s.from, s.to), s.place.codes, s.host, s.audience, s.beside)
	}
	for _, l := range r.labels {
		t.Log(l.name, r.raw(l.start, l.end))
	}
	for i, a := range r.aside {
		if a > 0 {
			t.Log("aside", r.toks[i].low, a)
		}
	}
}
