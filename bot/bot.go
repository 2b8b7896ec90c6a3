// Package bot decides what to answer. A handler reads and writes rows in the
// transaction it is given and returns its reply; it cannot send.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Bot answers updates.
type Bot struct {
	username string // without @
	log      *slog.Logger
	commands []Command
}

// New makes a bot that is known to Telegram by a username, without @.
func New(username string, log *slog.Logger) *Bot {
	return &Bot{username: username, log: log, commands: commands()}
}

// Prepare does before an update is handled what takes longer than a handler may: it loads
// what the reader of announcements knows, if the update has words to read.
func (b *Bot) Prepare(u programme.Update) {
	words := u.Text
	if u.Command != "" {
		words = u.Args
	}
	if u.Private && words != "" && (u.Kind == programme.MessageSent || u.Kind == programme.MessageEdited) {
		announce.Load()
	}
}

// Handle answers one update with rows, all in tx. A mistake of the person's is
// explained; any other failure of a handler is undone, logged and apologised for.
// What Handle itself returns is a failure of the database.
func (b *Bot) Handle(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
	switch {
	case u.UserBot, u.Kind == programme.OtherUpdate, u.User == 0, u.Kind == programme.MessageEdited && !u.Private:
		return nil
	case !u.Private:
		return b.inGroup(ctx, tx, u)
	}
	caller, err := tx.Caller(ctx, u.User)
	if err != nil {
		return err
	}
	if u.Kind == programme.ReachChanged {
		return reachChanged(ctx, tx, u, caller)
	}
	news, err := seen(ctx, tx, u, &caller)
	if err != nil {
		return err
	}
	req, err := ordered(ctx, tx, b.request(u, caller, tx.Now()))
	if err != nil {
		return err
	}
	cmd, err := route(req)
	if caller.Asking != nil && (u.Kind == programme.ButtonPressed || u.Kind == programme.MessageSent && req.Command != "" && !(cmd.Look && req.Me.Role.Staff())) {
		if err := tx.ForgetAsking(ctx, u.Chat); err != nil { // a question ends with any button, and any command but a look of staff's
			return err
		}
	}
	var reply Reply
	if err == nil {
		err = tx.Try(ctx, func() (err error) {
			defer rescue(&err)
			reply, err = cmd.run(ctx, tx, req)
			return err
		})
	}
	if err != nil {
		if postgres.Repeatable(err) || postgres.Lost(err) {
			return err
		}
		reply = b.apology(ctx, req, cmd, err)
	}
	if err := nameEdited(ctx, tx, req, reply); err != nil {
		return err
	}
	if err := tx.Enqueue(ctx, reply.messages(req)...); err != nil {
		return err
	}
	news.account = news.account || reply.Replan
	return spread(ctx, tx, u, news)
}

// Apologise answers an update that could not be handled at all, in a transaction
// of its own.
func (b *Bot) Apologise(ctx context.Context, tx *postgres.Tx, u programme.Update, why error) error {
	if !u.Private || u.User == 0 || u.UserBot {
		return nil
	}
	caller, err := tx.Caller(ctx, u.User)
	if err != nil {
		return err
	}
	req := b.request(u, caller, tx.Now())
	reply := say(view.Screen{Text: req.P.HTML("bot.our_fault")})
	if mistake, ok := programme.AsError(why); ok {
		if reply = say(view.Screen{Text: req.P.Error(mistake)}); req.Kind == programme.ButtonPressed {
			reply = Reply{Toast: view.PlainText(req.P.Error(mistake))}
		}
	}
	return tx.Enqueue(ctx, reply.messages(req)...)
}

// apology explains a mistake, or says that it was ours and logs it, once.
func (b *Bot) apology(ctx context.Context, req Request, cmd Command, err error) Reply {
	mistake, ok := programme.AsError(err)
	text := req.P.HTML("bot.our_fault")
	if ok {
		text = req.P.Error(mistake)
	} else {
		b.log.ErrorContext(ctx, "handler failed", "update", req.ID, "command", cmd.Name+cmd.Verb, "err", err)
	}
	if req.Kind == programme.ButtonPressed {
		if plain := view.PlainText(text); len([]rune(plain)) <= 200 {
			return Reply{Toast: plain, Alert: true}
		}
	}
	s := view.Screen{Text: text}
	if ok && req.Asking != nil && cmd.Back != nil { // the question stays, and so does the way out of it
		s.Rows = view.BackRow(req.P, cmd.Back(*req.Asking))
	}
	return say(s)
}

