package bot_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"mime"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"jarchy/bot"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/simulator"
	"jarchy/internal/telegram"
)

var update = flag.Bool("update", false, "rewrite the conversations in testdata")

func secret(s string) telegram.Secret { return telegram.Secret(s) }

// TestConversations plays the conversations in testdata against the whole bot: its
// database, its sender and a strict Telegram. A line is what somebody does; what
// the bot answers stands below it, as its reader sees it:
//
//	coordinator: /upcoming              writes (further lines are indented)
//	coordinator presses Save            presses the newest button of that label
//	coordinator forwards: text          forwards somebody else's message
//	coordinator edits: text             edits the message that they sent last
//	coordinator sends a file: name.txt  with the text of the indented lines, and
//	                                    "in Windows-1251" behind the name in that; a
//	                                    table a | b is a workbook if the name says so,
//	                                    as a .docx is a document
//	coordinator sends a photo: text     with that caption
//	coordinator replies: text           answers the newest message of the bot, as Telegram's Reply does
//	officer opens the link              opens the newest link that the bot printed
//	officer opens ?start=e_X            opens a link of that payload
//	officer blocks the bot · unblocks the bot · sends a sticker
//	officer forges come:ABCDE:1         presses a button that is not there
//	the last update comes again
//	time 2026-12-09 10:00               turns the clock on (the programme's zone)
//	a minute passes
//	the bot is away until 2026-12-09 10:00
//	Telegram refuses the next message   for good
//	Telegram forgets the files          their ids are unknown, as they are to another bot
//	a backup is taken
//	the backup is restored              the bot goes on in a new database made of it
//	the bot is on a copy from 2026-12-09 10:00
//	nobody owns the bot                 from the beginning: it was just installed
//	jarchy serve prints a link          as at a start of a bot that nobody owns
//	jarchy owner-link prints a link     somebody ran that command on the server
//
// A picture from the bot says so. A document from the bot is its name, its caption and the text that is in it. A
// button that opens an address shows it behind an arrow, escapes undone.
//
// With -update the bot's lines are written anew.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := gocmp.Diff(string(want), got); diff != "" {
				t.Errorf("the conversation differs (-want +got):\n%s", diff)
			}
		})
	}
}

type player struct {
	*stage
	out  strings.Builder
	seq  int    // of the last event that was written
	link string // the newest link that the bot printed
}

func play(t *testing.T, script string) string {
	all := steps(script)
	p := &player{}
	if slices.Contains(all, unowned) {
		p.stage = newStageOf(t, postgrestest.Start, nil)
	} else {
		p.stage = newStage(t, postgrestest.Start)
		for _, owner := range []string{"coordinator", "colleague"} {
			p.people[owner].Start("")
		}
	}
	p.settle()
	p.see(nil)
	for _, step := range all {
		p.out.WriteString(step + "\n")
		if strings.HasPrefix(step, "#") || step == "" || step == unowned {
			continue
		}
		p.act(step)
		p.settle()
		p.see(&p.out)
	}
	return p.out.String()
}

// unowned is the step that makes the whole conversation one with a bot that nobody
// owns.
const unowned = "nobody owns the bot"

// steps are the lines of a conversation without the bot's, an indented line
// joined to the one it continues.
func steps(script string) (steps []string) {
	bots := false
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "bot to "):
			bots = true
		case strings.HasPrefix(line, "  ") && bots:
		case strings.HasPrefix(line, "  ") && len(steps) > 0:
			steps[len(steps)-1] += "\n" + line
		default:
			bots = false
			steps = append(steps, line)
		}
	}
	return steps
}

var does = regexp.MustCompile(`^([a-z]+)(:| presses| forwards:| replies:| opens| forges| blocks the bot| unblocks the bot| sends a sticker| edits:| sends a file:| sends a photo:)\s?((?s).*)$`)

func (p *player) act(step string) {
	p.t.Helper()
	if step == "the last update comes again" {
		if err := p.sim.Redeliver(p.sim.LastUpdate()); err != nil {
			p.t.Fatal(err)
		}
		return
	}
	switch step {
	case "a backup is taken":
		p.backUp()
		return
	case "Telegram refuses the next message":
		p.sim.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", Count: 1, Fault: simulator.Refuse(400, "Bad Request: message text is empty", 0)}))
		return
	case "Telegram forgets the files":
		p.sim.ForgetFiles()
		return
	case "a minute passes":
		p.turn(p.clock.Now().Add(time.Minute))
		return
	case "the backup is restored":
		p.restore()
		return
	}
	if command, ok := strings.CutSuffix(step, " prints a link"); ok {
		p.link = p.printed(command)
		return
	}
	for prefix, goOn := range map[string]func(time.Time){"time ": p.turn, "the bot is away until ": p.away, "the bot is on a copy from ": p.copied} {
		if at, ok := strings.CutPrefix(step, prefix); ok {
			to, err := time.ParseInLocation("2006-01-02 15:04", at, postgrestest.Start.Location())
			if err != nil {
				p.t.Fatal(err)
			}
			goOn(to)
			return
		}
	}
	m := does.FindStringSubmatch(step)
	if m == nil || p.people[m[1]] == nil {
		p.t.Fatalf("not understood: %q", step)
	}
	if err := p.do(p.people[m[1]], strings.TrimSpace(m[2]), strings.ReplaceAll(m[3], "\n  ", "\n")); err != nil {
		p.t.Fatalf("%s: %v\nso far:\n%s", step, err, p.out.String())
	}
}

