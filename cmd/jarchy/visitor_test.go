package main_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// view is how a visitor sees the page.
type view struct {
	name          string
	width, height int64
	phone, dark   bool
}

// chromium is the browser; without one there is nothing to test with.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine: the demo page was not tested (Debian: apt-get install chromium)")
	return ""
}

// visitor is a browser that shows the page.
type visitor struct {
	*testing.T
	view
	ctx context.Context

	mu     sync.Mutex
	amiss  []string // what the browser complained of
	seen   int      // pictures
	folder string   // for them; empty: none are taken
}

func visit(t *testing.T, browser, address string, w view) *visitor {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	v := &visitor{T: t, view: w, ctx: ctx, folder: os.Getenv("DEMO_SCREENSHOTS")}
	// The browser lives as long as the context that it was started with, so that must
	// be the whole visit's, and nothing else may use it before.
	if err := chromedp.Do(v.ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	v.listen()
	mode := "light"
	if w.dark {
		mode = "dark"
	}
	size := []chromedp.EmulateViewportOption{}
	if w.phone {
		size = append(size, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	v.do("open the page", chromedp.EmulateViewport(w.width, w.height, size...), prefers(mode), chromedp.Navigate(address))
	return v
}

// prefers has the browser's user like it light or dark.
func prefers(mode string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: mode}}})
		return err
	})
}

// listen keeps what a page should never cause: errors, and what its policy forbids.
func (v *visitor) listen() {
	said := chromedp.Console(v.ctx)
	go func() {
		for m, err := range said {
			if err != nil {
				return // the browser has ended
			}
			switch m.Type {
			case chromedp.ConsoleError, chromedp.ConsoleException, chromedp.ConsoleWarning:
				v.mu.Lock()
				v.amiss = append(v.amiss, string(m.Type)+": "+m.Text)
				v.mu.Unlock()
			}
		}
	}()
}

func (v *visitor) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		v.picture("failed")
		v.Fatalf("%s: %v", what, err)
	}
}

// says is the text of an element; empty if there is none.
func (v *visitor) says(selector string) string {
	v.Helper()
	return asks[string](v, fmt.Sprintf("document.querySelector(%q)?.textContent ?? ''", selector))
}

// count is how many elements there are.
func (v *visitor) count(selector string) int {
	v.Helper()
	return asks[int](v, fmt.Sprintf("document.querySelectorAll(%q).length", selector))
}

// asks asks the page.
func asks[T any](v *visitor, expression string, options ...chromedp.EvaluateOption) T {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, options...))
	if err != nil {
		v.Fatalf("%s: %v", expression, err)
	}
	return answer
}

func (v *visitor) await(what string, met func() bool) {
	v.Helper()
	for end := time.Now().Add(5 * patience); !met(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			v.picture("failed")
			v.Fatalf("still not: %s; the page says %q", what, v.says("#hint"))
		}
	}
}

// still says whether something is to be seen and on top, and does not move.
const still = `(async () => {
	const at = () => { const b = document.querySelector(%q)?.getBoundingClientRect(); return b && [b.x + b.width / 2, b.y + b.height / 2]; };
	const before = at();
	await new Promise((done) => setTimeout(done, 120));
	const now = at();
	return !!before && String(before) === String(now) && document.querySelector(%[1]q).contains(document.elementFromPoint(...now));
})()`

// click clicks what a visitor would: something that is to be seen, and on top.
func (v *visitor) click(selector string) {
	v.Helper()
	v.await(selector+" in sight", func() bool {
		return asks[bool](v, fmt.Sprintf(still, selector), chromedp.EvalAwaitPromise)
	})
	v.do("click "+selector, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// findsAndClicks scrolls to what is not in sight, and clicks it, until that has opened
// something: as a visitor whose chat is carried on by a new message meanwhile would.
func (v *visitor) findsAndClicks(selector, opens string) {
	v.Helper()
	inSight := func(selector string) bool {
		return asks[bool](v, fmt.Sprintf(still, selector), chromedp.EvalAwaitPromise)
	}
	v.await(selector+" found, and "+opens+" opened by it", func() bool {
		if inSight(opens) {
			return true
		}
		v.do("scroll to "+selector, chromedp.ScrollIntoView(chromedp.CSS(selector)))
		if inSight(selector) {
			v.do("click "+selector, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
		}
		return inSight(opens)
	})
}

// picture keeps what is to be seen.
func (v *visitor) picture(name string) {
	if v.folder == "" {
		return
	}
	for end := time.Now().Add(5 * time.Second); v.count(".toasts p") > 0 && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(time.Second) // what moves has come to rest
	v.seen++
	b, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(v.folder, fmt.Sprintf("%s-%02d-%s.png", v.name, v.seen, name)), b, 0o600)
	}
	if err != nil {
		v.Log(err)
	}
}

// calm fails if the browser complained of anything.
func (v *visitor) calm() {
	v.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.amiss) > 0 {
		v.Errorf("the browser complained of %q", v.amiss)
	}
}
