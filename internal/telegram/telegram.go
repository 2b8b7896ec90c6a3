// Package telegram speaks the Bot API: updates come in, one call at a time goes out,
// and every way in which the API fails has a name.
//
// It uses telegram-bot-api for writing requests and reading answers; contexts,
// deadlines, the poll, the reading of updates and the judging of failures are its own.
// Whatever an error or an Outcome says, it never says the token.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Telegram's own server.
const defaultAPI = "https://api.telegram.org"

// callTimeout ends every request but polls and downloads. It is well above the 8 s for
// which the server may hold a send back by itself: who gives up earlier sends twice.
const callTimeout = 20 * time.Second

// tokenPattern is what BotFather gives. The scrubber finds whatever matches it.
var tokenPattern = regexp.MustCompile(`^\d{6,}:[\w-]{30,}$`)

// Options of a Client.
type Options struct {
	Token  Secret
	APIURL string           // scheme and host, without a path; empty: Telegram's own
	Log    *slog.Logger     // nil: none
	Now    func() time.Time // programme time, stamps Update.Fetched
}

// Client is one bot at one Bot API server. Its methods may be called by several
// goroutines at once, but Telegram gives updates to one Fetch at a time.
type Client struct {
	// bot is the library's, made for one request. It holds the token, so here it is a
	// function: printing a Client prints an address.
	bot  func(tg.HTTPClient) *tg.BotAPI
	base *url.URL
	http *http.Client
	log  *slog.Logger
	now  func() time.Time

	self atomic.Pointer[Bot] // nil until getMe has answered

	mu     sync.Mutex
	offset int64 // of the next getUpdates; 0: none confirmed yet
}

// New makes a Client and does not touch the network. It fails, in one sentence that
// does not repeat them, for a token or an address that cannot be right.
func New(o Options) (*Client, error) {
	if !tokenPattern.MatchString(o.Token.Reveal()) {
		return nil, errors.New("telegram: the token is malformed: it should be digits, a colon and some 35 letters, digits, _ or -, as BotFather gave it")
	}
	if o.Now == nil {
		return nil, errors.New("telegram: Options.Now is missing")
	}
	base, err := parseAPIURL(o.APIURL)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	silenceLibrary()
	// The endpoint is a format; a host may hold a per cent sign (an IPv6 zone).
	endpoint := strings.ReplaceAll(base.String(), "%", "%%") + "/bot%s/%s"
	bot := func(client tg.HTTPClient) *tg.BotAPI {
		b := &tg.BotAPI{Token: o.Token.Reveal(), Client: client}
		b.SetAPIEndpoint(endpoint)
		return b
	}
	return &Client{bot: bot, base: base, http: newHTTPClient(), log: o.Log, now: o.Now}, nil
}

func parseAPIURL(s string) (*url.URL, error) {
	if s == "" {
		s = defaultAPI
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, errors.New("telegram: the API address should be scheme and host, such as https://api.telegram.org")
	case u.Path != "" && u.Path != "/", u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("telegram: the API address has a path or a query: give scheme and host only, such as https://api.telegram.org")
	case u.User != nil:
		return nil, errors.New("telegram: the API address holds a user name: give scheme and host only, such as https://api.telegram.org")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// silenceLibrary keeps the library's own logger, which prints addresses with the token
// in them, off stderr. The logger is the library's package variable: set once.
var silenceLibrary = sync.OnceFunc(func() {
	_ = tg.SetLogger(noLogger{}) // fails for nil only
})

type noLogger struct{}

func (noLogger) Println(...any)        {}
func (noLogger) Printf(string, ...any) {}

// request makes one API call and gives its result. The exchange tells how far the
// request came; the error is the library's or the network's, without addresses.
func (c *Client) request(ctx context.Context, timeout time.Duration, method string, params tg.Params, files ...tg.RequestFile) (json.RawMessage, *exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	x := &exchange{ctx: ctx, http: c.http, limit: maxAnswer}
	bot := c.bot(x)
	var resp *tg.APIResponse
	var err error
	if len(files) > 0 {
		resp, err = bot.UploadFiles(method, params, files)
	} else {
		resp, err = bot.MakeRequest(method, params)
	}
	if err != nil {
		return nil, x, err
	}
	return resp.Result, x, nil
}
