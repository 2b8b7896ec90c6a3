package simulator_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/simulator"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Token: "42:SECRET", Username: "other_bot"})
	if got := result[simulator.User](t, ok(t, s, "getMe")); got.ID != 42 || got.Username != "other_bot" {
		t.Errorf("me %+v", got)
	}
	for _, tt := range []struct {
		path string
		code int
		want string
	}{
		{"/bot43:SECRET/getMe", 401, "Unauthorized"},
		{"/botSECRET/getMe", 401, "Unauthorized: invalid token specified"},
		{"/file/bot43:SECRET/documents/file_1", 401, "Unauthorized"},
		{"/file/bot42:SECRET/documents/file_1", 404, "Not Found"},
		{"/", 404, "Not Found"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := send(t, r); got.Status != tt.code || got.Code != tt.code || got.Description != tt.want {
			t.Errorf("%s: got %+v", tt.path, got)
		}
	}
}

func TestHandlerWithoutAPort(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Options{})
	defer s.Close()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/bot"+s.Token()+"/getMe", nil))
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"username":"jarchy_bot"`) || s.URL() != "" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// TestForms makes one call in each form that the Bot API takes.
func TestForms(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	for k, v := range map[string]string{"chat_id": "101", "text": "x"} {
		if err := parts.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	const path = "/sendMessage"
	for _, tt := range []struct {
		name, path, kind string
		body             io.Reader
		want             string
	}{
		{"query", path + "?chat_id=101&text=x", "", nil, ""},
		{"form", path, "application/x-www-form-urlencoded", strings.NewReader("chat_id=101&text=x"), ""},
		{"JSON", path, "application/json; charset=utf-8", strings.NewReader(`{"chat_id":101,"text":"x","disable_notification":true,"reply_markup":` + oneButton + `}`), ""},
		{"multipart", path, parts.FormDataContentType(), &form, ""},
		{"broken JSON", path, "application/json", strings.NewReader(`{`), "Bad Request: can't read the request: unexpected end of JSON input"},
		{"too large", path, "application/x-www-form-urlencoded", strings.NewReader("chat_id=101&text=" + strings.Repeat("x", 1<<20)), "Request Entity Too Large"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/bot"+s.Token()+tt.path, tt.body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", tt.kind)
		if got := send(t, r); got.Description != tt.want {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	if got, want := len(p.Messages()), 5; got != want {
		t.Errorf("%d messages, want %d", got, want)
	}
	if got := p.Messages()[3]; !got.Silent || len(got.Buttons) != 1 {
		t.Errorf("by JSON: %+v", got)
	}
	if got := len(s.Violations()); got != 2 {
		t.Errorf("violations %q", s.Violations())
	}
}

// upload sends one file under a name, with other parameters.
func upload(t *testing.T, s *simulator.Server, method, field, name string, data []byte, args ...string) reply {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(args); i += 2 {
		if err := w.WriteField(args[i], args[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/bot"+s.Token()+"/"+method, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	return send(t, r)
}

func TestFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	up := upload(t, s, "sendDocument", "document", "event.ics", []byte("BEGIN:VCALENDAR"), "chat_id", "101", "caption", "<b>Workshop</b>", "parse_mode", "HTML", "reply_markup", oneButton)
	m := result[sentMessage](t, up)
	if m.Document == nil || m.Document.Name != "event.ics" || m.Document.Size != 15 || m.Caption != "Workshop" || m.Text != "" {
		t.Fatalf("sent %s", up.Result)
	}
	got := p.Messages()[1]
	if got.Text != "Workshop" || string(got.Document.Data) != "BEGIN:VCALENDAR" || len(got.Buttons) != 1 {
		t.Errorf("stands %+v", got)
	}
	ok(t, s, "editMessageCaption", "chat_id", "101", "message_id", itoa(m.ID), "caption", "moved")
	if got := p.Messages()[1]; got.Text != "moved" || got.Buttons != nil {
		t.Errorf("edited %+v", got)
	}
	again := result[sentMessage](t, ok(t, s, "sendDocument", "chat_id", "101", "document", m.Document.ID))
	if again.Document.ID != m.Document.ID || again.ID == m.ID {
		t.Errorf("again %+v", again)
	}
	attached := upload(t, s, "sendDocument", "thing", "list.csv", []byte("a"), "chat_id", "101", "document", "attach://thing")
	if !attached.OK {
		t.Errorf("attached: %+v", attached)
	}
	p.SendFile("list.csv", "text/csv", []byte("one,two"), "")
	sent := p.Messages()[4].Document
	if diff := cmp.Diff("one,two", download(t, s, sent.ID)); diff != "" {
		t.Error(diff)
	}
	if call := s.Journal()[0]; call.Method != "sendDocument" || call.Files[0] != "event.ics" || call.MessageID != m.ID || call.Chat != 101 || call.Code != 200 {
		t.Errorf("journal %+v", call)
	}
	noViolations(t, s)
	for _, tt := range []struct {
		method, field, name string
		data                []byte
		args                []string
		want                string
	}{
		{"sendDocument", "document", "x", nil, []string{"chat_id", "101"}, "Bad Request: file must be non-empty"},
		{"sendDocument", "file", "x", []byte("x"), []string{"chat_id", "101"}, "Bad Request: document is missing"},
		{"sendMessage", "text", "x", []byte("x"), []string{"chat_id", "101"}, "Bad Request: text is not a file"},
		{"sendPhoto", "photo", "x", []byte("x"), []string{"chat_id", "101"}, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"sendPhoto", "photo", "x", picture(t, 1000, 40), []string{"chat_id", "101"}, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"editMessageCaption", "x", "x", []byte("x"), []string{"chat_id", "101", "message_id", "2"}, "Bad Request: x is no parameter of editMessageCaption"},
	} {
		if got := upload(t, s, tt.method, tt.field, tt.name, tt.data, tt.args...); got.Description != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.method, tt.field, got.Description, tt.want)
		}
	}
	if got := do(t, s, "editMessageText", "chat_id", "101", "message_id", itoa(m.ID), "text", "x"); got.Description != "Bad Request: there is no text in the message to edit" {
		t.Errorf("got %+v", got)
	}
	photo := upload(t, s, "sendPhoto", "photo", "month.png", picture(t, 700, 600), "chat_id", "101", "caption", "December")
	if !strings.Contains(string(photo.Result), `"width":700,"height":600`) {
		t.Errorf("photo %+v", photo)
	}
	s.ForgetFiles()
	if got := do(t, s, "sendDocument", "chat_id", "101", "document", m.Document.ID); got.Description != "Bad Request: wrong file identifier/HTTP URL specified" {
		t.Errorf("a forgotten file: %+v", got)
	}
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// download gets a file as a bot does.
func download(t *testing.T, s *simulator.Server, id string) string {
	t.Helper()
	f := result[struct {
		Path string `json:"file_path"`
	}](t, ok(t, s, "getFile", "file_id", id))
	resp, err := http.Get(s.URL() + "/file/bot" + s.Token() + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fault simulator.Fault
		want  string // what the caller sees
		sent  bool
		code  int // in the journal
	}{
		{"none", simulator.Fault{}, "200 ", true, 200},
		{"refuse", simulator.Refuse(403, "Forbidden: user is deactivated", 0), "403 Forbidden: user is deactivated", false, 403},
		{"too many", simulator.TooManyRequests(7), "429 Too Many Requests: retry after 7", false, 429},
		{"hang", simulator.Hang(), "gone", false, 0},
		{"cut before", simulator.CutBefore(), "gone", false, 0},
		{"cut after", simulator.CutAfter(), "gone", true, 0},
		{"page of a proxy", simulator.HTML502(), "502 <html>", false, 502},
		{"delay", simulator.Delay(20 * time.Millisecond), "200 ", true, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			p := someone(s)
			s.SetFault(func(method string, params url.Values) simulator.Fault {
				if method != "sendMessage" || params.Get("chat_id") != "101" {
					t.Errorf("asked about %s %v", method, params)
				}
				return tt.fault
			})
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL()+"/bot"+s.Token()+"/sendMessage", strings.NewReader("chat_id=101&text=x"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			got := "gone"
			if resp, err := http.DefaultClient.Do(r); err == nil {
				body, err := io.ReadAll(resp.Body)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				got = itoa(resp.StatusCode) + " "
				if _, after, ok := strings.Cut(string(body), `"description":"`); ok {
					text, _, _ := strings.Cut(after, `"`)
					got += text
				} else if strings.HasPrefix(string(body), "<html>") {
					got += "<html>"
				}
				if want := map[int]string{429: "7"}[resp.StatusCode]; resp.Header.Get("Retry-After") != want {
					t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
				}
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if sent := len(p.Messages()) == 2; sent != tt.sent {
				t.Errorf("sent: %v, want %v", sent, tt.sent)
			}
			if j := s.Journal(); len(j) != 1 || j[0].Code != tt.code || (j[0].Fault == "") != (tt.name == "none") {
				t.Errorf("journal %+v", j)
			}
			noViolations(t, s)
		})
	}
}

func TestFaultOfOptions(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Fault: func(string, url.Values) simulator.Fault { return simulator.TooManyRequests(3) }})
	if got := do(t, s, "getMe"); got.Code != 429 || got.Parameters.RetryAfter != 3 {
		t.Errorf("got %+v", got)
	}
	s.SetFault(nil)
	ok(t, s, "getMe")
}

func TestSubscribe(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	changed, stop := s.Subscribe()
	p := someone(s)
	<-changed
	p.Say("one")
	p.Say("two")
	<-changed
	stop()
	p.Say("three")
	select {
	case <-changed:
		t.Error("told after the end")
	default:
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Await(ctx, func() bool { return false }); err == nil {
		t.Error("what never comes was awaited")
	}
}
