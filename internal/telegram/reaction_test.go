package telegram_test

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"jarchy/internal/programme"
)

// wants is what each refusal of the Bot API is for a private chat.
var wants = map[string]programme.Outcome{
	"Forbidden: bot was blocked by the user":                           {Result: programme.Unreachable, Reach: programme.ReachBlocked},
	"Forbidden: user is deactivated":                                   {Result: programme.Unreachable, Reach: programme.ReachDeactivated},
	"Forbidden: bot can't initiate conversation with a user":           {Result: programme.Unreachable, Reach: programme.ReachNotStarted},
	"Forbidden: the bot can't send messages to the bot":                {Result: programme.Unreachable},
	"Forbidden: bot was kicked from the group chat":                    {Result: programme.Unreachable},
	"Forbidden: bot is not a member of the supergroup chat":            {Result: programme.Unreachable},
	"Forbidden: the group chat was deleted":                            {Result: programme.Unreachable},
	"Bad Request: chat not found":                                      {Result: programme.Unreachable, Reach: programme.ReachNotStarted},
	"Bad Request: private chat not found":                              {Result: programme.Unreachable, Reach: programme.ReachNotStarted},
	"Bad Request: user not found":                                      {Result: programme.Unreachable},
	"Bad Request: PEER_ID_INVALID":                                     {Result: programme.Unreachable, Reach: programme.ReachNotStarted},
	"Bad Request: CHAT_WRITE_FORBIDDEN":                                {Result: programme.Unreachable},
	"Bad Request: CHAT_ADMIN_REQUIRED":                                 {Result: programme.Unreachable},
	"Bad Request: ALLOW_PAYMENT_REQUIRED_":                             {Result: programme.Unreachable},
	"Bad Request: need administrator rights in the channel chat":       {Result: programme.Unreachable},
	"Bad Request: not enough rights to send text messages to the chat": {Result: programme.Unreachable},

	"Bad Request: group chat was upgraded to a supergroup chat": {Result: programme.Moved, MovedTo: -1009876543210},

	"Bad Request: message thread not found": {Result: programme.NoTopic},
	"Bad Request: TOPIC_CLOSED":             {Result: programme.NoTopic},

	"Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message": {Result: programme.DoneAlready},
	"Bad Request: message to delete not found":                                          {Result: programme.DoneAlready},
	"Bad Request: query is too old and response timeout expired or query ID is invalid": {Result: programme.DoneAlready},

	"Bad Request: message to edit not found": {Result: programme.MessageGone},
	"Bad Request: message can't be edited":   {Result: programme.MessageGone},

	"Bad Request: can't parse entities: ": {Result: programme.BadMarkup},

	"Bad Request: message can't be deleted":                      {Result: programme.Refused},
	"Bad Request: message to be replied not found":               {Result: programme.Refused},
	"Bad Request: message text is empty":                         {Result: programme.Refused},
	"Bad Request: text must be non-empty":                        {Result: programme.Refused},
	"Bad Request: message is too long":                           {Result: programme.Refused},
	"Bad Request: text is too long":                              {Result: programme.Refused},
	"Bad Request: message caption is too long":                   {Result: programme.Refused},
	"Bad Request: BUTTON_DATA_INVALID":                           {Result: programme.Refused},
	"Bad Request: BUTTON_TYPE_INVALID":                           {Result: programme.Refused},
	"Bad Request: BUTTON_URL_INVALID":                            {Result: programme.Refused},
	"Bad Request: can't parse inline keyboard button: ":          {Result: programme.Refused},
	`Bad Request: field "inline_keyboard" must be of type Array`: {Result: programme.Refused},
	"Bad Request: object expected as reply markup":               {Result: programme.Refused},
	"Bad Request: reply markup is too long":                      {Result: programme.Refused},
	"Bad Request: chat_id is empty":                              {Result: programme.Refused},
	"Bad Request: wrong file identifier/HTTP URL specified":      {Result: programme.Refused},
	"Bad Request: wrong type of the web page content":            {Result: programme.Refused},
	"Bad Request: failed to get HTTP URL content":                {Result: programme.Refused},
	"Bad Request: file is too big":                               {Result: programme.Refused},
	"Bad Request: too many inline query results specified":       {Result: programme.Refused},
	"Request Entity Too Large":                                   {Result: programme.Refused},

	"Unauthorized": {Result: programme.Fatal},
	"Not Found":    {Result: programme.Fatal},
	"Misdirected Request: unallowed token specified": {Result: programme.Fatal},
	"Bad Request: FROZEN_METHOD_INVALID":             {Result: programme.Fatal},

	"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running":            {Result: programme.NotSent},
	"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first": {Result: programme.NotSent},
	"Conflict: terminated by setWebhook request":                                                                   {Result: programme.NotSent},
	"Conflict: terminated by other setWebhook":                                                                     {Result: programme.NotSent},
	"Too Many Requests: retry after ":                                                                              {Result: programme.NotSent, RetryAfter: 7 * time.Second},

	"Internal Server Error: restart": {Result: programme.Unknown},
	"Internal Server Error: ":        {Result: programme.Unknown},
	"Bad Gateway":                    {Result: programme.Unknown},
	"<html>… 504 Gateway Time-out":   {Result: programme.Unknown},
}

