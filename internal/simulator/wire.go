package simulator

import "encoding/json"

// User is a person or bot, as the Bot API writes it.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

func (u User) name() string {
	if u.LastName == "" {
		return u.FirstName
	}
	return u.FirstName + " " + u.LastName
}

// The Bot API's types, as far as they are sent.
type (
	wireChat struct {
		ID        int64  `json:"id"`
		Type      string `json:"type"`
		Title     string `json:"title,omitempty"`
		FirstName string `json:"first_name,omitempty"`
		LastName  string `json:"last_name,omitempty"`
	}

	wireMessage struct {
		ID                int             `json:"message_id"`
		From              *User           `json:"from,omitempty"`
		Date              int64           `json:"date"`
		Chat              wireChat        `json:"chat"`
		ForwardOrigin     *wireOrigin     `json:"forward_origin,omitempty"`
		ForwardSenderName string          `json:"forward_sender_name,omitempty"` // the older form, still sent
		ForwardDate       int64           `json:"forward_date,omitempty"`
		ReplyTo           *wireMessage    `json:"reply_to_message,omitempty"`
		EditDate          int64           `json:"edit_date,omitempty"`
		Protected         bool            `json:"has_protected_content,omitempty"`
		Text              string          `json:"text,omitempty"`
		Entities          []Entity        `json:"entities,omitempty"`
		Caption           string          `json:"caption,omitempty"`
		CaptionEntities   []Entity        `json:"caption_entities,omitempty"`
		Document          *wireFile       `json:"document,omitempty"`
		Photo             []wireFile      `json:"photo,omitempty"`
		Sticker           *wireSticker    `json:"sticker,omitempty"`
		Voice             *wireFile       `json:"voice,omitempty"`
		Contact           *Contact        `json:"contact,omitempty"`
		MigrateTo         int64           `json:"migrate_to_chat_id,omitempty"`
		MigrateFrom       int64           `json:"migrate_from_chat_id,omitempty"`
		ReplyMarkup       json.RawMessage `json:"reply_markup,omitempty"`
	}

	wireOrigin struct {
		Type           string `json:"type"`
		SenderUserName string `json:"sender_user_name"`
		Date           int64  `json:"date"`
	}

	wireFile struct {
		ID       string `json:"file_id"`
		UniqueID string `json:"file_unique_id"`
		Size     int    `json:"file_size"`
		Path     string `json:"file_path,omitempty"` // of getFile
		Name     string `json:"file_name,omitempty"`
		Mime     string `json:"mime_type,omitempty"`
		Width    int    `json:"width,omitempty"`
		Height   int    `json:"height,omitempty"`
		Duration *int   `json:"duration,omitempty"` // of a voice message
	}

	wireSticker struct {
		ID       string `json:"file_id"`
		UniqueID string `json:"file_unique_id"`
		Type     string `json:"type"`
		Width    int    `json:"width"`
		Height   int    `json:"height"`
		Animated bool   `json:"is_animated"`
		Video    bool   `json:"is_video"`
		Emoji    string `json:"emoji,omitempty"`
	}

	wireInaccessible struct {
		Chat wireChat `json:"chat"`
		ID   int      `json:"message_id"`
		Date int64    `json:"date"` // always 0
	}

	wireQuery struct {
		ID           string `json:"id"`
		From         User   `json:"from"`
		Message      any    `json:"message"`
		ChatInstance string `json:"chat_instance"`
		Data         string `json:"data"`
	}

	wireMember struct {
		User      User   `json:"user"`
		Status    string `json:"status"`
		UntilDate *int64 `json:"until_date,omitempty"`
	}

	wireMemberUpdate struct {
		Chat wireChat   `json:"chat"`
		From User       `json:"from"`
		Date int64      `json:"date"`
		Old  wireMember `json:"old_chat_member"`
		New  wireMember `json:"new_chat_member"`
	}
)

// Contact is a telephone number that a person shared.
type Contact struct {
	PhoneNumber string `json:"phone_number"`
	FirstName   string `json:"first_name"`
	LastName    string `json:"last_name,omitempty"`
	UserID      int64  `json:"user_id,omitempty"`
}