// printed is the link to own the programme that a command prints.
func (p *player) printed(command string) (link string) {
	p.t.Helper()
	prints := map[string]func(context.Context, *postgres.Tx, string) (string, error){"jarchy serve": bot.SetupLink, "jarchy owner-link": bot.OwnerLink}[command]
	if err := p.app.DB().Do(p.t.Context(), func(tx *postgres.Tx) (err error) {
		link, err = prints(p.t.Context(), tx, p.app.Self().Username)
		return err
	}); err != nil || link == "" {
		p.t.Fatalf("%s prints %q: %v", command, link, err)
	}
	return link
}

func (p *player) do(who *simulator.Person, verb, what string) error {
	switch verb {
	case ":":
		who.Say(expand(what))
	case "forwards:":
		who.Forward(expand(what), "News desk")
	case "edits:":
		ms := who.Messages()
		for i := len(ms) - 1; i >= 0; i-- {
			if !ms[i].FromBot {
				who.Edit(ms[i].ID, expand(what))
				return nil
			}
		}
		return fmt.Errorf("there is nothing to edit")
	case "sends a photo:":
		who.SendPhoto([]byte("a picture"), expand(what))
	case "replies:":
		for _, m := range slices.Backward(who.Messages()) {
			if m.FromBot {
				who.Reply(m.ID, what)
				break
			}
		}
	case "sends a file:":
		name, text, _ := strings.Cut(what, "\n")
		name, file, err := fileOf(name, text)
		if err != nil {
			return err
		}
		who.SendFile(name, mime.TypeByExtension(filepath.Ext(name)), file, "")
	case "presses":
		return who.PressLast(what)
	case "opens":
		if what == "the link" {
			what = p.link
		}
		_, payload, _ := strings.Cut(what, "?start=")
		who.Start(payload)
	case "forges":
		ms := who.Messages()
		who.PressData(ms[len(ms)-1].ID, what)
	case "blocks the bot":
		who.Block()
	case "unblocks the bot":
		who.Unblock()
	case "sends a sticker":
		who.SendSticker("👍")
	}
	return nil
}

// expand writes out what cannot stand in a readable file: ⟨10000×x⟩ and ⟨U+200B⟩.
func expand(s string) string {
	s = regexp.MustCompile(`(?s)⟨(\d+)×(.+?)⟩`).ReplaceAllStringFunc(s, func(m string) string {
		var n int
		var what string
		_, _ = fmt.Sscanf(m, "⟨%d×", &n)
		_, what, _ = strings.Cut(strings.TrimSuffix(m, "⟩"), "×")
		return strings.Repeat(what, n)
	})
	return regexp.MustCompile(`⟨U\+([0-9A-F]+)⟩`).ReplaceAllStringFunc(s, func(m string) string {
		var r rune
		_, _ = fmt.Sscanf(m, "⟨U+%X⟩", &r)
		return string(r)
	})
}

// see writes what the bot did since the last time, chat by chat.
func (p *player) see(out *strings.Builder) {
	last := p.seq
	for _, c := range cast {
		events := p.people[c.part].Events(p.seq)
		// The answer to a press takes a lane of its own: it is read first.
		slices.SortStableFunc(events, func(a, b simulator.Event) int { return cmp.Compare(rank(a), rank(b)) })
		for _, e := range events {
			last = max(last, e.Seq)
			if e.FromBot && out != nil {
				p.write(out, c.part, e)
			}
		}
	}
	p.seq = last
}

func rank(e simulator.Event) int {
	if e.Kind == simulator.Toasted {
		return 0
	}
	return 1
}

// address is what a button opens, as it can be read.
func address(u string) string {
	if u == "" {
		return ""
	}
	if plain, err := url.QueryUnescape(u); err == nil {
		u = plain
	}
	return " → " + strings.ReplaceAll(u, "\n", " / ")
}

var blankLines = regexp.MustCompile(`\n\n+`) // they are left out: an editor would take their indentation away

var shared = regexp.MustCompile(`https://t\.me/\S+\?start=\S+`)

func (p *player) write(out *strings.Builder, reader string, e simulator.Event) {
	text, head := e.Message.Text, "bot to "+reader
	switch e.Kind {
	case simulator.Toasted:
		text = e.Text
		head += ", toast"
		if e.Alert {
			head = "bot to " + reader + ", alert"
		}
	case simulator.Edited:
		head += ", in place"
	case simulator.Deleted:
		head += ", deleted"
	}
	if e.Message.Silent && e.Kind == simulator.Posted {
		head += ", silently"
	}
	if e.Message.Photo != nil {
		head += ", a picture"
	}
	if d := e.Message.Document; d != nil {
		head += ", a file " + d.Name
		text += "\n---\n" + strings.ReplaceAll(strings.TrimSpace(string(d.Data)), "\r\n", "\n") + "\n---"
	}
	if l := shared.FindString(text); l != "" {
		p.link = l
	}
	if e.Kind != simulator.Toasted {
		for _, row := range e.Message.Buttons {
			text += "\n"
			for i, b := range row {
				if i > 0 {
					text += " "
				}
				text += "[" + b.Text + address(b.URL) + "]"
			}
		}
	}
	fmt.Fprintf(out, "%s: %s\n", head, strings.ReplaceAll(blankLines.ReplaceAllString(text, "\n"), "\n", "\n  "))
}
