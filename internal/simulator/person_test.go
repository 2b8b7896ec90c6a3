package simulator_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/simulator"
)

// told gives the updates since an offset, as JSON without their ids.
func told(t *testing.T, s *simulator.Server) []map[string]json.RawMessage {
	t.Helper()
	list := result[[]map[string]json.RawMessage](t, ok(t, s, "getUpdates"))
	for _, u := range list {
		delete(u, "update_id")
	}
	ok(t, s, "getUpdates", "offset", itoa(int(s.LastUpdate())+1))
	return list
}

func TestWhatPeopleDo(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := s.Person(101, "Participant One", "ru")
	p.Start("i_token")
	first := told(t, s)
	from := `"from":{"id":101,"is_bot":false,"first_name":"Participant","last_name":"One","language_code":"ru"}`
	chat := `"chat":{"id":101,"type":"private","first_name":"Participant","last_name":"One"}`
	date := `"date":1795406400,`
	want := `{"message_id":1,` + from + `,` + date + chat + `,"text":"/start i_token","entities":[{"type":"bot_command","offset":0,"length":6}]}`
	if got := string(first[0]["message"]); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, tt := range []struct {
		what string
		do   func()
		kind string
		want string // within the update
	}{
		{"says", func() { p.Say("see /e_7KQ2M") }, "message", `"entities":[{"type":"bot_command","offset":4,"length":8}]`},
		{"forwards", func() { p.Forward("Workshop in Almaty", "Focal Point") }, "message", `"forward_origin":{"type":"hidden_user","sender_user_name":"Focal Point","date":1795406400},"forward_sender_name":"Focal Point","forward_date":1795406400`},
		{"edits", func() { p.Edit(2, "see /e_7KQ2X") }, "edited_message", `"edit_date":1795406400,"text":"see /e_7KQ2X"`},
		{"sends a file", func() { p.SendFile("list.csv", "text/csv", []byte("a,b"), "the list") }, "message", `"caption":"the list","document":{"file_id":`},
		{"sends a picture", func() { p.SendPhoto([]byte("jpeg"), "") }, "message", `"photo":[{"file_id":`},
		{"sends a sticker", func() { p.SendSticker("👍") }, "message", `"emoji":"👍"`},
		{"speaks", func() { p.SendVoice(3) }, "message", `"mime_type":"audio/ogg","duration":3`},
		{"shares a number", func() { p.ShareContact("+77010000000") }, "message", `"contact":{"phone_number":"+77010000000","first_name":"Participant","last_name":"One","user_id":101}`},
		{"blocks", func() { p.Block(); p.Block() }, "my_chat_member", `"old_chat_member":{"user":{"id":1234567890,"is_bot":true,"first_name":"Jarchy","username":"jarchy_bot"},"status":"member"},"new_chat_member":{"user":{"id":1234567890,"is_bot":true,"first_name":"Jarchy","username":"jarchy_bot"},"status":"kicked","until_date":0}`},
		{"unblocks", func() { p.Unblock(); p.Unblock() }, "my_chat_member", `"status":"member"}`},
	} {
		tt.do()
		got := told(t, s)
		if len(got) != 1 || !strings.Contains(string(got[0][tt.kind]), tt.want) {
			t.Errorf("%s: got %s\nwant %s with %s", tt.what, got, tt.kind, tt.want)
		}
	}
	p.Block()
	told(t, s)
	p.Start("")
	if got := told(t, s); len(got) != 2 || got[0]["my_chat_member"] == nil || got[1]["message"] == nil {
		t.Errorf("start after a block: %s", got)
	}
	noViolations(t, s)
}

