package demo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// shownPage is a demo page that is served.
type shownPage struct {
	*testing.T
	address string
}

// showPage serves the demo until the test ends, and sees that nothing is left then.
func showPage(t *testing.T) *shownPage {
	t.Helper()
	var mu sync.Mutex
	var out bytes.Buffer
	printed := make(chan string, 1)
	o := options(t, &out, func() {
		mu.Lock()
		defer mu.Unlock()
		if address := regexp.MustCompile(`http://\S+`).FindString(out.String()); address != "" && len(printed) == 0 {
			printed <- address
		}
	})
	o.Listen = "127.0.0.1:0"
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Show(ctx, o) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with %v", err)
		}
		leftNothing(t)
	})
	select {
	case address := <-printed:
		return &shownPage{t, address}
	case err := <-ended:
		ended <- nil
		t.Fatalf("the demo ended at once: %v", err)
	case <-time.After(patience):
		t.Fatal("no address was printed")
	}
	return nil
}

// line is a page's line to the events of the demo.
type line struct {
	*testing.T
	reader *bufio.Reader
	id     string // of the last event
}

// listen opens a line; last is the id of the event that the page had, if it had one.
func (p *shownPage) listen(last string) *line {
	p.Helper()
	req, err := http.NewRequestWithContext(p.Context(), http.MethodGet, p.address+"/events", nil)
	if err != nil {
		p.Fatal(err)
	}
	req.Header.Set("Last-Event-ID", last)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { resp.Body.Close() })
	return &line{T: p.T, reader: bufio.NewReader(resp.Body)}
}

// next is the next packet.
func (l *line) next() (p packet) {
	l.Helper()
	for {
		text, err := l.reader.ReadString('\n')
		if err != nil {
			l.Fatal(err)
		}
		if id, ok := strings.CutPrefix(text, "id: "); ok {
			l.id = strings.TrimSpace(id)
		}
		if data, ok := strings.CutPrefix(text, "data: "); ok {
			if err := json.Unmarshal([]byte(data), &p); err != nil {
				l.Fatal(err)
			}
			return p
		}
	}
}

// until reads packets until one is so.
func (l *line) until(what string, so func(packet) bool) packet {
	l.Helper()
	for end := time.Now().Add(3 * patience); time.Now().Before(end); {
		if p := l.next(); so(p) {
			return p
		}
	}
	l.Fatalf("still not: %s", what)
	return packet{}
}

