package simulator_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"jarchy/internal/simulator"
)

func TestSchedule(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		steps []simulator.Step
		want  string // of ten sends: x is struck
	}{
		{"none", nil, ".........."},
		{"all", []simulator.Step{{Fault: simulator.Hang()}}, "xxxxxxxxxx"},
		{"after and count", []simulator.Step{{Method: "sendMessage", After: 3, Count: 2, Fault: simulator.Hang()}}, "...xx....."},
		{"every third", []simulator.Step{{Every: 3, Fault: simulator.Hang()}}, "..x..x..x."},
		{"every third, twice", []simulator.Step{{Every: 3, Count: 2, Fault: simulator.Hang()}}, "..x..x...."},
		{"another method", []simulator.Step{{Method: "sendPhoto", Fault: simulator.Hang()}}, ".........."},
		{"another chat", []simulator.Step{{Chat: "7", Fault: simulator.Hang()}}, ".........."},
		{"two", []simulator.Step{{Count: 1, Fault: simulator.Hang()}, {After: 8, Fault: simulator.CutAfter()}}, "x.......xx"},
	} {
		f := simulator.Schedule(tt.steps...)
		var got strings.Builder
		for range 10 {
			if f("sendMessage", url.Values{"chat_id": {"101"}}) == (simulator.Fault{}) {
				got.WriteString(".")
			} else {
				got.WriteString("x")
			}
		}
		if got.String() != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got.String(), tt.want)
		}
	}
}

// TestBrokenAnswers makes calls whose answers break, each in its own way.
func TestBrokenAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fault simulator.Fault
		says  string // of what the caller sees
		done  bool
	}{
		{"reset before", simulator.ResetBefore(), "connection reset", false},
		{"reset after", simulator.ResetAfter(), "connection reset", true},
		{"truncated", simulator.Truncate(), "unexpected EOF", true},
		{"hangs after", simulator.HangAfter(), "exceeded", true},
		{"page of 503", simulator.HTML(http.StatusServiceUnavailable), "503 Service Unavailable", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			p := someone(s)
			s.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", Count: 1, Fault: tt.fault}))
			client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
			said := ""
			resp, err := client.PostForm(s.URL()+"/bot"+s.Token()+"/sendMessage", url.Values{"chat_id": {"101"}, "text": {"x"}})
			if err == nil {
				defer resp.Body.Close()
				var body []byte
				if body, err = io.ReadAll(resp.Body); err == nil {
					said = string(body)
				}
			}
			if err != nil {
				said = err.Error()
			}
			if !strings.Contains(said, tt.says) {
				t.Errorf("the caller sees %q, want %q", said, tt.says)
			}
			arrived := false
			for _, m := range p.Messages() {
				arrived = arrived || m.FromBot
			}
			if arrived != tt.done {
				t.Errorf("arrived %t, want %t", arrived, tt.done)
			}
			ok(t, s, "sendMessage", "chat_id", "101", "text", "the next one is whole")
		})
	}
}

// TestLimits sends faster than a bot may, in machine time that the test turns.
func TestLimits(t *testing.T) {
	t.Parallel()
	const person, group = 101, -5
	type burst struct {
		at     time.Duration // since the start
		chat   int64         // 0: another private chat each time
		calls  int
		passed int
		wait   int // seconds, as the first refusal says
	}
	for _, tt := range []struct {
		name   string
		bursts []burst
	}{
		{"thirty in any second", []burst{{0, 0, 15, 15, 0}, {600 * time.Millisecond, 0, 20, 15, 1}, {999 * time.Millisecond, 0, 1, 0, 1}, {time.Second, 0, 20, 15, 1}}},
		{"one private chat", []burst{{0, person, 4, 3, 1}, {999 * time.Millisecond, person, 1, 0, 1}, {time.Second, person, 2, 1, 1}, {10 * time.Second, person, 5, 3, 1}}},
		{"a group's minute", []burst{{0, group, 21, 20, 60}, {30 * time.Second, group, 1, 0, 30}, {time.Minute, group, 1, 1, 0}}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := simulator.New(simulator.Options{Limited: true})
			for i := range int64(100) {
				s.Person(1000+i, "Participant", "en").Start("")
			}
			s.Person(person, "Participant", "en").Start("")
			s.Group(group, "Group").Add(s.Person(person, "Participant", "en"))
			began, next := time.Now(), int64(1000)
			for _, b := range tt.bursts {
				time.Sleep(time.Until(began.Add(b.at)))
				passed, wait := 0, 0
				for range b.calls {
					chat := b.chat
					if chat == 0 {
						chat, next = next, next+1
					}
					r := handled(t, s, "sendMessage", chat)
					switch {
					case r.OK:
						passed++
					case r.Code != http.StatusTooManyRequests || r.Status != r.Code || !strings.HasPrefix(r.Description, "Too Many Requests: retry after "):
						t.Fatalf("%s: %+v", tt.name, r)
					case wait == 0:
						wait = r.Parameters.RetryAfter
					}
				}
				if passed != b.passed || wait != b.wait {
					t.Errorf("%s, at %s: %d passed, then wait %d s; want %d, %d s", tt.name, b.at, passed, wait, b.passed, b.wait)
				}
			}
			if r := handled(t, s, "getMe", 0); !r.OK {
				t.Errorf("%s: what shows nobody anything is refused: %+v", tt.name, r)
			}
		})
	}
}

func TestNoLimits(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Options{})
	s.Person(101, "Participant", "en").Start("")
	for range 100 {
		if r := handled(t, s, "sendMessage", 101); !r.OK {
			t.Fatalf("%+v", r)
		}
	}
}
