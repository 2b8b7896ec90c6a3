package bot

import (
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Reply is what a handler returns: its answer to the one who asked.
type Reply struct {
	Toast    string         // at the top of the screen, for a press; at most 200 characters
	Alert    bool           // the toast waits to be dismissed
	Edit     *view.Screen   // takes the place of the message whose button was pressed
	Screens  []view.Screen  // new messages
	Document *view.Document // a new message with a file, the last one
	Card     string         // names the last new message, else Edit's, to be renewed later
	EditCard string         // names the message of Edit where Screens has the last one
	Renew    []Renewal      // messages that came before and show something else from now on
	Once     string         // of an answer that is given once, whatever else asks for it
	Replan   bool           // the sender's zone or language is another: reminders are planned anew for them
}

// Renewal is what a message that was named shows now.
type Renewal struct {
	Card   string
	Screen view.Screen
	Anew   bool // sent anew if the message is gone
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
	for _, n := range r.Renew { // before what is made now, which may stand in the same message
		m := answer("editMessageText", n.Screen.EditParams())
		m.Card, m.Caused = n.Card, n.Anew
		ms = append(ms, m)
	}
	named := len(ms)
	if r.Edit != nil {
		if req.inPlace() {
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
	if d := r.Document; d != nil {
		m := answer(d.Method(), d.Params())
		m.File, m.FileName = d.Data, d.Name
		ms = append(ms, m)
	}
	if last := len(ms) - 1; last >= named {
		ms[last].Card, ms[last].Key = r.Card, r.Once
	}
	return ms
}

// inPlace reports whether there is a message whose place the answer can take.
func (req Request) inPlace() bool {
	return req.Kind == programme.ButtonPressed && !req.Gone && req.MessageID != 0
}
