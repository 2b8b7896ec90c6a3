package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// read prints what the reader of announcements understands: one JSON object a
// line per event.
type read struct {
	Now  string `help:"Read as if it were this RFC 3339 instant; its offset is the reader's. Default: now, in Almaty."`
	File string `arg:"" help:"A file with the text; - for standard input."`
}

func (r read) Run() error {
	now := time.Now()
	if r.Now != "" {
		t, err := time.Parse(time.RFC3339, r.Now)
		if err != nil {
			return fmt.Errorf("--now: %q is no instant such as 2026-11-23T09:00:00+05:00", r.Now)
		}
		now = t
	}
	in := os.Stdin
	if r.File != "-" {
		f, err := os.Open(r.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, 1<<20))
	if err != nil {
		return err
	}
	drafts, err := announce.Read(string(text), now)
	if err != nil {
		return explain(err)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, d := range drafts {
		if err := out.Encode(announce.NewRecord(d)); err != nil {
			return err
		}
	}
	return nil
}

// explain turns a person's mistake into words.
func explain(err error) error {
	if mistake, ok := programme.AsError(err); ok {
		return errors.New(view.PlainText(locale.For("en").Error(mistake)))
	}
	return err
}
