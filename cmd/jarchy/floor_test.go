package main_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The floor is what sending costs without any promise: the same library with a
// client that keeps its connections, as many workers, no database.

// floorVariable holds the Bot API server's address when this test binary is to be the
// floor, workersVariable how many it sends by.
const (
	floorVariable   = "JARCHY_TEST_FLOOR"
	workersVariable = "JARCHY_TEST_WORKERS"
)

// reminderText and reminderKeyboard are a reminder, as it stands in the outbox.
const (
	reminderText = "<b>Workshop on risk management</b>\n\nIt begins on Wednesday 9 December, 09:00 (your time, Almaty).\n" +
		"9–11 December 2026, 09:00–17:00\nAlmaty, Kazakhstan\n\nYou are coming. If that has changed, please say so: somebody may be waiting for your seat."
	reminderKeyboard = `{"inline_keyboard":[[{"text":"I cannot come","callback_data":"decline:AAAA2:1"}],[{"text":"The event","callback_data":"event:AAAA2"}]]}`
)

func startFloor(tb testing.TB, s *stub, workers int) *child {
	return start(tb, os.Args[0], nil, []string{floorVariable + "=" + s.url, fmt.Sprint(workersVariable, "=", workers)})
}

// floor sends so many reminders as a message to it says, again and again.
func floor(api, workers string) error {
	n, err := strconv.Atoi(workers)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: n + 1, MaxIdleConnsPerHost: n + 1}}
	bot, err := tg.NewBotAPIWithClient(stubToken, api+"/bot%s/%s", client)
	if err != nil {
		return err
	}
	for u := range bot.GetUpdatesChan(tg.UpdateConfig{Timeout: 50}) {
		messages, err := strconv.Atoi(u.Message.Text)
		if err != nil {
			return err
		}
		if err := post(bot, n, messages); err != nil {
			return err
		}
	}
	return nil
}

func post(bot *tg.BotAPI, workers, messages int) error {
	var next atomic.Int64
	errs := make(chan error, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(messages); i = next.Add(1) - 1 {
				m := tg.NewMessage(firstReader+i, reminderText)
				m.ParseMode, m.ReplyMarkup = "HTML", json.RawMessage(reminderKeyboard)
				if _, err := bot.Send(m); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}