func TestOpen(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, tt := range []struct {
		link string
		text string // what the bot is told; empty: the link fails
	}{
		{"t.me/jarchy_bot?start=e_7KQ2M_0123456789", "/start e_7KQ2M_0123456789"},
		{"https://t.me/Jarchy_Bot?start=x", "/start x"},
		{"https://t.me/jarchy_bot", "/start"},
		{"tg://resolve?domain=jarchy_bot&start=x-y", "/start x-y"},
		{"https://t.me/other_bot?start=x", ""},
		{"https://example.org/jarchy_bot?start=x", ""},
		{"https://t.me/jarchy_bot/app", ""},
		{"https://t.me/jarchy_bot?startgroup=x", ""},
		{"https://t.me/jarchy_bot?start=a.b", ""},
		{"https://t.me/jarchy_bot?start=" + strings.Repeat("x", 65), ""},
	} {
		p := s.Person(int64(1000+len(tt.link)), "Some One", "en")
		before := len(p.Messages())
		err := p.Open(tt.link)
		m := p.Messages()
		switch {
		case tt.text == "" && (err == nil || len(m) != before):
			t.Errorf("%s was opened", tt.link)
		case tt.text != "" && (err != nil || m[len(m)-1].Text != tt.text):
			t.Errorf("%s: %v, %v", tt.link, err, m)
		}
	}
	noViolations(t, s)
	s.Person(1, "Some One", "en").Start("a b")
	if len(s.Violations()) != 1 {
		t.Error("a payload that no link can carry")
	}
}

func TestLongTextGoesInParts(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	id := p.Say(strings.Repeat("слово ", 1500) + "\n")
	m := p.Messages()[1:]
	if len(m) != 3 || m[0].ID != id {
		t.Fatalf("%d messages", len(m))
	}
	text := ""
	for _, m := range m {
		if n := len([]rune(m.Text)); n > 4096 || strings.HasPrefix(m.Text, " ") {
			t.Errorf("a part of %d", n)
		}
		text += m.Text + " "
	}
	if text != strings.Repeat("слово ", 1500) {
		t.Error("something is lost")
	}
	if got := p.Say(strings.Repeat("x", 5000)); len(p.Messages()) != 6 || got != m[2].ID+1 {
		t.Error("a text without a space is not cut")
	}
}

func TestMisuseIsTold(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		what string
		do   func(p *simulator.Person)
	}{
		{"nothing said", func(p *simulator.Person) { p.Say("\u200b") }},
		{"said to a blocked bot", func(p *simulator.Person) { p.Block(); p.Say("x") }},
		{"edits the bot's", func(p *simulator.Person) { p.Edit(2, "x") }},
		{"edits nothing", func(p *simulator.Person) { p.Edit(99, "x") }},
	} {
		s := start(t, simulator.Options{})
		p := someone(s)
		ok(t, s, "sendMessage", "chat_id", "101", "text", "x")
		n := len(p.Messages())
		tt.do(p)
		if len(s.Violations()) != 1 || len(p.Messages()) != n {
			t.Errorf("%s: violations %q", tt.what, s.Violations())
		}
	}
}

func TestPress(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	const rows = `{"inline_keyboard":[[{"text":"Go","callback_data":"go:1","style":"success"},{"text":"Page","url":"https://example.org/"}],[{"text":"Copy","copy_text":{"text":"x"}}]]}`
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "x", "reply_markup", rows))
	told(t, s)
	want := [][]simulator.Button{{{Text: "Go", Data: "go:1", Style: "success"}, {Text: "Page", URL: "https://example.org/"}}, {{Text: "Copy", Other: "copy_text"}}}
	if diff := cmp.Diff(want, p.Messages()[1].Buttons); diff != "" {
		t.Error(diff)
	}
	query, err := p.Press(m.ID, "Go")
	if err != nil {
		t.Fatal(err)
	}
	got := string(told(t, s)[0]["callback_query"])
	for _, part := range []string{`"id":"` + query + `"`, `"data":"go:1"`, `"chat_instance":`, `"reply_markup":{"inline_keyboard":`, `"text":"x"`} {
		if !strings.Contains(got, part) {
			t.Errorf("%s has no %s", got, part)
		}
	}
	for _, tt := range []struct{ label, want string }{
		{"Page", "https://example.org/"},
		{"Copy", "copy_text"},
		{"Stop", `["Go" "Page" "Copy"]`},
	} {
		if _, err := p.Press(m.ID, tt.label); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.label, err)
		}
		if err := p.PressLast(tt.label); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("last %s: %v", tt.label, err)
		}
	}
	if _, err := p.Press(99, "Go"); err == nil {
		t.Error("pressed under no message")
	}
	ok(t, s, "sendMessage", "chat_id", "101", "text", "newer", "reply_markup", `{"inline_keyboard":[[{"text":"Go","callback_data":"go:2"}]]}`)
	if err := p.PressLast("Go"); err != nil {
		t.Fatal(err)
	}
	if got := string(told(t, s)[0]["callback_query"]); !strings.Contains(got, `"data":"go:2"`) {
		t.Errorf("the newest was not pressed: %s", got)
	}
	p.PressData(m.ID, "forged")
	p.PressData(99, "old")
	forged := told(t, s)
	if got := string(forged[0]["callback_query"]); !strings.Contains(got, `"data":"forged"`) || !strings.Contains(got, `"text":"x"`) {
		t.Errorf("forged: %s", got)
	}
	if got := string(forged[1]["callback_query"]); !strings.Contains(got, `"message_id":99,"date":0}`) {
		t.Errorf("under a message that is gone: %s", got)
	}
	p.Block()
	if _, err := p.Press(m.ID, "Go"); err == nil {
		t.Error("pressed while blocked")
	}
	noViolations(t, s)
}

