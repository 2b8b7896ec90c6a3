package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

const (
	pollTimeout  = 50 * time.Second // Telegram waits no longer
	pollDeadline = 70 * time.Second // ours, for when it does not answer at all
	maxBatch     = 100
)

// allowedUpdates are the kinds that Telegram shall send. It keeps the list of an
// earlier run if none is given.
const allowedUpdates = `["message","edited_message","callback_query","my_chat_member"]`

// Fetch waits up to 50 s for updates and gives at most 100, in Telegram's order; none
// if nothing happened. It confirms, to Telegram, what Confirm was last told: without
// that, the same updates come again. An update that cannot be read comes as Unreadable
// with its id. Errors are *FetchError.
//
// The first Fetch asks Telegram for the bot's name, unless Self did.
func (c *Client) Fetch(ctx context.Context) ([]programme.Update, error) {
	bot := c.self.Load()
	if bot == nil {
		b, err := c.Self(ctx)
		if err != nil {
			return nil, err
		}
		bot = &b
	}
	params := tg.Params{
		"timeout":         strconv.Itoa(int(pollTimeout / time.Second)),
		"limit":           strconv.Itoa(maxBatch),
		"allowed_updates": allowedUpdates,
	}
	c.mu.Lock()
	if c.offset != 0 {
		params["offset"] = strconv.FormatInt(c.offset, 10)
	}
	c.mu.Unlock()

	result, x, err := c.request(ctx, pollDeadline, "getUpdates", params)
	if err != nil {
		return nil, failure("getUpdates", x, err)
	}
	updates, err := c.readBatch(result, bot.Username)
	if err != nil {
		return nil, &FetchError{Kind: Network, Err: fmt.Errorf("telegram: getUpdates: %w", err)}
	}
	return updates, nil
}

// Confirm says that these updates, as Fetch gave them, are done for good: the next
// Fetch tells Telegram so. The last of them counts, not the highest: after a quiet week
// Telegram goes on with lower ids.
func (c *Client) Confirm(updates []programme.Update) {
	if len(updates) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = updates[len(updates)-1].ID + 1
}

// readBatch reads each update by itself, so that one that does not fit spoils no other.
func (c *Client) readBatch(result json.RawMessage, username string) ([]programme.Update, error) {
	var batch []json.RawMessage
	if err := json.Unmarshal(result, &batch); err != nil {
		return nil, fmt.Errorf("not a list of updates: %w", err)
	}
	fetched := c.now()
	updates := make([]programme.Update, 0, len(batch))
	for _, raw := range batch {
		u, err := readUpdate(raw, username)
		if err != nil {
			// Without an id it can be neither marked nor confirmed, only passed over:
			// the id after it confirms it too.
			c.log.Error("update without a readable id", slog.Any("error", err))
			continue
		}
		u.Fetched = fetched
		updates = append(updates, u)
	}
	if len(updates) == 0 && len(batch) > 0 {
		return nil, errors.New("no update has a readable id")
	}
	return updates, nil
}