func (p *shownPage) post(path string, d deed) (status int, answer string) {
	p.Helper()
	b, err := json.Marshal(d)
	if err != nil {
		p.Fatal(err)
	}
	resp, err := http.Post(p.address+path, "application/json", bytes.NewReader(b))
	if err != nil {
		p.Fatal(err)
	}
	defer resp.Body.Close()
	b, err = io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// says has the entry of a message whose text has this in a chat.
func says(who part, text string) func(entry) bool {
	return func(e entry) bool { return e.Chat == idOf(who) && e.Msg != nil && strings.Contains(e.Msg.Text, text) }
}

// Not parallel, as all that look for what is left behind.
func TestShow(t *testing.T) {
	page := showPage(t)
	l := page.listen("")
	whole := l.until("a world", func(p packet) bool { return p.Whole })
	for _, want := range []struct {
		who  part
		text string
	}{
		{coordinator, "Recorded as a past event"},
		{coordinator, pasted},
		{coordinator, "New event: please check"},
		{officer, "У вас 1 мероприятие"},
		{expert, "New date: X-ray image analysis"},
		{inspector, "вы в листе ожидания"},
	} {
		if !slices.ContainsFunc(whole.Entries, says(want.who, want.text)) {
			t.Errorf("the %s does not see %q", want.who, want.text)
		}
	}
	if h := whole.Hint; h == nil || h.Kind != "press" || h.Label != "Save" {
		t.Errorf("lit: got %+v, want Save", h)
	}

	// What happens is told, to a line that was cut as to one that was not.
	had := l.id
	if status, answer := page.post("/say", deed{Chat: idOf(coordinator), Text: "/upcoming"}); status != http.StatusNoContent {
		t.Fatalf("say: got %d %s", status, answer)
	}
	list := says(coordinator, "Ahead: 6 events")
	l.until("the answer", func(p packet) bool {
		if p.Whole {
			t.Error("a page that stayed is told all anew")
		}
		return slices.ContainsFunc(p.Entries, list)
	})
	again := page.listen(had).next()
	if again.Whole || !slices.ContainsFunc(again.Entries, list) || slices.ContainsFunc(again.Entries, says(coordinator, pasted)) {
		t.Errorf("a page that came back is told %+v, want what it missed and no more", again.Entries)
	}
	if other := page.listen("99.1").next(); !other.Whole {
		t.Error("a page of another world is not told all")
	}

	// What cannot be is refused in words.
	for name, tt := range map[string]struct {
		path string
		deed deed
	}{
		"nobody's chat":   {"/say", deed{Chat: 999, Text: "hello"}},
		"nothing said":    {"/say", deed{Chat: idOf(officer), Text: " \n"}},
		"no button":       {"/press", deed{Chat: idOf(officer), Message: 1, Label: "Save"}},
		"another's link":  {"/open", deed{Chat: idOf(officer), Link: "https://t.me/another_bot?start=x"}},
		"not a turn":      {"/turn", deed{Turn: "year"}},
		"no such message": {"/pass", deed{Chat: idOf(officer), Message: 1 << 40, To: []int64{idOf(expert)}}},
	} {
		if status, answer := page.post(tt.path, tt.deed); status != http.StatusConflict || answer == "" {
			t.Errorf("%s: got %d %q, want %d with words", name, status, answer, http.StatusConflict)
		}
	}

	// The clock turns, and a new world is another.
	if status, answer := page.post("/turn", deed{Turn: "day"}); status != http.StatusNoContent {
		t.Errorf("turn: got %d %s", status, answer)
	}
	l.until("a day later", func(p packet) bool { return time.UnixMilli(p.Now).Sub(pageOpens) >= 24*time.Hour })
	if status, answer := page.post("/reset", deed{}); status != http.StatusNoContent {
		t.Fatalf("reset: got %d %s", status, answer)
	}
	fresh := l.until("a new world", func(p packet) bool { return p.Whole })
	if fresh.World == whole.World || slices.ContainsFunc(fresh.Entries, list) || time.UnixMilli(fresh.Now).Sub(pageOpens) > time.Hour {
		t.Errorf("after the reset it is the old world: %d", fresh.World)
	}
}

func TestShowWhereItCannotListen(t *testing.T) {
	var out bytes.Buffer
	o := options(t, &out, func() {})
	o.Listen = "127.0.0.1:99999"
	if err := Show(t.Context(), o); err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("got %v, want an error that names --listen", err)
	}
}

func TestUnderstood(t *testing.T) {
	t.Parallel()
	marked := func(text string) (parts []string) {
		units := []rune(text) // none of these texts has a character beyond 16 bits but the first
		for _, m := range understood(text, pageOpens) {
			from, to := m.From, m.To
			if units[0] > 0xffff {
				from, to = from-1, to-1
			}
			parts = append(parts, m.Field+": "+string(units[from:to]))
		}
		return parts
	}
	for _, text := range []string{
		"Workshop on risk management, Almaty, 9-11 December, 24 people",
		"😀 Workshop on risk management, Almaty, 9-11 December, 24 people",
		"/new Workshop on risk management, Almaty, 9-11 December, 24 people",
		"Семинар по управлению рисками, Алматы, 9-11 декабря, 24 человека",
	} {
		got := fmt.Sprint(marked(text))
		for _, want := range []string{"kind: ", "9-11 "} {
			if !strings.Contains(got, want) {
				t.Errorf("%q: got %s, want %q among them", text, got, want)
			}
		}
	}
	for _, text := range []string{"/upcoming", "Hello", "Thank you!"} {
		if got := marked(text); got != nil {
			t.Errorf("%q: got %q, want nothing", text, got)
		}
	}
}

func TestSaysRepeat(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"You may have had this message already.\nReminder: x": true,
		"Возможно, вы уже получали это сообщение.\nx":         true,
		"Reminder: x\nYou may have had this message already.": false,
		"": false,
	} {
		if got := saysRepeat(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