// errPanic is a handler's panic, with its stack for the log.
type errPanic struct {
	value any
	stack []byte
}

func (e errPanic) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

func rescue(err *error) {
	if r := recover(); r != nil {
		*err = errors.Join(*err, errPanic{r, debug.Stack()})
	}
}

// reachChanged notes that somebody blocked the bot, or took it back.
func reachChanged(ctx context.Context, tx *postgres.Tx, u programme.Update, caller postgres.Caller) error {
	if caller.Account.ID == 0 {
		return nil
	}
	if !u.Blocked {
		if err := tx.SetReach(ctx, u.User, programme.ReachOK); err != nil {
			return err
		}
		return reachedLater(ctx, tx, u.User)
	}
	for _, p := range caller.Persons {
		if _, err := tx.WithdrawPerson(ctx, 0, p.ID, "blocked"); err != nil {
			return err
		}
	}
	return tx.SetReach(ctx, u.User, programme.ReachBlocked)
}

// news is what an update told of its sender that others' rows depend on.
type news struct{ account, name, reached bool }

// seen notes what an update tells of a known account: it can be written to, what
// language its app has until one is chosen, what name Telegram shows.
func seen(ctx context.Context, tx *postgres.Tx, u programme.Update, caller *postgres.Caller) (n news, err error) {
	a := caller.Account
	if a.ID == 0 {
		return n, nil
	}
	n.reached = a.Reach != programme.ReachOK
	a.Reach = programme.ReachOK
	if l := locale.FromTelegram(u.Language); l != "" && !a.LanguageChosen {
		a.Language = l
	}
	if n.account = a != caller.Account; n.account {
		if err := tx.SaveAccount(ctx, a); err != nil {
			return n, err
		}
		caller.Account = a
	}
	name := personName(u)
	for i := range caller.Persons {
		if p := &caller.Persons[i]; !p.NameGiven && p.Name != name {
			p.Name, n.name = name, true
		}
	}
	return n, nil
}

// spread lets the news reach rules and persons. It comes last, and once: these are
// locked after events, and a rule that is written twice locks its event again.
func spread(ctx context.Context, tx *postgres.Tx, u programme.Update, n news) error {
	if n.reached {
		if err := reachedLater(ctx, tx, u.User); err != nil {
			return err
		}
	}
	if n.account {
		if err := tx.ReplanPerson(ctx, u.User); err != nil {
			return err
		}
	}
	if n.name {
		return tx.TakeName(ctx, u.User, personName(u))
	}
	return nil
}

// inGroup answers a command in a group with one line an hour: this bot talks
// privately.
func (b *Bot) inGroup(ctx context.Context, tx *postgres.Tx, u programme.Update) error {
	if u.Command == "" || u.Chat == 0 {
		return nil
	}
	p := locale.For(locale.FromTelegram(u.Language))
	return tx.Enqueue(ctx, programme.Message{
		Chat:   u.Chat,
		Params: view.Screen{Text: p.HTML("bot.private_only", "username", b.username)}.Params(),
		Class:  programme.Answer,
		Key:    fmt.Sprintf("group:%d:%s", u.Chat, tx.Now().Format("2006-01-02T15")), // kept, so that the hour is known
	})
}

// personName is the name that Telegram shows, or a stand-in for none.
func personName(u programme.Update) string {
	if name, err := announce.Title(u.Name); err == nil { // one line that can be read
		return name
	}
	return fmt.Sprintf("Telegram %d", u.User)
}

// link is what is shared: whoever opens it sees the event.
func (req Request) link(e programme.Event) string {
	return fmt.Sprintf("https://t.me/%s?start=e_%s_%s", req.bot, e.Code, e.Key)
}

// answerWindow is how long an answer to a press is of any use.
const answerWindow = 15 * time.Second
