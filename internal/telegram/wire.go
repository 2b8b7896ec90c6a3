package telegram

import (
	"cmp"
	"encoding/json"
)

// The Bot API's types, as far as they are read. They are our own because the library's
// lack fields, and hold many that could stop fitting without concerning us.
type (
	wireUpdate struct {
		Message       *wireMessage `json:"message"`
		EditedMessage *wireMessage `json:"edited_message"`
		CallbackQuery *wireQuery   `json:"callback_query"`
		MyChatMember  *wireMember  `json:"my_chat_member"`
	}

	wireUser struct {
		ID        int64  `json:"id"`
		IsBot     bool   `json:"is_bot"`
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Username  string `json:"username"`
		Language  string `json:"language_code"`
	}

	wireChat struct {
		ID    int64  `json:"id"`
		Type  string `json:"type"`
		Title string `json:"title"`
	}

	wireMessage struct {
		ID      int64     `json:"message_id"`
		From    *wireUser `json:"from"`
		Chat    wireChat  `json:"chat"`
		Date    int64     `json:"date"`
		AlbumID string    `json:"media_group_id"`
		ReplyTo *struct {
			ID int64 `json:"message_id"`
		} `json:"reply_to_message"`
		Document *wireFile `json:"document"`

		Text            string       `json:"text"`
		Entities        []wireEntity `json:"entities"`
		Caption         string       `json:"caption"`
		CaptionEntities []wireEntity `json:"caption_entities"`

		ForwardOrigin     present `json:"forward_origin"`
		ForwardFrom       present `json:"forward_from"` // this and the next: the older form, still sent
		ForwardFromChat   present `json:"forward_from_chat"`
		ForwardSenderName present `json:"forward_sender_name"`
		ForwardDate       present `json:"forward_date"`

		wireContent
	}

	// wireContent is what a message may hold instead of text.
	wireContent struct {
		Animation present `json:"animation"`
		Audio     present `json:"audio"`
		Checklist present `json:"checklist"`
		Contact   present `json:"contact"`
		Dice      present `json:"dice"`
		Game      present `json:"game"`
		Invoice   present `json:"invoice"`
		Location  present `json:"location"`
		PaidMedia present `json:"paid_media"`
		Photo     picture `json:"photo"`
		Poll      present `json:"poll"`
		Rich      present `json:"rich_message"`
		Sticker   present `json:"sticker"`
		Story     present `json:"story"`
		Venue     present `json:"venue"`
		Video     present `json:"video"`
		VideoNote present `json:"video_note"`
		Voice     present `json:"voice"`
	}

	wireEntity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"` // UTF-16 code units, as Length
		Length int    `json:"length"`
	}

	wireFile struct {
		ID   string `json:"file_id"`
		Name string `json:"file_name"`
		Mime string `json:"mime_type"`
		Size int64  `json:"file_size"`
	}

	wireQuery struct {
		ID      string       `json:"id"`
		From    wireUser     `json:"from"`
		Message *wireMessage `json:"message"` // nil under a message sent through inline mode
		Data    string       `json:"data"`
	}

	wireMember struct {
		Chat wireChat `json:"chat"`
		From wireUser `json:"from"`
		Date int64    `json:"date"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	}
)

// present says that a field is there, whatever it holds.
type present bool

// UnmarshalJSON never fails.
func (p *present) UnmarshalJSON(data []byte) error {
	*p = string(data) != "null"
	return nil
}

// picture is the id of a picture's largest size; empty: none.
type picture string

// UnmarshalJSON never fails: a picture that cannot be read is there all the same.
func (p *picture) UnmarshalJSON(data []byte) error {
	var sizes []struct {
		ID    string `json:"file_id"`
		Width int    `json:"width"`
	}
	if string(data) == "null" {
		return nil
	}
	if err := json.Unmarshal(data, &sizes); err != nil || len(sizes) == 0 {
		*p = unreadablePicture
		return nil
	}
	largest := sizes[0]
	for _, s := range sizes {
		if s.Width > largest.Width {
			largest = s
		}
	}
	*p = picture(cmp.Or(largest.ID, unreadablePicture))
	return nil
}

// unreadablePicture stands for a picture without an id.
const unreadablePicture = "-"

// kind names what a message without text holds; empty: nothing that somebody sent. A
// venue brings its location along, an animation its file.
func (c wireContent) kind() string {
	for _, k := range []struct {
		name string
		is   present
	}{
		{"animation", c.Animation},
		{"audio", c.Audio},
		{"checklist", c.Checklist},
		{"contact", c.Contact},
		{"dice", c.Dice},
		{"game", c.Game},
		{"invoice", c.Invoice},
		{"venue", c.Venue},
		{"location", c.Location},
		{"paid_media", c.PaidMedia},
		{"photo", c.Photo != ""},
		{"poll", c.Poll},
		{"rich_message", c.Rich},
		{"sticker", c.Sticker},
		{"story", c.Story},
		{"video", c.Video},
		{"video_note", c.VideoNote},
		{"voice", c.Voice},
	} {
		if k.is {
			return k.name
		}
	}
	return ""
}