func TestAnswerOnce(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "x", "reply_markup", oneButton))
	query, err := p.Press(m.ID, "I'll come")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Unanswered(); got != 1 {
		t.Errorf("%d unanswered", got)
	}
	seen := len(s.Events(0))
	ok(t, s, "answerCallbackQuery", "callback_query_id", query, "text", "No seat is left", "show_alert", "true")
	got := p.Events(seen)
	if len(got) != 1 || got[0].Kind != simulator.Toasted || got[0].Text != "No seat is left" || !got[0].Alert || got[0].Message.ID != m.ID {
		t.Errorf("events %+v", got)
	}
	if got := do(t, s, "answerCallbackQuery", "callback_query_id", query); !strings.HasPrefix(got.Description, "Bad Request: query is too old") {
		t.Errorf("answered twice: %+v", got)
	}
	query = p.PressData(m.ID, "x")
	ok(t, s, "answerCallbackQuery", "callback_query_id", query)
	if got := p.Events(seen); len(got) != 2 || s.Unanswered() != 0 {
		t.Errorf("an answer without words is no event: %+v", got)
	}
	noViolations(t, s)
}

func TestEditAndDelete(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	s := start(t, simulator.Options{Now: func() time.Time { return now }})
	p := someone(s)
	m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "x", "reply_markup", oneButton, "disable_notification", "true"))
	if m.Date != now.Unix() || m.From.ID != 1234567890 || !p.Messages()[1].Silent {
		t.Errorf("sent %+v", m)
	}
	now = now.Add(time.Minute)
	edited := result[sentMessage](t, ok(t, s, "editMessageText", "chat_id", "101", "message_id", itoa(m.ID), "text", "<i>y</i>", "parse_mode", "HTML", "reply_markup", oneButton))
	if edited.Text != "y" || edited.Date != m.Date || edited.EditDate != now.Unix() || edited.Markup == nil {
		t.Errorf("edited %+v", edited)
	}
	ok(t, s, "editMessageText", "chat_id", "101", "message_id", itoa(m.ID), "text", "<i>y</i>", "parse_mode", "HTML")
	if got := p.Messages()[1]; got.Buttons != nil || got.HTML != "<i>y</i>" || got.Text != "y" || !got.EditDate.Equal(now) {
		t.Errorf("an edit without reply_markup leaves the buttons: %+v", got)
	}
	ok(t, s, "editMessageReplyMarkup", "chat_id", "101", "message_id", itoa(m.ID), "reply_markup", oneButton)
	if got := p.Messages()[1]; len(got.Buttons) != 1 || got.Text != "y" {
		t.Errorf("got %+v", got)
	}
	ok(t, s, "deleteMessage", "chat_id", "101", "message_id", itoa(m.ID))
	ok(t, s, "deleteMessage", "chat_id", "101", "message_id", "1")
	if got := p.Messages(); len(got) != 0 {
		t.Errorf("still there: %+v", got)
	}
	old := p.Say("x")
	now = now.Add(49 * time.Hour)
	if got := do(t, s, "deleteMessage", "chat_id", "101", "message_id", itoa(old)); got.Description != "Bad Request: message can't be deleted" {
		t.Errorf("got %+v", got)
	}
	noViolations(t, s)
}

