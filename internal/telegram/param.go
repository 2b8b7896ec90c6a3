package telegram

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

// encodeParams writes a call's parameters as the Bot API wants them in a form. A nil
// value is left out: the server takes null for a mistake.
func encodeParams(call programme.Call) (tg.Params, error) {
	params := make(tg.Params, len(call.Params)+1)
	for name, value := range call.Params {
		text, ok, err := encodeParam(value)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", name, err)
		}
		if ok {
			params[name] = text
		}
	}
	if call.Chat != 0 {
		params["chat_id"] = strconv.FormatInt(call.Chat, 10)
	}
	return params, nil
}

// encodeParam gives strings as they are and everything else as JSON; ok is false if
// there is nothing to send.
func encodeParam(value any) (text string, ok bool, err error) {
	switch v := value.(type) {
	case json.Number:
		return v.String(), true, nil
	case json.RawMessage: // as it is stored
		return string(v), string(v) != "null", nil
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Invalid:
		return "", false, nil
	case reflect.String:
		return v.String(), true, nil
	case reflect.Float32, reflect.Float64:
		// An id that went through jsonb is a float; JSON would write it as 1e+21 or so.
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true, nil
	}
	data, err := json.Marshal(value)
	if err != nil {
		return "", false, err
	}
	return string(data), string(data) != "null", nil
}
