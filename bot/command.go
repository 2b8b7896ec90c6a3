package bot

import (
	"context"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Who may use a command.
type Who int

// The circles, each within the one before.
const (
	Anyone Who = iota
	Member     // somebody of a programme
	Staff
	Owner
)

// Command is everything the bot knows about a slash command, or with a Verb
// instead of a Name about a button.
type Command struct {
	Name string // without slash
	Verb string // of a button's data
	Args string // shown in help
	Who  Who
	Help bool // shown in help and in Telegram's menu; About is "about." + Name
	Look bool // only shows: a question that staff are asked stays open

	Run func(context.Context, *postgres.Tx, Request) (Reply, error)
	// Hear takes the text that answers a question asked with this verb.
	Hear func(context.Context, *postgres.Tx, Request, postgres.Asking) (Reply, error)
	// Back is the data of the button that leaves such a question unanswered.
	Back func(postgres.Asking) string
	// Shows are the screens whose buttons an answer may name, the question first; nil if
	// only that of Back can be.
	Shows func(context.Context, *postgres.Tx, Request, postgres.Asking) (func(*locale.Printer) []view.Screen, error)
	Any   bool // Hear takes whatever is sent: a voice message, a file, what reads like an event
}

// commands is the router, the help, the menu and the table of rights, in the
// order in which people see them.
func commands() []Command {
	return slices.Concat(
		[]Command{
			start, newEvent, upcoming, past, my, eventCommand, moveCommand, postponeCommand, cancelCommand, remind, nudge, outlook, status,
			teamCommand, inviteCommand, help, language, timezone, settings, privacy, stopCommand,
		},
		draftButtons, pickButtons, unfinishedButtons, batchButtons, importButtons, heldButtons,
		shareButtons, eventButtons, manageButtons, copyButtons, pendingButtons, removeButtons, remindButtons, reportButtons, ruleButtons, ruleAddButtons, ruleTextButtons, outlookButtons,
		answerButtons, calendarButtons, listButtons, questionButtons, nameButtons, settingsButtons,
		programmeButtons, planButtons, inviteButtons, teamButtons,
		documentButtons, restoredButtons, []Command{practicalButton, agendaButton, inLanguage, resumeButton},
	)
}

// route finds who answers a request, and whether this person may ask.
func route(req Request) (Command, error) {
	cmd, err := find(req)
	if err != nil {
		return cmd, err
	}
	switch {
	case cmd.may(req):
		return cmd, nil
	case cmd.Who == Owner && req.Me.Role.Staff():
		return cmd, programme.Refuse(programme.Denied, "owners_only")
	}
	return cmd, programme.Refuse(programme.Denied, "denied")
}

func find(req Request) (Command, error) {
	switch {
	case req.Kind == programme.MessageEdited:
		return correction, nil
	case req.Kind == programme.ButtonPressed:
		verb, rest, _ := strings.Cut(req.Data, ":")
		for _, c := range req.commands {
			if c.Verb == verb && c.Run != nil {
				return c.press(rest), nil
			}
		}
		return Command{}, programme.Refuse(programme.Conflict, "button_old")
	case strings.HasPrefix(req.Command, "e_"):
		return eventCommand, nil
	case req.Command != "":
		for _, c := range req.commands {
			if c.Name == req.Command {
				return c, nil
			}
		}
		return Command{}, programme.Refuse(programme.NotFound, "command_unknown", "command", "/"+req.Command, "like", likeliest(req))
	case req.Asking != nil:
		for _, c := range req.commands {
			if c.Verb == req.Asking.Purpose && c.Hear != nil {
				return c.hear(*req.Asking), nil
			}
		}
	}
	return freeText, nil
}

// press is the command with the data behind its verb taken apart.
func (c Command) press(rest string) Command {
	run := c.Run
	c.Run = func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		req.Parts = strings.Split(rest, ":")
		return run(ctx, tx, req)
	}
	return c
}

// hear is the command with its question's answer to take.
func (c Command) hear(a postgres.Asking) Command {
	hear := c.Hear
	c.Run = func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		if reply, ok, err := pressInWords(ctx, tx, req, c, a); ok || err != nil {
			return reply, err
		}
		if c.Any {
			return hear(ctx, tx, req, a)
		}
		if reply, ok, err := goOnWith(ctx, tx, req); ok || err != nil {
			return reply, err
		}
		if req.Text == "" { // a sticker, a voice … : the question stays
			return Reply{}, programme.Refuse(programme.Invalid, "text_wanted", "field", view.FieldName(req.P, programme.Field(a.Field)))
		}
		if req.Me.Role.Staff() && announces(req) {
			return hold(ctx, tx, req, a)
		}
		return hear(ctx, tx, req, a)
	}
	return c
}

func (c Command) run(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	return c.Run(ctx, tx, req)
}

// may reports whether a request's sender may use a command.
func (c Command) may(req Request) bool {
	switch c.Who {
	case Owner:
		return req.Me.Role == programme.Owner
	case Staff:
		return req.Me.Role.Staff()
	case Member:
		return len(req.Persons) > 0
	}
	return true
}