func TestPin(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	for _, text := range []string{"a", "b"} {
		m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", text))
		ok(t, s, "pinChatMessage", "chat_id", "101", "message_id", itoa(m.ID), "disable_notification", "true")
	}
	chat := result[struct {
		Type   string
		Pinned sentMessage `json:"pinned_message"`
	}](t, ok(t, s, "getChat", "chat_id", "101"))
	if chat.Type != "private" || chat.Pinned.Text != "b" {
		t.Errorf("got %+v", chat)
	}
	ok(t, s, "unpinChatMessage", "chat_id", "101")
	if m := p.Messages(); !m[1].Pinned || m[2].Pinned {
		t.Errorf("got %+v", m)
	}
	ok(t, s, "unpinChatMessage", "chat_id", "101", "message_id", itoa(p.Messages()[1].ID))
	noViolations(t, s)
}

func TestReplies(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	id := p.Say("a question")
	got := ok(t, s, "sendMessage", "chat_id", "101", "text", "an answer", "reply_parameters", `{"message_id":`+itoa(id)+`}`)
	if !strings.Contains(string(got.Result), `"reply_to_message":{"message_id":2,`) || p.Messages()[2].ReplyTo != id {
		t.Errorf("got %s", got.Result)
	}
	noViolations(t, s)
}

func TestProfile(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	other := s.Person(102, "Participant Two", "en")
	set := func(list string, args ...string) {
		t.Helper()
		ok(t, s, "setMyCommands", append([]string{"commands", list}, args...)...)
	}
	set(`[{"command":"start","description":"begin"}]`)
	set(`[{"command":"my","description":"mine"}]`, "scope", `{"type":"all_private_chats"}`)
	set(`[{"command":"my","description":"моё"}]`, "scope", `{"type":"all_private_chats"}`, "language_code", "ru")
	if got := p.Commands(); len(got) != 1 || got[0].Description != "моё" {
		t.Errorf("in Russian: %+v", got)
	}
	if got := other.Commands(); len(got) != 1 || got[0].Description != "mine" {
		t.Errorf("in English: %+v", got)
	}
	set(`[{"command":"new","description":"an event"},{"command":"my","description":"mine"}]`, "scope", `{"type":"chat","chat_id":101}`)
	if got := p.Commands(); len(got) != 2 {
		t.Errorf("staff: %+v", got)
	}
	want := []string{"all_private_chats ru: /my", "all_private_chats: /my", "chat 101: /new /my", "default: /start"}
	if diff := cmp.Diff(want, s.Menus()); diff != "" {
		t.Error(diff)
	}
	ok(t, s, "deleteMyCommands", "scope", `{"type":"chat","chat_id":101}`)
	if got, want := string(ok(t, s, "getMyCommands", "scope", `{"type":"chat","chat_id":101}`).Result), "[]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := string(ok(t, s, "getMyCommands").Result), `[{"command":"start","description":"begin"}]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, tt := range []struct{ method, field string }{
		{"Name", "name"}, {"Description", "description"}, {"ShortDescription", "short_description"},
	} {
		ok(t, s, "setMy"+tt.method, tt.field, "The herald")
		ok(t, s, "setMy"+tt.method, tt.field, "Жарчы", "language_code", "ky")
		for language, want := range map[string]string{"ky": "Жарчы", "en": "The herald"} {
			if got := string(ok(t, s, "getMy"+tt.method, "language_code", language).Result); got != `{"`+tt.field+`":"`+want+`"}` {
				t.Errorf("%s in %s: %s", tt.method, language, got)
			}
		}
	}
	if me := result[simulator.User](t, ok(t, s, "getMe")); me.Username != "jarchy_bot" || me.ID != 1234567890 || !me.IsBot || me.FirstName != "The herald" {
		t.Errorf("me: %+v", me)
	}
	noViolations(t, s)
}
