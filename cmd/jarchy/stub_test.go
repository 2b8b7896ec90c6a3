package main_test

import (
	"fmt"
	"io"
	"jarchy/internal/processtest"
	"net/http"
	"net/http/httptest"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// stub is a Bot API server that does as little as can be, so that what is measured
// is the bot: each update is given once, each call is taken as it is.
type stub struct {
	url     string
	updates chan string // that wait
	answers chan answer
	polls   chan struct{} // holds something after a poll began
	delay   time.Duration // before each message is answered
	file    []byte        // that every file is
	edits   chan string   // the texts of messages that were edited
	many    tally         // of messages from firstReader on
	updated atomic.Int64  // id of the last update
	sent    atomic.Int64  // id of the last message
}

// answer is a message of the bot's, as it came in.
type answer struct {
	chat int64
	at   time.Time
}

const stubToken = "1234567890:STUB-TOKEN-FOR-THE-BENCHMARKS-000000"

func newStub(tb testing.TB) *stub {
	tb.Helper()
	s := &stub{updates: make(chan string, 1000), answers: make(chan answer, 1000), polls: make(chan struct{}, 1), edits: make(chan string, 1000)}
	srv := httptest.NewServer(s)
	tb.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := time.Now()
	if err := r.ParseForm(); err != nil { // also, only who has read all notices that the caller has gone
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	result := "true"
	switch path.Base(r.URL.Path) {
	case "getMe":
		result = `{"id":1234567890,"is_bot":true,"first_name":"Stub","username":"stub_bot"}`
	case "getWebhookInfo":
		result = `{"url":"","has_custom_certificate":false,"pending_update_count":0}`
	case "getUpdates":
		result = s.poll(r)
	case "getFile":
		result = `{"file_id":"F","file_path":"documents/the_file"}`
	case "the_file":
		_, _ = w.Write(s.file)
		return
	case "editMessageText":
		s.edits <- r.PostFormValue("text")
	case "sendMessage":
		chat, err := strconv.ParseInt(r.PostFormValue("chat_id"), 10, 64)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if chat < firstReader {
			s.answers <- answer{chat, now}
		} else {
			s.many.count(now)
		}
		time.Sleep(s.delay)
		result = fmt.Sprintf(`{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"}}`, s.sent.Add(1), chat)
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"ok":true,"result":`+result+`}`)
}

// firstReader is the Telegram number of the first of the many whose messages are
// counted only.
const firstReader = 1_000_001

// tally counts messages, and says when the first and the last of them came.
type tally struct {
	mu          sync.Mutex
	left, came  int
	first, last time.Time
	all         chan struct{} // closed with the last
}

// expect begins a new count.
func (t *tally) expect(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.left, t.came, t.first, t.all = n, 0, time.Time{}, make(chan struct{})
}

func (t *tally) count(at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.first.IsZero() {
		t.first = at
	}
	t.last = at
	t.came++
	if t.left--; t.left == 0 {
		close(t.all)
	}
}

// so says how many have come.
func (t *tally) so() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.came
}

// next waits for the first message after an instant, and says when it came.
func (t *tally) next(tb testing.TB, after time.Time) (at time.Time) {
	tb.Helper()
	before := t.so()
	processtest.Within(tb, 2*time.Minute, "the next message", func() bool {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.came > before && at.IsZero() && t.last.After(after) {
			at = t.last
		}
		return !at.IsZero()
	})
	return at
}

// took waits for the last message, and says how long after the first it came.
func (t *tally) took(tb testing.TB) time.Duration {
	tb.Helper()
	select {
	case <-t.all:
	case <-time.After(2 * time.Minute):
		t.mu.Lock()
		defer t.mu.Unlock()
		tb.Fatalf("%d messages have not come", t.left)
	}
	return t.last.Sub(t.first)
}

// poll waits for updates and gives all that there are, up to 100.
func (s *stub) poll(r *http.Request) string {
	select {
	case s.polls <- struct{}{}:
	default:
	}
	var batch []string
	select {
	case <-r.Context().Done():
		return "[]"
	case u := <-s.updates:
		batch = append(batch, u)
	}
	for len(batch) < 100 {
		select {
		case u := <-s.updates:
			batch = append(batch, u)
			continue
		default:
		}
		break
	}
	return "[" + strings.Join(batch, ",") + "]"
}

// say gives the bot a command from a chat.
func (s *stub) say(chat int64, command string) {
	id := s.updated.Add(1)
	s.updates <- fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"text":%q,"chat":{"id":%d,"type":"private","first_name":"Officer"},`+
		`"from":{"id":%[4]d,"is_bot":false,"first_name":"Officer","language_code":"en"},"entities":[{"type":"bot_command","offset":0,"length":%d}]}}`,
		id, id, command, chat, len(command))
}

// ask is say, and how long it took until the answer came.
func (s *stub) ask(tb testing.TB, chat int64, command string) time.Duration {
	tb.Helper()
	asked := time.Now()
	s.say(chat, command)
	return s.next(tb).at.Sub(asked)
}

func (s *stub) next(tb testing.TB) answer {
	tb.Helper()
	select {
	case a := <-s.answers:
		return a
	case <-time.After(patience):
		tb.Fatal("no answer")
		return answer{}
	}
}

// crowd has many chats ask at once, each again as soon as it has its answer, until
// there are n answers. It returns answers per second.
func (s *stub) crowd(tb testing.TB, first int64, chats, n int, command string) float64 {
	tb.Helper()
	began, last := time.Now(), time.Time{}
	for i := range chats {
		s.say(first+int64(i), command)
	}
	for i := range n {
		a := s.next(tb)
		last = a.at
		if i < n-chats {
			s.say(a.chat, command)
		}
	}
	return float64(n) / last.Sub(began).Seconds()
}

// echoVariable holds the Bot API server's address when this test binary is to be
// the echo bot.
const echoVariable = "JARCHY_TEST_ECHO"

// echo is the bare bot that ours is held against: it sends back what it gets, by
// the same library, and knows no database.
func echo(api string) error {
	bot, err := tg.NewBotAPIWithAPIEndpoint(stubToken, api+"/bot%s/%s")
	if err != nil {
		return err
	}
	for u := range bot.GetUpdatesChan(tg.UpdateConfig{Timeout: 50}) {
		if _, err := bot.Send(tg.NewMessage(u.Message.Chat.ID, u.Message.Text)); err != nil {
			return err
		}
	}
	return nil
}
