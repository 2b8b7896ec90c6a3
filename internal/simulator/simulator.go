// Package simulator is a Bot API server with people in it, who chat, press
// buttons, share contacts and block. Demo and tests run the bot against it.
//
// It is strict: each call is held against the Bot API's specification, HTML against
// Telegram's grammar, texts and keyboards against Telegram's limits. A call that
// breaks them gets the answer Telegram would give and is remembered as a violation;
// what the real server can do and this one cannot is refused as such, never
// answered as if it were done.
package simulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What a simulated bot is called unless Options say otherwise.
const (
	DefaultToken    = "1234567890:SIMULATOR-TOKEN-FOR-THE-DEMO0000000"
	DefaultUsername = "jarchy_bot"
)

// Options of a Server; the zero value is good.
type Options struct {
	Token       string // the one token taken; empty: DefaultToken
	Username    string // of the bot, without @; empty: DefaultUsername
	Name        string // of the bot; empty: Jarchy
	BotID       int64  // 0: the token's number
	FirstUpdate int64  // id of the first update; 0: 1
	// Now dates messages and updates; it is called while the server is locked. nil:
	// a clock that stands at 23 November 2026, 09:00 in Almaty.
	Now func() time.Time
	Log *slog.Logger // nil: none
	// Fault is asked what goes wrong with each call, by several goroutines; nil:
	// nothing does. SetFault changes it.
	Fault func(method string, params url.Values) Fault
	// Limited refuses with 429 who sends faster than Telegram lets a bot, by machine
	// time: see limit.go.
	Limited bool
}

// Server is a Bot API server for one bot. All its methods, and those of its people
// and groups, may be called by several goroutines at once.
type Server struct {
	token   string
	now     func() time.Time
	log     *slog.Logger
	spec    *spec
	methods map[string]method
	limits  *limits // nil: none are enforced
	closed  chan struct{}
	once    sync.Once

	mu         sync.Mutex // guards what follows; never held while a call waits
	bot        User
	http       *http.Server
	url        string
	fault      func(string, url.Values) Fault
	people     map[int64]*Person
	groups     map[int64]*Group
	lastID     int // of a message in a private chat or basic group: one count for all
	queue      queue
	hook       webhook
	queries    map[string]press // not answered yet, by id
	lastQuery  int64
	files      map[string]*stored // by file_id
	paths      map[string]*stored // by file_path
	profile    profile
	events     []Event
	journal    []Call
	violations []string
	watchers   map[chan struct{}]struct{}
}

// New makes a server without people. It answers through Handler, or on a port
// after Start.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Username == "" {
		o.Username = DefaultUsername
	}
	if o.Name == "" {
		o.Name = "Jarchy"
	}
	if o.BotID == 0 {
		number, _, _ := strings.Cut(o.Token, ":")
		o.BotID, _ = strconv.ParseInt(number, 10, 64) // a token without a number is the bot 0's
	}
	if o.FirstUpdate == 0 {
		o.FirstUpdate = 1
	}
	if o.Now == nil {
		standing := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.FixedZone("+05", 5*60*60))
		o.Now = func() time.Time { return standing }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	var enforced *limits
	if o.Limited {
		enforced = newLimits()
	}
	return &Server{
		token:    o.Token,
		limits:   enforced,
		now:      o.Now,
		log:      o.Log,
		spec:     loadSpec(),
		methods:  methods(),
		closed:   make(chan struct{}),
		bot:      User{ID: o.BotID, IsBot: true, FirstName: o.Name, Username: o.Username},
		fault:    o.Fault,
		people:   map[int64]*Person{},
		groups:   map[int64]*Group{},
		queue:    queue{next: o.FirstUpdate},
		queries:  map[string]press{},
		files:    map[string]*stored{},
		paths:    map[string]*stored{},
		profile:  newProfile(),
		watchers: map[chan struct{}]struct{}{},
	}
}

// Start listens on addr; empty: a free port of 127.0.0.1.
func (s *Server) Start(addr string) error {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	s.mu.Lock()
	s.http, s.url = server, "http://"+l.Addr().String()
	s.mu.Unlock()
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("simulator stopped", slog.Any("error", err))
		}
	}()
	return nil
}

// URL is where the server listens: scheme, host and port. Empty before Start.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url
}

// Token is the bot's token.
func (s *Server) Token() string { return s.token }

// Username is the bot's, without @.
func (s *Server) Username() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bot.Username
}

// Close ends the server and every call that waits.
func (s *Server) Close() {
	s.once.Do(func() { close(s.closed) })
	s.mu.Lock()
	server := s.http
	s.mu.Unlock()
	if server == nil {
		return
	}
	if err := server.Close(); err != nil {
		s.log.Error("close", slog.Any("error", err))
	}
}

// Subscribe gives a channel that holds something after anything has changed: a
// message, a press, a call, a violation. The function ends the subscription.
func (s *Server) Subscribe() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[ch] = struct{}{}
	return ch, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, ch)
	}
}

// wake tells the subscribers; the caller holds mu.
func (s *Server) wake() {
	for ch := range s.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// Await waits until met says true, asking again after every change. It returns
// ctx's error if that is done first.
func (s *Server) Await(ctx context.Context, met func() bool) error {
	changed, stop := s.Subscribe()
	defer stop()
	for !met() {
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
