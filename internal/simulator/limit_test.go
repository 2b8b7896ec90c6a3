package simulator_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/simulator"
)

// keyboard writes rows of buttons, each with this field.
func keyboard(rows, columns int, field string) string {
	row := "[" + strings.TrimSuffix(strings.Repeat(`{"text":"x",`+field+`},`, columns), ",") + "]"
	return `{"inline_keyboard":[` + strings.TrimSuffix(strings.Repeat(row+",", rows), ",") + `]}`
}

// TestRefused makes each call that is wrong whatever the state of things: it gets
// Telegram's words and is a violation.
func TestRefused(t *testing.T) {
	t.Parallel()
	known := simulator.ErrorTexts()
	// Telegram's words that the table of known errors lacks, and the simulator's own
	// for what Telegram passes over in silence.
	other := []string{
		"BOT_COMMANDS_TOO_MUCH", "BOT_COMMAND_INVALID", "bad webhook", "can't set bot commands for private chat members",
		"chat member status can't be changed", "chat_id is neither", "characters, not", "invalid language code", "is 101, not", "is missing",
		"is no Boolean", "is no Integer", "is no JSON", "is no field of", "is no parameter of", "is not simulated",
		"message identifier is not specified", "must be an object", "not one of", "text must be encoded", "there is no", "unallowed characters",
	}
	many := make([]string, 101)
	for i := range many {
		many[i] = fmt.Sprintf(`{"command":"c%d","description":"d"}`, i)
	}
	for _, tt := range []struct {
		name   string
		method string
		args   []string
		code   int
		want   string // begins so, without "Bad Request: "
	}{
		{"no such method", "sendMassage", nil, 404, "Not Found: method not found"},
		{"known, not simulated", "sendPoll", []string{"chat_id", "101", "question", "?", "options", `[{"text":"a"}]`}, 400, "sendPoll is not simulated"},
		{"parameter not simulated", "sendMessage", []string{"chat_id", "101", "text", "x", "message_effect_id", "1"}, 400, "sendMessage's message_effect_id is not simulated"},
		{"unknown parameter", "sendMessage", []string{"chat_id", "101", "text", "x", "disable_web_page_preview", "true"}, 400, "disable_web_page_preview is no parameter of sendMessage"},
		{"no chat", "sendMessage", []string{"text", "x"}, 400, "chat_id is empty"},
		{"no chat to edit in", "editMessageText", []string{"text", "x"}, 400, "chat_id is empty"},
		{"no message to edit", "editMessageText", []string{"chat_id", "101", "text", "x"}, 400, "message identifier is not specified"},
		{"chat that is no chat", "sendMessage", []string{"chat_id", "x1", "text", "x"}, 400, "chat_id is neither a number nor @name"},
		{"no text", "sendMessage", []string{"chat_id", "101"}, 400, "message text is empty"},
		{"no text to edit into", "editMessageText", []string{"chat_id", "101", "message_id", "1"}, 400, "message text is empty"},
		{"space only", "sendMessage", []string{"chat_id", "101", "text", " \n "}, 400, "text must be non-empty"},
		{"zero-width only", "sendMessage", []string{"chat_id", "101", "text", "\u200b\u2060"}, 400, "text must be non-empty"},
		{"tags only", "sendMessage", []string{"chat_id", "101", "text", "<b></b>", "parse_mode", "HTML"}, 400, "text must be non-empty"},
		{"too long", "sendMessage", []string{"chat_id", "101", "text", strings.Repeat("ж", 4097)}, 400, "message is too long"},
		{"too long raw", "sendMessage", []string{"chat_id", "101", "text", strings.Repeat("<b></b>", 5000) + "x", "parse_mode", "HTML"}, 400, "text is too long"},
		{"no UTF-8", "sendMessage", []string{"chat_id", "101", "text", "a\xff"}, 400, "text must be encoded in UTF-8"},
		{"unclosed tag", "sendMessage", []string{"chat_id", "101", "text", "<b>x", "parse_mode", "HTML"}, 400, `can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"unknown tag", "editMessageText", []string{"chat_id", "101", "message_id", "2", "text", "<p>x</p>", "parse_mode", "HTML"}, 400, `can't parse entities: Unsupported start tag "p" at byte offset 0`},
		{"unknown parse mode", "sendMessage", []string{"chat_id", "101", "text", "x", "parse_mode", "html"}, 400, `parse_mode is "html", not one of`},
		{"Markdown", "sendMessage", []string{"chat_id", "101", "text", "x", "parse_mode", "MarkdownV2"}, 400, "parse_mode MarkdownV2 is not simulated"},
		{"caption too long", "sendDocument", []string{"chat_id", "101", "document", "x", "caption", strings.Repeat("x", 1025)}, 400, "message caption is too long"},
		{"file by address", "sendDocument", []string{"chat_id", "101", "document", "https://example.org/x"}, 400, "sending a file by its address is not simulated"},
		{"data of 65 bytes", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"`+strings.Repeat("ж", 32)+`x"`)}, 400, "BUTTON_DATA_INVALID"},
		{"no data", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":""`)}, 400, "BUTTON_DATA_INVALID"},
		{"bad address", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"url":"javascript:x"`)}, 400, "BUTTON_URL_INVALID"},
		{"no action", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"x"}]]}`}, 400, "can't parse inline keyboard button: "},
		{"two actions", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"x","url":"example.org"`)}, 400, "can't parse inline keyboard button: "},
		{"no label", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"","callback_data":"x"}]]}`}, 400, "can't parse inline keyboard button: "},
		{"null in a button", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"url":null`)}, 400, `can't parse inline keyboard button: Field "url" must be of type String`},
		{"unknown style", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"x","style":"red"`)}, 400, `can't parse inline keyboard button: Field "style" is "red", not one of`},
		{"unknown field of a button", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"x","colour":"red"`)}, 400, `can't parse inline keyboard button: Field "colour" is no field of InlineKeyboardButton`},
		{"nine in a row", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 9, `"callback_data":"x"`)}, 400, "reply markup is too long"},
		{"104 buttons", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(13, 8, `"callback_data":"x"`)}, 400, "reply markup is too long"},
		{"11 KB of buttons", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(12, 8, `"callback_data":"`+strings.Repeat("x", 64)+`","style":"success"`)}, 400, "reply markup is too long"},
		{"null keyboard", "editMessageReplyMarkup", []string{"chat_id", "101", "message_id", "2", "reply_markup", `{"inline_keyboard":null}`}, 400, `field "inline_keyboard" must be of type Array`},
		{"null markup", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", "null"}, 400, "object expected as reply markup"},
		{"array as markup", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", "[]"}, 400, "object expected as reply markup"},
		{"reply keyboard in an edit", "editMessageText", []string{"chat_id", "101", "message_id", "2", "text", "x", "reply_markup", `{"keyboard":[]}`}, 400, "reply_markup.inline_keyboard is missing"},
		{"number that is none", "deleteMessage", []string{"chat_id", "101", "message_id", "two"}, 400, `message_id is no Integer: "two"`},
		{"boolean that is none", "sendMessage", []string{"chat_id", "101", "text", "x", "disable_notification", "yes"}, 400, `disable_notification is no Boolean: "yes"`},
		{"limit of updates", "getUpdates", []string{"limit", "101"}, 400, "limit is 101, not 1 to 100"},
		{"unknown update", "getUpdates", []string{"allowed_updates", `["massage"]`}, 400, `there is no update "massage"`},
		{"unknown action", "sendChatAction", []string{"chat_id", "101", "action", "thinking"}, 400, `action is "thinking", not one of`},
		{"toast too long", "answerCallbackQuery", []string{"callback_query_id", "1", "text", strings.Repeat("x", 201)}, 400, "text has 201 characters, not 0 to 200"},
		{"preview options", "sendMessage", []string{"chat_id", "101", "text", "x", "link_preview_options", `{"disabled":true}`}, 400, "link_preview_options.disabled is no field of LinkPreviewOptions"},
		{"preview options of another type", "sendMessage", []string{"chat_id", "101", "text", "x", "link_preview_options", `"off"`}, 400, "link_preview_options must be an object of type LinkPreviewOptions"},
		{"broken JSON", "sendMessage", []string{"chat_id", "101", "text", "x", "link_preview_options", `{`}, 400, "link_preview_options is no JSON of a LinkPreviewOptions"},
		{"command in capitals", "setMyCommands", []string{"commands", `[{"command":"New","description":"x"}]`}, 400, "BOT_COMMAND_INVALID"},
		{"command without a description", "setMyCommands", []string{"commands", `[{"command":"new","description":""}]`}, 400, "commands[0].description has 0 characters, not 1 to 256"},
		{"101 commands", "setMyCommands", []string{"commands", "[" + strings.Join(many, ",") + "]"}, 400, "BOT_COMMANDS_TOO_MUCH"},
		{"unknown scope", "setMyCommands", []string{"commands", "[]", "scope", `{"type":"everybody"}`}, 400, "scope.type is \"everybody\", not one of"},
		{"group's scope for a person", "setMyCommands", []string{"commands", "[]", "scope", `{"type":"chat_administrators","chat_id":101}`}, 400, "can't set bot commands for private chat members"},
		{"language", "setMyName", []string{"name", "x", "language_code", "eng"}, 400, "invalid language code specified"},
		{"name too long", "setMyName", []string{"name", strings.Repeat("x", 65)}, 400, "name has 65 characters, not 0 to 64"},
		{"webhook without TLS", "setWebhook", []string{"url", "http://example.org/"}, 400, "bad webhook: An HTTPS URL must be provided for webhook"},
		{"webhook's port", "setWebhook", []string{"url", "https://example.org:8080/"}, 400, "bad webhook: "},
		{"webhook's secret", "setWebhook", []string{"url", "https://example.org/", "secret_token", "a b"}, 400, "secret token contains unallowed characters"},
		{"leave a person", "leaveChat", []string{"chat_id", "101"}, 400, "chat member status can't be changed in private chats"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			someone(s)
			ok(t, s, "sendMessage", "chat_id", "101", "text", "before")
			got := do(t, s, tt.method, tt.args...)
			want := tt.want
			if tt.code == 400 {
				want = "Bad Request: " + want
			}
			if got.OK || got.Code != tt.code || got.Status != tt.code || !strings.HasPrefix(got.Description, want) {
				t.Errorf("got %d %s\nwant %d %s", got.Code, got.Description, tt.code, want)
			}
			if v := s.Violations(); len(v) != 1 || !strings.Contains(v[0], got.Description) {
				t.Errorf("violations %q", v)
			}
			isKnown := slices.ContainsFunc(known, func(e simulator.ErrorText) bool { return e.Is(got.Code, got.Description) })
			if !isKnown && !slices.ContainsFunc(other, func(s string) bool { return strings.Contains(got.Description, s) }) {
				t.Errorf("%q is not one of Telegram's answers", got.Description)
			}
		})
	}
}

