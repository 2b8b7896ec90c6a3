package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Fault is what goes wrong with one call. The zero Fault is none.
type Fault struct {
	kind    faultKind
	refusal *refusal
	delay   time.Duration
	code    int // of htmlFault
}

type faultKind string

const (
	refuseFault    faultKind = "refused"
	hangFault      faultKind = "hangs"
	cutBeforeFault faultKind = "cut before"
	cutAfterFault  faultKind = "cut after"
	resetBefore    faultKind = "reset before"
	resetAfter     faultKind = "reset after"
	hangAfter      faultKind = "hangs after"
	truncateFault  faultKind = "truncated"
	emptyFault     faultKind = "empty"
	htmlFault      faultKind = "HTML"
	delayFault     faultKind = "delayed"
)

// Refuse answers with an error and does nothing: 429 with its retryAfter in seconds
// (0: without), 500, 403 … The description is given whole: "Forbidden: …".
func Refuse(code int, description string, retryAfter int) Fault {
	return Fault{kind: refuseFault, refusal: &refusal{code: code, description: description, retryAfter: retryAfter}}
}

// TooManyRequests is the refusal of a caller who was too fast; seconds is how long
// it shall wait.
func TooManyRequests(seconds int) Fault {
	return Refuse(http.StatusTooManyRequests, fmt.Sprintf("Too Many Requests: retry after %d", seconds), seconds)
}

// Hang neither does anything nor answers, until the caller gives up.
func Hang() Fault { return Fault{kind: hangFault} }

// CutBefore closes the connection without doing anything.
func CutBefore() Fault { return Fault{kind: cutBeforeFault} }

// CutAfter does what is asked and closes the connection without an answer.
func CutAfter() Fault { return Fault{kind: cutAfterFault} }

// ResetBefore resets the connection without doing anything.
func ResetBefore() Fault { return Fault{kind: resetBefore} }

// ResetAfter does what is asked and resets the connection.
func ResetAfter() Fault { return Fault{kind: resetAfter} }

// HangAfter does what is asked and does not answer, until the caller gives up.
func HangAfter() Fault { return Fault{kind: hangAfter} }

// Truncate does what is asked and closes the connection in the middle of the answer.
func Truncate() Fault { return Fault{kind: truncateFault} }

// Empty does what is asked and answers 200 without a word.
func Empty() Fault { return Fault{kind: emptyFault} }

// HTML502 does nothing and answers with a proxy's page.
func HTML502() Fault { return HTML(http.StatusBadGateway) }

// HTML does nothing and answers with a proxy's page of that code, as 503, or 200 of one
// that wants a login.
func HTML(code int) Fault { return Fault{kind: htmlFault, code: code} }

// Delay waits before it does what is asked, and does it even if the caller has given
// up meanwhile.
func Delay(d time.Duration) Fault { return Fault{kind: delayFault, delay: d} }

// SetFault has every call ask f what goes wrong with it; nil: nothing does. f is
// called by several goroutines.
func (s *Server) SetFault(f func(method string, params url.Values) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *Server) faultOf(c *call) Fault {
	s.mu.Lock()
	f := s.fault
	s.mu.Unlock()
	if f == nil {
		return Fault{}
	}
	return f(c.method, c.params)
}

// page is what a proxy says when the server behind it does not answer.
func page(code int) string {
	title := fmt.Sprintf("%d %s", code, http.StatusText(code))
	return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
}
