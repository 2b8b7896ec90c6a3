package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	downloadTimeout = 60 * time.Second
	maxDownload     = 50 << 20 // bytes, whatever the caller takes
)

// ErrTooBig says that a file is larger than its reader takes, or than Telegram gives.
var ErrTooBig = errors.New("the file is too big")

// Download fetches a file that somebody sent, of at most limit bytes (and 50 MiB). A
// bigger one is ErrTooBig; other errors are *FetchError. It ends after 80 s at most.
func (c *Client) Download(ctx context.Context, fileID string, limit int64) ([]byte, error) {
	var file struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := c.ask(ctx, "getFile", tg.Params{"file_id": fileID}, &file); err != nil {
		if strings.Contains(strings.ToLower(err.Error()), "file is too big") {
			return nil, fmt.Errorf("telegram: download: %w", ErrTooBig)
		}
		return nil, err
	}
	limit = min(limit, maxDownload)
	if file.Size > limit {
		return nil, fmt.Errorf("telegram: download: %w", ErrTooBig)
	}
	data, err := c.get(ctx, file.Path, limit)
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		return nil, fmt.Errorf("telegram: download: %w", ErrTooBig)
	}
	if err != nil {
		return nil, &FetchError{Kind: Network, Err: fmt.Errorf("telegram: download: %w", err)}
	}
	return data, nil
}

// get reads what stands at a path that getFile gave. The library would ask Telegram's
// own server for it, whichever the API's is, and with a client of its own.
func (c *Client) get(ctx context.Context, path string, limit int64) ([]byte, error) {
	if path == "" || strings.HasPrefix(path, "/") {
		return nil, errors.New("the server gives no file over HTTP (a Bot API server in local mode does not)")
	}
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	defer cancel()
	r, err := http.NewRequest(http.MethodGet, c.base.JoinPath("file", "bot"+c.bot(nil).Token, path).String(), nil)
	if err != nil {
		return nil, withoutAddress(err)
	}
	x := &exchange{ctx: ctx, http: c.http, limit: limit}
	resp, err := x.Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP status %d", resp.StatusCode)
	}
	return io.ReadAll(resp.Body)
}
