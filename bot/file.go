package bot

import (
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
	"jarchy/internal/workplan"
)

const (
	// jobFile is the job that reads a file which staff sent as they would have pasted
	// its text: it has to be fetched from Telegram first.
	jobFile = "file"
	// jobText is the job that reads the text which was found in one.
	jobText = "text"
)

// largestText and largestPlan are the sizes in bytes up to which a text and a plan
// are read.
const (
	largestText = 1 << 20
	largestPlan = 8 << 20
)

// fileArgs are the file, and the message that brought it: whoever sent it is asked
// for their rights anew when it is read.
type fileArgs struct {
	File   string           `json:"file"`
	Update programme.Update `json:"update"`
}

type textArgs struct {
	Text   string           `json:"text"`
	Update programme.Update `json:"update"`
}

// readFile leaves a text or a plan for the job that fetches it. Of any other sort it
// says what to do.
func readFile(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	f := *req.File
	largest := int64(largestText)
	switch {
	case isPlan(f):
		largest = largestPlan
	case !isText(f):
		return mayAttach(ctx, tx, req, view.Screen{Text: req.P.HTML("file.not_text", "name", view.Cut(f.Name, 60))})
	}
	if int64(f.Size) > largest {
		return notUnderstood(ctx, tx, req, programme.Refuse(programme.Invalid, "file_large", "mb", int(largest>>20)))
	}
	args, err := json.Marshal(fileArgs{File: f.ID, Update: req.Update})
	if err != nil {
		return Reply{}, err
	}
	return say(view.Screen{Text: req.P.HTML("file.reading", "name", view.Cut(f.Name, 60))}), tx.AddJob(ctx, programme.Job{
		Programme: req.Programme.ID, Kind: jobFile, Args: args, Chat: req.Chat, Aside: isPlan(f), NotBefore: req.Now})
}

func isText(f programme.File) bool {
	return !isPlan(f) && strings.HasPrefix(f.Mime, "text/plain") || hasEnding(f, ".txt", ".text", ".md")
}

// isPlan reports whether a file is looked into: a plan, or what says why it is none.
func isPlan(f programme.File) bool {
	return hasEnding(f, ".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".ics", ".docx", ".doc") ||
		slices.ContainsFunc([]string{"spreadsheetml", "ms-excel", "text/csv", "text/calendar", "wordprocessingml", "msword"},
			func(m string) bool { return strings.Contains(f.Mime, m) })
}

func hasEnding(f programme.File, endings ...string) bool {
	return slices.Contains(endings, strings.ToLower(path.Ext(f.Name)))
}

// fileFetched registers what a fetched file tells of.
func (b *Bot) fileFetched(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
	var args fileArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	return b.later(ctx, tx, args.Update, jobFile, func(req Request) (Reply, error) {
		if f := args.Update.File; f != nil && isPlan(*f) {
			reply, err := readPlan(ctx, tx, req, f.Name, file)
			if err != nil {
				return notUnderstood(ctx, tx, req, err)
			}
			return reply, nil
		}
		text, _, err := workplan.Decode(file)
		if err != nil {
			return notUnderstood(ctx, tx, req, err)
		}
		return register(ctx, tx, req, text)
	})
}

// textFound registers what the text of a file tells of.
func (b *Bot) textFound(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args textArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	return b.later(ctx, tx, args.Update, jobText, func(req Request) (Reply, error) {
		return register(ctx, tx, req, args.Text)
	})
}

// notUnderstood says why a file was not read; it may be a document of an event all the
// same.
func notUnderstood(ctx context.Context, tx *postgres.Tx, req Request, why error) (Reply, error) {
	mistake, ok := programme.AsError(why)
	if !ok {
		return Reply{}, why
	}
	return mayAttach(ctx, tx, req, view.Screen{Text: req.P.Error(mistake)})
}

// later does in a job what an update of staff's asked for: their rights are those of
// now.
func (b *Bot) later(ctx context.Context, tx *postgres.Tx, u programme.Update, verb string, run func(Request) (Reply, error)) error {
	u.Fetched = tx.Now()
	caller, err := tx.Caller(ctx, u.User)
	if err != nil {
		return err
	}
	req := b.request(u, caller, tx.Now())
	var reply Reply
	err = tx.Try(ctx, func() (err error) {
		if !req.Me.Role.Staff() {
			return programme.Refuse(programme.Denied, "denied")
		}
		reply, err = run(req)
		return err
	})
	if err != nil {
		if _, mistake := programme.AsError(err); !mistake {
			return err
		}
		reply = b.apology(ctx, req, Command{Verb: verb}, err)
	}
	return tx.Enqueue(ctx, reply.messages(req)...)
}