// TestAllowed goes up to each limit.
func TestAllowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		method string
		args   []string
	}{
		{"4096 code points", "sendMessage", []string{"chat_id", "101", "text", "<b>" + strings.Repeat("😀", 4096) + "</b>", "parse_mode", "HTML"}},
		{"1024 of caption", "sendDocument", []string{"chat_id", "101", "document", "FILE", "caption", strings.Repeat("ж", 1024)}},
		{"data of 64 bytes", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"`+strings.Repeat("ж", 32)+`"`)}},
		{"eight in a row", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 8, `"callback_data":"x"`)}},
		{"96 buttons", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(12, 8, `"callback_data":"x"`)}},
		{"no buttons", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", `{"inline_keyboard":[]}`}},
		{"styles", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"callback_data":"x","style":"danger"`)}},
		{"address", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", keyboard(1, 1, `"url":"https://t.me/jarchy_bot?start=x"`)}},
		{"reply keyboard", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", `{"keyboard":[[{"text":"My number","request_contact":true}]],"one_time_keyboard":true,"resize_keyboard":true}`}},
		{"keyboard taken away", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_markup", `{"remove_keyboard":true}`}},
		{"null array", "getUpdates", []string{"allowed_updates", "null"}},
		{"preview off", "sendMessage", []string{"chat_id", "101", "text", "x", "link_preview_options", `{"is_disabled":true}`}},
		{"typing", "sendChatAction", []string{"chat_id", "101", "action", "typing"}},
		{"reply", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_parameters", `{"message_id":999,"allow_sending_without_reply":true}`}},
		{"toast of 200", "answerCallbackQuery", []string{"callback_query_id", "QUERY", "text", strings.Repeat("ж", 200)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			p := someone(s)
			p.SendFile("list.txt", "text/plain", []byte("x"), "")
			m := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "x", "reply_markup", oneButton))
			query, err := p.Press(m.ID, "I'll come")
			if err != nil {
				t.Fatal(err)
			}
			args := slices.Clone(tt.args)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "QUERY", query)
				args[i] = strings.ReplaceAll(args[i], "FILE", p.Messages()[1].Document.ID)
			}
			ok(t, s, tt.method, args...)
			noViolations(t, s)
		})
	}
}

