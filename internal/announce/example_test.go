package announce_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// sample is a labelled example of testdata.
type sample struct {
	file  string
	line  int
	now   time.Time
	text  string
	truth map[string]string
}

func (s sample) String() string { return fmt.Sprintf("%s:%d", s.file, s.line) }

// zone is the programme's in all examples.
var zone = time.FixedZone("UTC+5", 5*60*60)

// samples reads a file of labelled examples.
func samples(t testing.TB, file string) []sample {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	fresh := func(line int) sample {
		return sample{file: file, line: line, now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone), truth: map[string]string{}}
	}
	var all []sample
	s := fresh(1)
	for i, l := range append(strings.Split(string(b), "\n"), "----") {
		rest, isTruth := strings.CutPrefix(l, "> ")
		day, isNow := strings.CutPrefix(l, "now ")
		switch {
		case l == "----":
			s.text = strings.TrimSpace(s.text)
			all, s = append(all, s), fresh(i+2)
		case strings.HasPrefix(l, "#") && s.text == "":
		case isNow && s.text == "":
			d, err := time.ParseInLocation(time.DateOnly, day, zone)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
			s.now = d.Add(9 * time.Hour)
		case isTruth:
			key, value, _ := strings.Cut(rest, " ")
			s.truth[key] = value
		default:
			s.text += l + "\n"
		}
	}
	return all
}

// tally counts the values of one field over all examples.
type tally struct{ right, wrong, missed, asked int }

func (c tally) precision() float64 { return share(c.right, c.right+c.wrong) }
func (c tally) recall() float64    { return share(c.right, c.right+c.wrong+c.missed) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// told turns a draft into the words of the examples.
func told(d programme.Draft) map[string]string {
	m := map[string]string{
		"kind": string(d.Kind), "hosts": strings.Join(d.Hosts, " "),
		"audience": strings.Join(slices.Sorted(slices.Values(d.Audience)), " "),
		"title":    d.Title, "agencies": strings.Join(d.Agencies, " "), "partners": strings.Join(d.Partners, " "),
	}
	if !d.Start.IsZero() {
		m["dates"] = d.Start.String()
		if d.End != d.Start {
			m["dates"] += ".." + d.End.String()
		}
	}
	var cities []string
	for _, c := range d.Cities {
		cities = append(cities, c.Name)
	}
	m["cities"] = strings.Join(cities, " ")
	if n := max(d.Seats, d.Expected); n > 0 {
		m["people"] = fmt.Sprint(n)
	}
	if !d.Rough.IsZero() {
		m["rough"] = d.Rough.First.String() + ".." + d.Rough.Last.String()
	}
	if l := announce.NewRecord(d).Deadline; l != nil {
		m["deadline"] = l.String()
	}
	m["status"], m["zone"], m["languages"] = string(d.Status), d.Zone, strings.Join(d.Languages, " ")
	m["venue"], m["contact"], m["component"] = d.Venue, d.Contact, d.Component
	m["times"] = string(d.From)
	if d.To != "" {
		m["times"] += ".." + string(d.To)
	}
	return m
}

// always are the fields that must be empty if the example does not give them.
var always = []string{"kind", "dates", "rough", "cities", "hosts", "audience", "people"}

// TestExamples measures the reader on the labelled examples. The levels are
// what it has reached: it may not fall below them.
func TestExamples(t *testing.T) {
	t.Parallel()
	levels := map[string]struct{ precision, recall float64 }{
		"kind": {0.99, 0.99}, "dates": {0.99, 0.99}, "cities": {0.98, 0.98}, "hosts": {0.98, 0.98},
		"audience": {0.97, 0.97}, "people": {0.97, 0.97}, "title": {0.96, 0.96}, "times": {0.97, 0.97},
		"agencies": {0.95, 0.95}, "partners": {0.95, 0.95}, "rough": {0.95, 0.95}, "deadline": {0.95, 0.95},
		"status": {0.95, 0.95}, "zone": {0.95, 0.95}, "languages": {0.95, 0.95},
		"venue": {0.95, 0.95}, "contact": {0.95, 0.95}, "component": {0.95, 0.95},
	}
	counts := map[string]*tally{}
	for f := range levels {
		counts[f] = &tally{}
	}
	silent := 0
	all := append(samples(t, "english.txt"), samples(t, "russian.txt")...)
	for _, s := range all {
		drafts, err := announce.Read(s.text, s.now)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%v: %d events, error %v; want one event", s, len(drafts), err)
			continue
		}
		d := drafts[0]
		got := told(d)
		s.truth["audience"] = strings.Join(slices.Sorted(slices.Values(strings.Fields(s.truth["audience"]))), " ")
		asked := slices.Contains(d.Uncertain, programme.FieldDates)
		for f, c := range counts {
			want, given := s.truth[f]
			if !given && !slices.Contains(always, f) {
				continue
			}
			switch {
			case got[f] == want:
				if want != "" {
					c.right++
				}
			case got[f] == "":
				c.missed++
				t.Logf("%v: %s missed, want %q", s, f, want)
			default:
				c.wrong++
				t.Logf("%v: %s is %q, want %q", s, f, got[f], want)
			}
			if f == "dates" {
				if got[f] != want && !asked {
					silent++
				}
				if got[f] == want && asked && s.truth["asked"] != "dates" {
					c.asked++
					t.Logf("%v: dates asked though clear", s)
				}
			}
		}
		if s.truth["asked"] == "dates" && !asked {
			t.Errorf("%v: dates not asked", s)
		}
	}
	for f, l := range levels {
		c := counts[f]
		t.Logf("%-9s precision %.3f recall %.3f (right %d, wrong %d, missed %d, asked in vain %d)", f, c.precision(), c.recall(), c.right, c.wrong, c.missed, c.asked)
		if c.precision() < l.precision || c.recall() < l.recall {
			t.Errorf("%s fell below precision %.2f, recall %.2f", f, l.precision, l.recall)
		}
	}
	t.Logf("%d examples, dates wrong in silence: %d", len(all), silent)
	if silent > 0 {
		t.Errorf("%d dates are wrong in silence", silent)
	}
}
