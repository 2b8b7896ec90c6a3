package outbox

import (
	"maps"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// call makes a claimed row's call: an edit gets the id of its card's message, and
// what a reader may see for the second time begins by saying so.
func call(c postgres.Claimed) programme.Call {
	call, repeats := c.Call, c.Resends > 0 && c.Repeat != ""
	if c.Edits || repeats {
		call.Params = maps.Clone(call.Params)
	}
	if c.Edits {
		call.Params["message_id"] = c.CardID
	}
	if repeats {
		markRepeat(call, c.Repeat)
	}
	return call
}

func markRepeat(call programme.Call, line string) {
	key := textKey(call.Method)
	if key == "" {
		return // a reader cannot see that it is repeated, or it has no words
	}
	text, _ := call.Params[key].(string)
	switch {
	case text == "":
		call.Params[key], call.Params["parse_mode"] = line, "HTML"
	case call.Params["parse_mode"] == "HTML":
		call.Params[key] = line + "\n\n" + text
	default:
		call.Params[key] = plain(line) + "\n\n" + text
	}
}

// textKey is the parameter that holds the words of a new message; empty if the
// method sends none.
func textKey(method string) string {
	switch method {
	case "sendMessage":
		return "text"
	case "sendDocument", "sendPhoto", "sendVideo", "sendAnimation", "sendAudio", "sendVoice":
		return "caption"
	}
	return ""
}
