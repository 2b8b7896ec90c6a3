package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"jarchy/internal/locale"
)

// packet is what a page is told at once.
type packet struct {
	World   int      `json:"world"`
	Now     int64    `json:"now"` // ms, of the turned clock
	Doing   string   `json:"doing"`
	Trouble string   `json:"trouble,omitempty"`
	Chats   []window `json:"chats"`
	Whole   bool     `json:"whole"` // entries are all there is; else what is new
	Entries []entry  `json:"entries"`
	Steps   []tick   `json:"steps,omitempty"`
	Hint    *hint    `json:"hint"`
	Plug    plug     `json:"plug"`
}

// window is a chat as its frame shows it.
type window struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Place    string `json:"place"`
	Offset   int    `json:"offset"` // of its clock, in minutes east of UTC
	Language string `json:"language"`
	Is       string `json:"is"`
	Try      string `json:"try"`
	Started  bool   `json:"started"`
	Blocked  bool   `json:"blocked"`
}

// heartbeat keeps a line open through proxies, and brings clocks into step.
const heartbeat = 15 * time.Second

// stream tells a page what there is, and then what happens, as server-sent events.
// An event's id is the world and the length of its log: a page that comes back is
// told only what it missed.
func (v *show) stream(w http.ResponseWriter, r *http.Request) {
	flusher := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	at := cursor{}
	_, _ = fmt.Sscanf(r.Header.Get("Last-Event-ID"), "%d.%d", &at.world, &at.length) // a new page has none
	for {
		p, next, changed := v.since(at)
		b, err := json.Marshal(p)
		if err != nil {
			panic("demo: " + err.Error()) // a packet is plain data
		}
		if _, err := fmt.Fprintf(w, "retry: 500\nid: %d.%d\ndata: %s\n\n", next.world, next.length, b); err != nil {
			return
		}
		if err := flusher.Flush(); err != nil {
			return
		}
		at = next
		select {
		case <-changed:
		case <-time.After(heartbeat):
		case <-r.Context().Done():
			return
		}
	}
}

// cursor is how far a page has been told: of which world, and of how much of its log.
type cursor struct{ world, length int }

// since is what a page at a cursor is to be told, where it is then, and what is
// closed when there is more.
func (v *show) since(at cursor) (packet, cursor, <-chan struct{}) {
	v.mu.Lock()
	defer v.mu.Unlock()
	p := packet{World: v.world, Doing: v.doing, Trouble: v.trouble, Plug: v.plug, Entries: []entry{}}
	s := v.stage
	if s == nil {
		return p, cursor{}, v.changed
	}
	now := s.clock.Now()
	p.Now = now.UnixMilli()
	for _, w := range windows() {
		p.Chats = append(p.Chats, v.window(s, w, now))
	}
	p.Steps, p.Hint = v.guide.steps(v.plug), v.guide.hint(s, v.passed, v.plug)
	if v.doing != "" {
		p.Hint = nil
	}
	if at.world == v.world && at.length <= len(v.log) {
		p.Entries = slices.Clone(v.log[at.length:])
	} else {
		p.Whole, p.Entries = true, v.whole(s)
	}
	return p, cursor{v.world, len(v.log)}, v.changed
}

func (v *show) window(s *stage, w person, now time.Time) window {
	who := s.people[w.part]
	win := window{ID: w.id, Name: string(w.part), Place: w.place, Is: w.is, Try: w.try, Started: who.HasStarted(), Blocked: who.HasBlocked()}
	if at, err := local(now, w.zone); err == nil {
		_, seconds := at.Zone()
		win.Offset = seconds / 60
	}
	for _, l := range locale.Languages() {
		if l.Code == w.language {
			win.Language = l.Name
		}
	}
	return win
}

// whole is what stands in all chats.
func (v *show) whole(s *stage) (entries []entry) {
	for _, w := range windows() {
		for _, m := range s.people[w.part].Messages() {
			msg := messageOf(w.id, m)
			entries = append(entries, entry{Kind: "message", Chat: w.id, Msg: &msg})
		}
	}
	for _, p := range v.passed {
		entries = append(entries, p.entry())
	}
	return entries
}
