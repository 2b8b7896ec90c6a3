package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/skip2/go-qrcode"

	"jarchy/bot"
	"jarchy/internal/postgres"
	"jarchy/internal/telegram"
)

// owner prints a link by which somebody owns the first programme. Whoever can run it
// has the token and the database anyway.
type owner struct {
	connection
	storage
}

func (o owner) Run(ctx context.Context) error {
	token, err := o.token()
	if err != nil {
		return err
	}
	client, err := telegram.New(telegram.Options{Token: token, APIURL: o.APIURL, Now: time.Now})
	if err != nil {
		return err
	}
	self, err := client.Self(ctx)
	if err != nil {
		return err
	}
	return o.use(ctx, func(db *postgres.DB) error {
		link, err := ownerLink(ctx, db, self)
		if err != nil {
			return err
		}
		return printOwnerLink(os.Stdout, link)
	})
}

// ownerLink makes the link for a bot whose database it is.
func ownerLink(ctx context.Context, db *postgres.DB, self telegram.Bot) (link string, err error) {
	unborn := errors.New("there is nothing to own yet: start `jarchy serve` once")
	about, err := db.About(ctx)
	if err != nil {
		return "", err
	}
	if about.Schema == 0 {
		return "", unborn
	}
	if _, _, err := db.Identity(ctx, self.ID); err != nil { // the link of another bot would open nothing
		return "", err
	}
	err = db.Do(ctx, func(tx *postgres.Tx) (err error) {
		link, err = bot.OwnerLink(ctx, tx, self.Username)
		return err
	})
	if errors.Is(err, bot.ErrNoProgramme) {
		return "", unborn
	}
	return link, err
}

// printOwnerLink prints a link that makes an owner, on a terminal with a code to be
// read by a phone's camera. It goes to no log: whoever reads the link may use it.
func printOwnerLink(w *os.File, link string) error {
	text := fmt.Sprintf("\nWhoever opens this link first owns the bot. It works once, for 24 hours:\n\n  %s\n\n", link)
	if terminal(w) {
		code, err := qrcode.New(link, qrcode.Low)
		if err != nil {
			return fmt.Errorf("code of a link: %w", err)
		}
		text += code.ToSmallString(false) + "\n"
	}
	text += "`jarchy owner-link` prints a fresh one and voids this one.\n\n"
	_, err := io.WriteString(w, text)
	return err
}

// terminal reports whether a stream is shown to somebody.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
