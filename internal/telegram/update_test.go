package telegram_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/programme"
)

const (
	from    = `"from":{"id":7,"is_bot":false,"first_name":"Focal","last_name":"Point","username":"focal_point","language_code":"ru"}`
	private = from + `,"chat":{"id":7,"type":"private","first_name":"Focal"},"message_id":12,"date":1795406400`
	group   = from + `,"chat":{"id":-1007,"type":"supergroup","title":"Steering group"},"message_id":12,"date":1795406400`
	command = `{"type":"bot_command","offset":0,"length":%d}`
)

var sent = time.Unix(1795406400, 0).UTC()

// inPrivate and inGroup add what private and group above say.
func inPrivate(u programme.Update) programme.Update {
	u.Chat, u.Private = 7, true
	u.User, u.Name, u.Username, u.Language = 7, "Focal Point", "focal_point", "ru"
	u.MessageID, u.Sent = 12, sent
	return u
}

func inGroup(u programme.Update) programme.Update {
	u = inPrivate(u)
	u.Chat, u.Private, u.Group = -1007, false, "Steering group"
	return u
}

func TestUpdates(t *testing.T) {
	t.Parallel()
	withText := func(text string) programme.Update { return programme.Update{Kind: programme.MessageSent, Text: text} }
	withWhat := func(what string) programme.Update { return programme.Update{Kind: programme.MessageSent, What: what} }
	withCommand := func(text, name, args string) programme.Update {
		return programme.Update{Kind: programme.MessageSent, Text: text, Command: name, Args: args}
	}
	picture := withWhat("photo")
	picture.Photo = "P"
	forwarded := withText("Workshop")
	forwarded.Forwarded = true
	album := withText("Agenda")
	album.Album = "135"
	file := withWhat("document")
	file.File = &programme.File{ID: "F1", Name: "people.csv", Mime: "text/csv", Size: 2048}
	captioned := withCommand("/invite all", "invite", "all")
	captioned.File = file.File
	pressed := programme.Update{Kind: programme.ButtonPressed, QueryID: "99", Data: "come:7KQ2M:3"}
	gone := inPrivate(pressed)
	gone.Gone, gone.Sent = true, time.Time{}
	inline := inPrivate(pressed)
	inline.Chat, inline.Private, inline.MessageID, inline.Sent, inline.Gone = 0, false, 0, time.Time{}, true
	blocked := inPrivate(programme.Update{Kind: programme.ReachChanged, Blocked: true})
	blocked.MessageID = 0
	unblocked := blocked
	unblocked.Blocked = false
	kicked := inGroup(programme.Update{Kind: programme.ReachChanged})
	kicked.MessageID = 0

	for name, tt := range map[string]struct {
		raw  string // without update_id
		want programme.Update
	}{
		"text":                  {`"message":{` + private + `,"text":"Workshop in Almaty"}`, inPrivate(withText("Workshop in Almaty"))},
		"text in a group":       {`"message":{` + group + `,"text":"Good morning"}`, inGroup(withText("Good morning"))},
		"edited":                {`"edited_message":{` + private + `,"edit_date":1795406460,"text":"Osh"}`, inPrivate(programme.Update{Kind: programme.MessageEdited, Text: "Osh"})},
		"command":               {`"message":{` + private + `,"text":"/Upcoming","entities":[` + fmt.Sprintf(command, 9) + `]}`, inPrivate(withCommand("/Upcoming", "upcoming", ""))},
		"command, arguments":    {`"message":{` + private + `,"text":"/new  Workshop,\n Osh ","entities":[` + fmt.Sprintf(command, 4) + `]}`, inPrivate(withCommand("/new  Workshop,\n Osh ", "new", "Workshop,\n Osh"))},
		"command, hard space":   {`"message":{` + private + `,"text":"/start\u00a0e_7KQ2M\u00a0","entities":[` + fmt.Sprintf(command, 6) + `]}`, inPrivate(withCommand("/start\u00a0e_7KQ2M\u00a0", "start", "e_7KQ2M"))},
		"command, surrogates":   {`"message":{` + private + `,"text":"/new \ud83d\ude00 \ud800 end","entities":[` + fmt.Sprintf(command, 4) + `]}`, inPrivate(withCommand("/new 😀 \uFFFD end", "new", "😀 \uFFFD end"))},
		"command of an event":   {`"message":{` + private + `,"text":"/e_7KQ2M","entities":[` + fmt.Sprintf(command, 8) + `]}`, inPrivate(withCommand("/e_7KQ2M", "e_7kq2m", ""))},
		"command to us":         {`"message":{` + group + `,"text":"/my@JARCHY_bot 2","entities":[` + fmt.Sprintf(command, 14) + `]}`, inGroup(withCommand("/my@JARCHY_bot 2", "my", "2"))},
		"command to another":    {`"message":{` + group + `,"text":"/my@other_bot","entities":[` + fmt.Sprintf(command, 13) + `]}`, inGroup(programme.Update{Kind: programme.OtherUpdate, Text: "/my@other_bot"})},
		"to another, privately": {`"message":{` + private + `,"text":"/my@other_bot","entities":[` + fmt.Sprintf(command, 13) + `]}`, inPrivate(withCommand("/my@other_bot", "my", ""))},
		"command inside":        {`"message":{` + private + `,"text":"see /my","entities":[{"type":"bot_command","offset":4,"length":3}]}`, inPrivate(withText("see /my"))},
		"command unmarked":      {`"message":{` + private + `,"text":"/"}`, inPrivate(withText("/"))},
		"mark too long":         {`"message":{` + private + `,"text":"/my","entities":[` + fmt.Sprintf(command, 400) + `]}`, inPrivate(withText("/my"))},
		"mark of less than 0":   {`"message":{` + private + `,"text":"/my","entities":[` + fmt.Sprintf(command, -3) + `]}`, inPrivate(withText("/my"))},
		"mark cuts a character": {`"message":{` + private + `,"text":"/\ud83d\ude00","entities":[` + fmt.Sprintf(command, 2) + `]}`, inPrivate(withText("/😀"))},
		"NUL and broken UTF-8":  {`"message":{` + private + `,"text":"a\u0000b` + "\xff" + `c"}`, inPrivate(withText("a\uFFFDb\uFFFDc"))},
		"forwarded":             {`"message":{` + private + `,"forward_origin":{"type":"channel"},"text":"Workshop"}`, inPrivate(forwarded)},
		"forwarded, as it was":  {`"message":{` + private + `,"forward_from":{"id":8},"forward_date":1795406000,"text":"Workshop"}`, inPrivate(forwarded)},
		"forwarded by date":     {`"message":{` + private + `,"forward_date":1795406000,"text":"Workshop"}`, inPrivate(forwarded)},
		"not forwarded":         {`"message":{` + private + `,"forward_origin":null,"text":"Workshop"}`, inPrivate(withText("Workshop"))},
		"album":                 {`"message":{` + private + `,"media_group_id":"135","photo":[{}],"caption":"Agenda"}`, inPrivate(album)},
		"file":                  {`"message":{` + private + `,"document":{"file_id":"F1","file_name":"people.csv","mime_type":"text/csv","file_size":2048}}`, inPrivate(file)},
		"file, captioned":       {`"message":{` + private + `,"document":{"file_id":"F1","file_name":"people.csv","mime_type":"text/csv","file_size":2048},"caption":"/invite all","caption_entities":[` + fmt.Sprintf(command, 7) + `]}`, inPrivate(captioned)},
		"sticker":               {`"message":{` + private + `,"sticker":{"file_id":"S"}}`, inPrivate(withWhat("sticker"))},
		"voice":                 {`"message":{` + private + `,"voice":{"file_id":"V"}}`, inPrivate(withWhat("voice"))},
		"photo": {`"message":{` + private + `,"photo":[{"file_id":"S","width":90},{"file_id":"P","width":1280},{"file_id":"M","width":320}]}`,
			inPrivate(picture)},
		"animation":       {`"message":{` + private + `,"document":{"file_id":"A"},"animation":{"file_id":"A"}}`, inPrivate(withWhat("animation"))},
		"venue":           {`"message":{` + private + `,"location":{},"venue":{}}`, inPrivate(withWhat("venue"))},
		"contact":         {`"message":{` + private + `,"contact":{}}`, inPrivate(withWhat("contact"))},
		"poll":            {`"message":{` + private + `,"poll":{}}`, inPrivate(withWhat("poll"))},
		"service message": {`"message":{` + group + `,"new_chat_members":[{}]}`, inGroup(programme.Update{Kind: programme.OtherUpdate})},
		"nobody":          {`"message":{"message_id":12,"date":1795406400,"chat":{"id":-5,"type":"group"},"text":"x"}`, programme.Update{Kind: programme.MessageSent, Chat: -5, MessageID: 12, Sent: sent, Text: "x"}},
		"another bot":     {`"message":{"from":{"id":8,"is_bot":true,"first_name":"Relay"},"message_id":12,"date":1795406400,"chat":{"id":-5,"type":"group"},"text":"x"}`, programme.Update{Kind: programme.MessageSent, Chat: -5, MessageID: 12, Sent: sent, User: 8, UserBot: true, Name: "Relay", Text: "x"}},

		"press":                 {`"callback_query":{"id":"99",` + from + `,"data":"come:7KQ2M:3","message":{` + private + `,"text":"Card","reply_markup":{"inline_keyboard":[]}}}`, inPrivate(pressed)},
		"press in a group":      {`"callback_query":{"id":"99",` + from + `,"data":"come:7KQ2M:3","message":{` + group + `,"text":"Card"}}`, inGroup(pressed)},
		"press, message gone":   {`"callback_query":{"id":"99",` + from + `,"data":"come:7KQ2M:3","message":{"chat":{"id":7,"type":"private"},"message_id":12,"date":0}}`, gone},
		"press elsewhere":       {`"callback_query":{"id":"99",` + from + `,"data":"come:7KQ2M:3","inline_message_id":"XYZ"}`, inline},
		"blocked":               {`"my_chat_member":{` + from + `,"chat":{"id":7,"type":"private"},"date":1795406400,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}`, blocked},
		"unblocked":             {`"my_chat_member":{` + from + `,"chat":{"id":7,"type":"private"},"date":1795406400,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}`, unblocked},
		"kicked out of a group": {`"my_chat_member":{` + from + `,"chat":{"id":-1007,"type":"supergroup","title":"Steering group"},"date":1795406400,"new_chat_member":{"status":"kicked"}}`, kicked},
		"nothing known":         {`"chat_boost":{}`, programme.Update{Kind: programme.OtherUpdate}},
		"empty message":         {`"message":{` + private + `}`, inPrivate(programme.Update{Kind: programme.OtherUpdate})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serveUpdates(t, func(w http.ResponseWriter, _ *http.Request) { answer(w, `[{"update_id":1,`+tt.raw+`}]`) })
			updates := fetch(t, c)
			if len(updates) != 1 {
				t.Fatalf("got %d updates", len(updates))
			}
			tt.want.ID, tt.want.Fetched = 1, programmeNow
			if diff := cmp.Diff(tt.want, updates[0]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
