package outbox

import (
	"encoding/json"
	"html"
	"maps"
	"regexp"
)

// anew is the form in which an edit of a text goes as a message of its own.
func anew(params map[string]any) json.RawMessage {
	return without(params, "message_id", "inline_message_id")
}

// withoutTopic is the form without the forum topic; false if it names none.
func withoutTopic(params map[string]any) (json.RawMessage, bool) {
	if _, ok := params["message_thread_id"]; !ok {
		return nil, false
	}
	return without(params, "message_thread_id"), true
}

// withoutMarkup is the form in plain text; false if it is plain already.
func withoutMarkup(params map[string]any) (json.RawMessage, bool) {
	if mode, _ := params["parse_mode"].(string); mode == "" {
		return nil, false
	}
	p := maps.Clone(params)
	for _, key := range []string{"text", "caption"} {
		if s, ok := p[key].(string); ok {
			p[key] = plain(s)
		}
	}
	return without(p, "parse_mode"), true
}

func without(params map[string]any, keys ...string) json.RawMessage {
	p := maps.Clone(params)
	for _, k := range keys {
		delete(p, k)
	}
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // it was read from JSON
	}
	return b
}

// tag is what may be one; a lone < of a text that was not escaped stays.
var tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// plain is the text of HTML without its tags.
func plain(s string) string { return html.UnescapeString(tag.ReplaceAllString(s, "")) }
