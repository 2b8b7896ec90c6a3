package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	maxAnswer      = 10 << 20 // bytes of an answer; Telegram cuts a batch of updates at some 4 MB
	connectTimeout = 5 * time.Second
	idleTimeout    = 45 * time.Second
	maxIdle        = 1100 // connections kept, all to one host: the senders at their most, and the poll
)

// newHTTPClient follows no redirect (the address it would hand on holds the token) and
// speaks HTTP/1.1, so that a connection that breaks takes one call with it. It has no
// timeout of its own: each request brings a deadline.
func newHTTPClient() *http.Client {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            (&net.Dialer{Timeout: connectTimeout}).DialContext,
			TLSHandshakeTimeout:    connectTimeout,
			MaxIdleConns:           maxIdle,
			MaxIdleConnsPerHost:    maxIdle,
			IdleConnTimeout:        idleTimeout,
			MaxResponseHeaderBytes: 64 << 10,
			Protocols:              protocols,
		},
	}
}

// exchange is one HTTP request and what is known of its way. To the library it is the
// HTTP client: the library knows no contexts, so the exchange lends each request its own.
type exchange struct {
	ctx   context.Context
	http  *http.Client
	limit int64 // bytes of the answer's body

	wrote      atomic.Bool   // something may be on the wire
	status     int           // of the answer; 0: none came
	retryAfter time.Duration // as the answer's header says; 0: it does not
}

// Do sends the request and reads the answer's body whole, so that the connection can
// be used again whatever the reader of the body does.
func (x *exchange) Do(r *http.Request) (*http.Response, error) {
	ctx := httptrace.WithClientTrace(x.ctx, &httptrace.ClientTrace{
		// The transport turns to another connection only if it wrote nothing of a POST
		// to the one before.
		GetConn:      func(string) { x.wrote.Store(false) },
		WroteHeaders: func() { x.wrote.Store(true) },
	})
	resp, err := x.http.Do(r.WithContext(ctx))
	if err != nil {
		return nil, withoutAddress(err)
	}
	defer resp.Body.Close()
	x.status = resp.StatusCode
	if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && seconds > 0 {
		x.retryAfter = time.Duration(seconds) * time.Second
	}
	data, err := io.ReadAll(http.MaxBytesReader(nil, resp.Body, x.limit))
	if err != nil {
		return nil, withoutAddress(err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, nil
}

// quietError is an error that says no address and no token, nor does anything that it
// wraps.
type quietError struct {
	text  string
	cause error
}

func (e *quietError) Error() string { return e.text }
func (e *quietError) Unwrap() error { return e.cause }

// withoutAddress takes the *url.Error, which tells the whole address, off an error.
func withoutAddress(err error) error {
	for {
		var u *url.Error
		if !errors.As(err, &u) {
			break
		}
		err = u.Err
	}
	text := err.Error()
	if clean := scrub(text); clean != text {
		return &quietError{text: clean} // what it wraps says the token
	}
	return &quietError{text: text, cause: err}
}
