package simulator_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/simulator"
)

// echo is a bot of the real library: it answers each message with a button and each
// press with an edit, until the test ends.
func echo(t *testing.T, s *simulator.Server) {
	t.Helper()
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token(), s.URL()+"/bot%s/%s")
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for offset := 0; ; {
			select {
			case <-stop:
				return
			default:
			}
			updates, err := bot.GetUpdates(tgbotapi.UpdateConfig{Offset: offset, Timeout: 20})
			if err != nil {
				select {
				case <-stop:
				default:
					t.Errorf("poll: %v", err)
				}
				return
			}
			for _, u := range updates {
				offset = u.UpdateID + 1
				if err := react(bot, u); err != nil {
					select {
					case <-stop: // the server went away under its answer
					default:
						t.Error(err)
					}
				}
			}
		}
	})
	t.Cleanup(func() {
		close(stop)
		s.Close()
		wg.Wait()
	})
}

func react(bot *tgbotapi.BotAPI, u tgbotapi.Update) error {
	if q := u.CallbackQuery; q != nil {
		if _, err := bot.Request(tgbotapi.NewCallback(q.ID, "pressed "+q.Data)); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if _, err := bot.Send(tgbotapi.NewEditMessageText(q.Message.Chat.ID, q.Message.MessageID, "pressed")); err != nil {
			return fmt.Errorf("edit: %w", err)
		}
		return nil
	}
	if m := u.Message; m != nil && m.Command() == "file" {
		if _, err := bot.Send(tgbotapi.NewDocument(m.Chat.ID, tgbotapi.FileBytes{Name: "a.txt", Bytes: []byte(m.CommandArguments())})); err != nil {
			return fmt.Errorf("file: %w", err)
		}
		return nil
	}
	if m := u.Message; m != nil {
		answer := tgbotapi.NewMessage(m.Chat.ID, "<b>"+tgbotapi.EscapeText(tgbotapi.ModeHTML, m.Text)+"</b>")
		answer.ParseMode = tgbotapi.ModeHTML
		answer.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonData("Go", "go")))
		if _, err := bot.Send(answer); err != nil {
			return fmt.Errorf("send: %w", err)
		}
	}
	return nil
}

func TestRealLibrary(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	echo(t, s)
	p := someone(s)
	p.Say("5 < 6 & so on")
	last := func() simulator.Message {
		m := p.Messages()
		return m[len(m)-1]
	}
	await(t, s, func() bool { return last().FromBot && last().Text == "5 < 6 & so on" })
	if err := p.PressLast("Go"); err != nil {
		t.Fatal(err)
	}
	await(t, s, func() bool { return last().Text == "pressed" })
	p.Say("/file contents")
	await(t, s, func() bool { return last().Document != nil })
	if d := last().Document; d.Name != "a.txt" || string(d.Data) != "contents" {
		t.Errorf("file %+v", d)
	}
	toasted := false
	for _, e := range p.Events(0) {
		toasted = toasted || e.Kind == simulator.Toasted && e.Text == "pressed go"
	}
	if !toasted {
		t.Error("no toast")
	}
	noViolations(t, s)
}

// TestManyAtOnce has people talk to the bot at the same time: every one gets each of
// their answers, in order.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	echo(t, s)
	const people, words = 20, 10
	var wg sync.WaitGroup
	for i := range people {
		wg.Go(func() {
			p := s.Person(int64(1000+i), fmt.Sprint("Person ", i), "en")
			for n := range words {
				p.Say(fmt.Sprint("word ", n))
			}
		})
	}
	wg.Wait()
	began := time.Now()
	done := func() bool {
		n := 0
		for i := range people {
			n += len(s.Person(int64(1000+i), "", "").Messages())
		}
		return n == people*words*2
	}
	await(t, s, done)
	t.Logf("%d answers in %s", people*words, time.Since(began).Round(time.Millisecond))
	for i := range people {
		var got []string
		for _, m := range s.Person(int64(1000+i), "", "").Messages() {
			if m.FromBot {
				got = append(got, m.Text)
			}
		}
		if text := strings.Join(got, ","); text != "word 0,word 1,word 2,word 3,word 4,word 5,word 6,word 7,word 8,word 9" {
			t.Errorf("person %d: %s", i, text)
		}
	}
	noViolations(t, s)
}

func BenchmarkSendMessage(b *testing.B) {
	s := simulator.New(simulator.Options{})
	if err := s.Start(""); err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.Person(101, "Participant One", "ru").Start("")
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token(), s.URL()+"/bot%s/%s")
	if err != nil {
		b.Fatal(err)
	}
	m := tgbotapi.NewMessage(101, "<b>Workshop on risk management</b>\nWed 9 – Fri 11 December 2026 · 3 days\n/e_7KQ2M")
	m.ParseMode = tgbotapi.ModeHTML
	m.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonData("I'll come", "go")))
	for b.Loop() {
		if _, err := bot.Send(m); err != nil {
			b.Fatal(err)
		}
	}
}