// TestExpected are refusals that a right bot gets too: no violations.
func TestExpected(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	someone(s)
	s.Person(102, "Never Started", "en")
	s.Person(103, "Has Blocked", "en").Start("")
	s.Person(103, "", "").Block()
	s.Person(104, "Is Gone", "en").Start("")
	s.Person(104, "", "").Deactivate()
	sent := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "<b>x</b>", "parse_mode", "HTML", "reply_markup", oneButton))
	withKeyboard := result[sentMessage](t, ok(t, s, "sendMessage", "chat_id", "101", "text", "x", "reply_markup", `{"keyboard":[[{"text":"y"}]]}`))
	for _, tt := range []struct {
		name   string
		method string
		args   []string
		code   int
		want   string
	}{
		{"unknown chat", "sendMessage", []string{"chat_id", "999", "text", "x"}, 400, "Bad Request: chat not found"},
		{"unknown name", "sendMessage", []string{"chat_id", "@nobody", "text", "x"}, 400, "Bad Request: chat not found"},
		{"never started", "sendMessage", []string{"chat_id", "102", "text", "x"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"never started, typing", "sendChatAction", []string{"chat_id", "102", "action", "typing"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"blocked", "sendMessage", []string{"chat_id", "103", "text", "x"}, 403, "Forbidden: bot was blocked by the user"},
		{"blocked, edit", "editMessageText", []string{"chat_id", "103", "message_id", "1", "text", "x"}, 403, "Forbidden: bot was blocked by the user"},
		{"deactivated", "sendMessage", []string{"chat_id", "104", "text", "x"}, 403, "Forbidden: user is deactivated"},
		{"to itself", "sendMessage", []string{"chat_id", "1234567890", "text", "x"}, 403, "Forbidden: the bot can't send messages to the bot"},
		{"topic", "sendMessage", []string{"chat_id", "101", "text", "x", "message_thread_id", "7"}, 400, "Bad Request: message thread not found"},
		{"reply to nothing", "sendMessage", []string{"chat_id", "101", "text", "x", "reply_parameters", `{"message_id":999}`}, 400, "Bad Request: message to be replied not found"},
		{"edit nothing", "editMessageText", []string{"chat_id", "101", "message_id", "999", "text", "x"}, 400, "Bad Request: message to edit not found"},
		{"edit another's", "editMessageText", []string{"chat_id", "101", "message_id", "1", "text", "x"}, 400, "Bad Request: message can't be edited"},
		{"edit under a keyboard", "editMessageText", []string{"chat_id", "101", "message_id", itoa(withKeyboard.ID), "text", "y"}, 400, "Bad Request: message can't be edited"},
		{"edit into the same", "editMessageText", []string{"chat_id", "101", "message_id", itoa(sent.ID), "text", "<strong>x</strong> ", "parse_mode", "HTML", "reply_markup", `{"inline_keyboard":[[{"callback_data":"go","text":"I'll come"}]]}`}, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"the same buttons", "editMessageReplyMarkup", []string{"chat_id", "101", "message_id", itoa(sent.ID), "reply_markup", oneButton}, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"delete nothing", "deleteMessage", []string{"chat_id", "101", "message_id", "999"}, 400, "Bad Request: message to delete not found"},
		{"pin nothing", "pinChatMessage", []string{"chat_id", "101", "message_id", "999"}, 400, "Bad Request: message to pin not found"},
		{"unpin nothing", "unpinChatMessage", []string{"chat_id", "101"}, 400, "Bad Request: message to unpin not found"},
		{"unknown press", "answerCallbackQuery", []string{"callback_query_id", "1"}, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"unknown file to send", "sendDocument", []string{"chat_id", "101", "document", "BQAC"}, 400, "Bad Request: wrong file identifier/HTTP URL specified"},
		{"unknown file to get", "getFile", []string{"file_id", "BQAC"}, 400, "Bad Request: wrong file_id or the file is temporarily unavailable"},
		{"menu of a stranger", "setMyCommands", []string{"commands", "[]", "scope", `{"type":"chat","chat_id":102}`}, 400, "Bad Request: chat not found"},
		{"chat of a stranger", "getChat", []string{"chat_id", "102"}, 400, "Bad Request: chat not found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := do(t, s, tt.method, tt.args...)
			if got.OK || got.Code != tt.code || got.Status != tt.code || got.Description != tt.want {
				t.Errorf("got %d %s\nwant %d %s", got.Code, got.Description, tt.code, tt.want)
			}
		})
	}
	noViolations(t, s)
}

func TestErrorTextsAreReadable(t *testing.T) {
	t.Parallel()
	texts := simulator.ErrorTexts()
	if len(texts) < 50 {
		t.Fatalf("%d known errors", len(texts))
	}
	for _, e := range texts {
		if e.Code == 0 || e.Description == "" || !slices.Contains([]string{"exact", "prefix", "html"}, e.Match) {
			t.Errorf("%+v", e)
		}
		if !e.Is(e.Code, e.Description) || e.Is(e.Code+1, e.Description) || e.Is(e.Code, "x"+e.Description) {
			t.Errorf("%+v does not know itself", e)
		}
	}
	if !json.Valid([]byte(mustJSON(texts))) {
		t.Error("not JSON")
	}
}
