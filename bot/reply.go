package bot

import (
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Reply is what a handler returns: its answer to the one who asked.
type Reply struct {
	Toast   string        // at the top of the screen, for a press; at most 200 characters
	Alert   bool          // the toast waits to be dismissed
	Edit    *view.Screen  // takes the place of the message whose button was pressed
	Screens []view.Screen // new messages
	Replan  bool          // the sender's zone or language is another: reminders are planned anew for them
}

// say is a reply of one message.
func say(s view.Screen) Reply { return Reply{Screens: []view.Screen{s}} }

// show is a screen in the place of the pressed one, or a new message if nothing
// was pressed.
func show(s view.Screen) Reply { return Reply{Edit: &s} }

// messages are the calls that make up a reply. A press is answered always, and
// first: it stops the reader's clock.
func (r Reply) messages(req Request) []programme.Message {
	var ms []programme.Message
	answer := func(method string, params map[string]any) programme.Message {
		return programme.Message{Chat: req.Chat, Person: req.Me.ID, Method: method, Params: params,
			Class: programme.Answer, Stranger: req.Account.ID == 0, Repeat: string(req.P.HTML("bot.repeat"))}
	}
	if req.Kind == programme.ButtonPressed {
		params := map[string]any{"callback_query_id": req.QueryID}
		if r.Toast != "" {
			params["text"], params["show_alert"] = view.Cut(r.Toast, 200), r.Alert
		}
		m := answer("answerCallbackQuery", params)
		m.Chat, m.ExpiresAt = 0, req.Fetched.Add(answerWindow)
		ms = append(ms, m)
	}
	if r.Edit != nil {
		if req.Kind == programme.ButtonPressed && !req.Gone && req.MessageID != 0 {
			params := r.Edit.EditParams()
			params["message_id"] = req.MessageID
			m := answer("editMessageText", params)
			m.Caused = true
			ms = append(ms, m)
		} else {
			ms = append(ms, answer("sendMessage", r.Edit.Params()))
		}
	}
	for _, s := range r.Screens {
		ms = append(ms, answer("sendMessage", s.Params()))
	}
	return ms
}