// parameters go with some refusals.
var parameters = map[string]string{
	"Bad Request: group chat was upgraded to a supergroup chat": `{"migrate_to_chat_id":-1009876543210}`,
	"Too Many Requests: retry after ":                           `{"retry_after":7}`,
}

type row struct {
	Code        int    `json:"code"`
	Description string `json:"description"`
	Match       string `json:"match"`
}

// rows are the refusals that the simulator knows.
func rows(t *testing.T) []row {
	t.Helper()
	data, err := os.ReadFile("../simulator/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []row
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// Each refusal that the Bot API is known to give has its reaction, for a call as for an
// upload, where the library loses the number.
func TestEveryKnownRefusal(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, r := range rows(t) {
		listed[r.Description] = true
		want, ok := wants[r.Description]
		if !ok {
			t.Errorf("no reaction is settled for %d %s", r.Code, r.Description)
			continue
		}
		t.Run(r.Description, func(t *testing.T) {
			t.Parallel()
			description := r.Description
			if r.Match == "prefix" {
				description += "7"
			}
			c := serve(t, func(w http.ResponseWriter, _ *http.Request, _ string) {
				if r.Match == "html" {
					page(w, r.Code)
					return
				}
				refuse(w, r.Code, description, parameters[r.Description])
			})
			for _, call := range []programme.Call{
				{Method: "sendMessage", Chat: 7, Params: map[string]any{"text": "x"}},
				{Method: "sendDocument", Chat: 7, File: []byte("x")},
			} {
				got := c.Call(t.Context(), call)
				if got.Description != description && r.Match != "html" {
					t.Errorf("%s: got the description %q, want %q", call.Method, got.Description, description)
				}
				got.Description = ""
				if got != want {
					t.Errorf("%s: got %+v, want %+v", call.Method, got, want)
				}
			}
		})
	}
	for description := range wants {
		if !listed[description] {
			t.Errorf("%q is not among the known refusals", description)
		}
	}
}

func TestOtherRefusals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		code                    int
		description, parameters string
		chat                    int64
		want                    programme.Outcome // without Description
	}{
		"group that cannot be found":      {400, "Bad Request: chat not found", "", -5, programme.Outcome{Result: programme.Unreachable}},
		"group of another kind":           {403, "Forbidden: bot was kicked from the channel chat", "", -1005, programme.Outcome{Result: programme.Unreachable}},
		"no rights for another content":   {400, "Bad Request: not enough rights to send documents to the chat", "", -5, programme.Outcome{Result: programme.Unreachable}},
		"rights that sending needs not":   {400, "Bad Request: not enough rights to manage pinned messages in the chat", "", -5, programme.Outcome{Result: programme.Refused}},
		"delete for everyone":             {400, "Bad Request: message can't be deleted for everyone", "", 7, programme.Outcome{Result: programme.Refused}},
		"method that is too new":          {404, "Not Found: method not found", "", 7, programme.Outcome{Result: programme.Refused}},
		"upgraded, nobody knows where to": {400, "Bad Request: group chat was upgraded to a supergroup chat", "", -5, programme.Outcome{Result: programme.Unreachable}},
		"429 that does not say how long":  {429, "Too Many Requests: retry later", "", 7, programme.Outcome{Result: programme.NotSent, RetryAfter: time.Second, Unsaid: true}},
		"429 of no time":                  {429, "Too Many Requests: retry after 0", `{"retry_after":0}`, 7, programme.Outcome{Result: programme.NotSent, RetryAfter: time.Second, Unsaid: true}},
		"429 in other words":              {429, "Slow down", `{"retry_after":9}`, 7, programme.Outcome{Result: programme.NotSent, RetryAfter: 9 * time.Second}},
		"unknown 400":                     {400, "Bad Request: MOON_PHASE_INVALID", "", 7, programme.Outcome{Result: programme.Refused}},
		"unknown 403":                     {403, "Forbidden: the moon is full", "", 7, programme.Outcome{Result: programme.Unreachable}},
		"unknown 409":                     {409, "Conflict with the moon", "", 7, programme.Outcome{Result: programme.NotSent}},
		"unknown 418":                     {418, "I'm a teapot", "", 7, programme.Outcome{Result: programme.Refused}},
		"unknown 401":                     {401, "Who are you", "", 7, programme.Outcome{Result: programme.Fatal}},
		"unknown 503":                     {503, "Service Unavailable", "", 7, programme.Outcome{Result: programme.Unknown}},
		"description with a token":        {400, "Bad Request: no such path /bot" + token + "/x", "", 7, programme.Outcome{Result: programme.Refused}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, func(w http.ResponseWriter, _ *http.Request, _ string) {
				refuse(w, tt.code, tt.description, tt.parameters)
			})
			for _, file := range [][]byte{nil, []byte("x")} {
				got := c.Call(t.Context(), programme.Call{Method: "sendDocument", Chat: tt.chat, File: file})
				noToken(t, "description", got.Description)
				got.Description = ""
				if got != tt.want {
					t.Errorf("file %q: got %+v, want %+v", file, got, tt.want)
				}
			}
		})
	}
}
