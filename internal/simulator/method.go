package simulator

import "context"

// method is a method of the Bot API that this server acts on.
type method struct {
	takes []string // the parameters it acts on, or may pass over unseen
	run   func(*Server, context.Context, *call) (any, *refusal)
}

// methods are all that the server acts on. Any other method, and any other
// parameter, is refused as not simulated.
func methods() map[string]method {
	to := func(names ...string) []string { return append([]string{"chat_id"}, names...) }
	send := func(names ...string) []string {
		return append(to("message_thread_id", "parse_mode", "disable_notification", "protect_content", "reply_parameters", "reply_markup"), names...)
	}
	edit := func(names ...string) []string { return append(to("message_id", "reply_markup"), names...) }
	locked := func(f func(*Server, *call) (any, *refusal)) func(*Server, context.Context, *call) (any, *refusal) {
		return func(s *Server, _ context.Context, c *call) (any, *refusal) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return f(s, c)
		}
	}
	return map[string]method{
		"getUpdates":     {[]string{"offset", "limit", "timeout", "allowed_updates"}, getUpdates},
		"setWebhook":     {[]string{"url", "max_connections", "allowed_updates", "drop_pending_updates", "secret_token"}, locked(setWebhook)},
		"deleteWebhook":  {[]string{"drop_pending_updates"}, locked(deleteWebhook)},
		"getWebhookInfo": {nil, locked(getWebhookInfo)},

		"getMe":                 {nil, locked(getMe)},
		"getUserProfilePhotos":  {[]string{"user_id", "offset", "limit"}, locked(getUserProfilePhotos)},
		"setMyCommands":         {[]string{"commands", "scope", "language_code"}, locked(setMyCommands)},
		"getMyCommands":         {[]string{"scope", "language_code"}, locked(getMyCommands)},
		"deleteMyCommands":      {[]string{"scope", "language_code"}, locked(deleteMyCommands)},
		"setMyName":             {[]string{"name", "language_code"}, locked(setWords("name"))},
		"getMyName":             {[]string{"language_code"}, locked(getWords("name"))},
		"setMyDescription":      {[]string{"description", "language_code"}, locked(setWords("description"))},
		"getMyDescription":      {[]string{"language_code"}, locked(getWords("description"))},
		"setMyShortDescription": {[]string{"short_description", "language_code"}, locked(setWords("short_description"))},
		"getMyShortDescription": {[]string{"language_code"}, locked(getWords("short_description"))},

		"sendMessage":  {send("text", "link_preview_options"), sendMessage},
		"sendDocument": {send("document", "caption", "disable_content_type_detection"), sendDocument},
		"sendPhoto":    {send("photo", "caption"), sendPhoto},
		"copyMessage":  {to("from_chat_id", "message_id", "disable_notification", "protect_content"), locked(copyMessage)},

		"editMessageText":        {edit("text", "parse_mode", "link_preview_options"), editMessageText},
		"editMessageCaption":     {edit("caption", "parse_mode"), editMessageCaption},
		"editMessageReplyMarkup": {edit(), editMessageReplyMarkup},
		"deleteMessage":          {to("message_id"), locked(deleteMessage)},
		"pinChatMessage":         {to("message_id", "disable_notification"), locked(pinChatMessage)},
		"unpinChatMessage":       {to("message_id"), locked(unpinChatMessage)},

		"answerCallbackQuery": {[]string{"callback_query_id", "text", "show_alert", "cache_time"}, locked(answerCallbackQuery)},
		"sendChatAction":      {to("action"), locked(sendChatAction)},
		"getFile":             {[]string{"file_id"}, locked(getFile)},
		"getChat":             {to(), locked(getChat)},
		"leaveChat":           {to(), locked(leaveChat)},
	}
}
