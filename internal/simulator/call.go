package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// What one request may hold, in bytes.
const (
	maxParams = 1 << 20
	maxUpload = 50 << 20
)

// Call is a call that the bot made, and what became of it.
type Call struct {
	Time        time.Time // of the simulator's clock
	Method      string
	Params      url.Values
	Files       []string // names of uploaded files
	Chat        int64    // 0: a call of no chat
	Code        int      // 200, an error code, or 0: never answered
	Description string   // of an error
	MessageID   int      // of the message sent or edited
	Fault       string   // the fault that struck it, if one did
}

// call is one request on its way through the server.
type call struct {
	method  string
	params  url.Values
	files   map[string]upload
	chat    int64
	message int
}

type upload struct {
	name, mime string
	data       []byte
}

func (c *call) str(name string) string { return c.params.Get(name) }

// int is a parameter that check has found to be a number; 0 if it is absent.
func (c *call) int(name string) int64 {
	n, err := strconv.ParseInt(c.params.Get(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (c *call) bool(name string) bool { return c.params.Get(name) == "true" }

// attached says whether some parameter refers to the file of this name.
func (c *call) attached(name string) bool {
	for _, values := range c.params {
		for _, v := range values {
			if strings.Contains(v, "attach://"+name) {
				return true
			}
		}
	}
	return false
}

// readCall reads the parameters of a request, in any of the forms that the Bot API
// takes: query, form, multipart, JSON.
func readCall(method string, r *http.Request) (*call, *refusal) {
	c := &call{method: method, params: url.Values{}, files: map[string]upload{}}
	for k, v := range r.URL.Query() {
		c.params[k] = v
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.ContentLength != 0 && r.Header.Get("Content-Type") != "" {
		return c, bug("unreadable Content-Type")
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		err = c.readForm(r.Body)
	case "application/json":
		err = c.readJSON(r.Body)
	case "multipart/form-data":
		err = c.readMultipart(multipart.NewReader(r.Body, options["boundary"]))
	default:
		err = nil
	}
	if errors.Is(err, errTooLarge) {
		return c, &refusal{code: 413, description: "Request Entity Too Large", bug: true}
	}
	if err != nil {
		return c, bug("can't read the request: " + err.Error())
	}
	return c, nil
}

var errTooLarge = errors.New("too large")

// readAll reads at most limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

func (c *call) readForm(body io.Reader) error {
	data, err := readAll(body, maxParams)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(data))
	for k, v := range values {
		c.params[k] = v
	}
	return err
}

func (c *call) readJSON(body io.Reader) error {
	data, err := readAll(body, maxParams)
	if err != nil {
		return err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	for k, raw := range object {
		var text string
		if json.Unmarshal(raw, &text) != nil || raw[0] != '"' {
			text = string(raw)
		}
		c.params.Set(k, text)
	}
	return nil
}

func (c *call) readMultipart(r *multipart.Reader) error {
	room := int64(maxParams)
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			data, err := readAll(part, room)
			if err != nil {
				return err
			}
			room -= int64(len(data))
			c.params.Set(part.FormName(), string(data))
			continue
		}
		data, err := readAll(part, maxUpload)
		if err != nil {
			return err
		}
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			kind = "application/octet-stream"
		}
		c.files[part.FormName()] = upload{name: part.FileName(), mime: kind, data: data}
	}
}
