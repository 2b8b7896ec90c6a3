package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// jobFile is the job that reads a file which staff sent as they would have pasted
// its text: it has to be fetched from Telegram first.
const jobFile = "file"

// largestText is the size in bytes up to which a text file is read.
const largestText = 1 << 20

// fileArgs are the file, and the message that brought it: whoever sent it is asked
// for their rights anew when it is read.
type fileArgs struct {
	File   string           `json:"file"`
	Update programme.Update `json:"update"`
}

// readFile leaves a text file for the job that fetches it. Of any other sort it
// says what to do.
func readFile(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	f := *req.File
	switch {
	case !isText(f):
		return say(view.Screen{Text: req.P.HTML("file.not_text", "name", view.Cut(f.Name, 60))}), nil
	case f.Size > largestText:
		return Reply{}, programme.Refuse(programme.Invalid, "file_large", "mb", largestText>>20)
	}
	args, err := json.Marshal(fileArgs{File: f.ID, Update: req.Update})
	if err != nil {
		return Reply{}, err
	}
	return say(view.Screen{Text: req.P.HTML("file.reading", "name", view.Cut(f.Name, 60))}), tx.AddJob(ctx, programme.Job{
		Programme: req.Programme.ID, Kind: jobFile, Args: args, Chat: req.Chat, NotBefore: req.Now})
}

func isText(f programme.File) bool {
	return strings.HasPrefix(f.Mime, "text/plain") || slices.Contains([]string{".txt", ".text", ".md"}, strings.ToLower(path.Ext(f.Name)))
}

// fileFetched registers what a fetched text file tells of.
func (b *Bot) fileFetched(ctx context.Context, tx *postgres.Tx, j programme.Job, file []byte) error {
	var args fileArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	u := args.Update
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
		text, err := decode(file)
		if err != nil {
			return err
		}
		reply, err = register(ctx, tx, req, text)
		return err
	})
	if err != nil {
		if _, mistake := programme.AsError(err); !mistake {
			return err
		}
		reply = b.apology(ctx, req, Command{Verb: jobFile}, err)
	}
	return tx.Enqueue(ctx, reply.messages(req)...)
}

// decode reads a text as UTF-8, as UTF-16 with its mark, or as Windows-1251, in
// which older programs of the region write.
func decode(file []byte) (string, error) {
	if bytes.IndexByte(file, 0) >= 0 || bytes.HasPrefix(file, []byte{0xff, 0xfe}) || bytes.HasPrefix(file, []byte{0xfe, 0xff}) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(file)
		if err != nil {
			return "", programme.Refuse(programme.Invalid, "file_unreadable")
		}
		return string(text), nil
	}
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	if utf8.Valid(file) {
		return string(file), nil
	}
	text, err := charmap.Windows1251.NewDecoder().Bytes(file)
	return string(text), err
}
