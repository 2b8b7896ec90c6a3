package main_test

import (
	"bytes"
	"image"
	"image/png"
	"jarchy/internal/processtest"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestDemoPage plays the whole story of the demo in a browser, by clicking what is
// lit. With DEMO_SCREENSHOTS set to a folder it leaves pictures there.
func TestDemoPage(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for _, v := range []view{
		{name: "desk", width: 1440, height: 900},
		{name: "phone", width: 390, height: 844, phone: true, dark: true},
	} {
		t.Run(v.name, func(t *testing.T) {
			visit(t, browser, demoAddress(t), v).plays()
		})
	}
}

// TestDemoChat holds the windows against what people expect of a chat.
func TestDemoChat(t *testing.T) {
	t.Parallel()
	v := visit(t, chromium(t), demoAddress(t), view{name: "chat", width: 1440, height: 900, dark: true})
	v.await("the world", func() bool { return v.count(".lit") > 0 })
	v.commands()
	v.forwards()
	v.files()
	v.ignored()
	v.themes()
	v.calm()
}

// commands types a slash, narrows the commands and sends the one that is left.
func (v *visitor) commands() {
	const box, list, answers = "#chat-201 .composer textarea", "#chat-201 .commands li", "#chat-201 .theirs"
	v.do("type a slash", chromedp.SendKeys(chromedp.CSS(box), "/"))
	v.await("commands", func() bool { return v.count(list) > 4 })
	v.picture("commands")
	v.do("narrow them", chromedp.SendKeys(chromedp.CSS(box), "la"))
	v.await("one command", func() bool { return v.count(list) == 1 && strings.HasPrefix(v.says(list), "/language") })
	before := v.count(answers)
	v.do("send it", chromedp.SendKeys(chromedp.CSS(box), kb.Enter))
	v.await("the answer", func() bool { return v.count(answers) == before+1 })
}

// forwards passes a message on to the newcomer, who presses Start and sends it to the
// bot.
func (v *visitor) forwards() {
	v.findsAndClicks("#chat-101 .mine:has(mark) .pass", "#forward .primary")
	v.do("choose", chromedp.Click(chromedp.CSS(`#forward input[value="204"]`)))
	v.click("#forward .primary")
	v.await("the forwarded message", func() bool {
		return strings.Contains(v.says("#chat-204 .passed"), "Coordinator forwarded you")
	})
	v.click("#chat-204 .start")
	v.await("an answer to Start", func() bool { return v.count("#chat-204 .theirs:not(.passed)") > 0 })
	v.findsAndClicks("#chat-204 .passed .pass", "#forward .primary")
	v.do("choose", chromedp.Click(chromedp.CSS(`#forward input[value="bot"]`)))
	v.click("#forward .primary")
	v.await("a forwarded message to the bot", func() bool {
		return strings.Contains(v.says("#chat-204 .log"), "Forwarded from Coordinator")
	})
	v.picture("forwarded")
}

// files sends a file and a picture, which stand in the chat and can be had again.
func (v *visitor) files() {
	dir := v.TempDir()
	for name, content := range map[string][]byte{"agenda.txt": []byte("Workshop on risk profiles, Osh, 20-21 January, 15 people\n"), "hall.png": dot} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			v.Fatal(err)
		}
		v.do("send "+name, chromedp.SetUploadFiles(chromedp.CSS("#chat-101 input[type=file]"), []string{path}))
	}
	v.await("the file", func() bool { return strings.Contains(v.says("#chat-101 .file"), "agenda.txt") })
	v.await("the picture", func() bool {
		return asks[bool](v, `!!document.querySelector('#chat-101 .photo img')?.naturalWidth`)
	})
	v.await("what the bot read in the file", func() bool { return strings.Contains(v.says("#chat-101 .log"), "Osh, Kyrgyzstan") })
	kept := asks[string](v, `fetch(document.querySelector('#chat-101 .file').href).then(async (r) => r.headers.get('Content-Disposition') + ' ' + await r.text())`, chromedp.EvalAwaitPromise)
	if !strings.Contains(kept, "attachment; filename=agenda.txt") || !strings.Contains(kept, "risk profiles") {
		v.Errorf("the file as it is downloaded: got %q", kept)
	}
}

// ignored types what looks like a page into a chat: it stays text.
func (v *visitor) ignored() {
	const text = `<img src=x onerror="document.title='taken'"><b>bold</b>`
	v.do("type", chromedp.SendKeys(chromedp.CSS("#chat-202 .composer textarea"), text+kb.Enter))
	v.await("the text as typed", func() bool { return strings.Contains(v.says("#chat-202 .log"), text) })
	if n := v.count("#chat-202 .text img"); n != 0 {
		v.Errorf("elements made of a typed text: got %d, want none", n)
	}
}

// themes switches from dark to light, and finds it so when the page comes again.
func (v *visitor) themes() {
	ground := func() string {
		return asks[string](v, "getComputedStyle(document.querySelector('.story')).backgroundColor")
	}
	dark := ground()
	v.click("#theme")
	light := ground()
	v.do("load again", chromedp.Reload())
	v.await("the world", func() bool { return v.count(".lit") > 0 })
	if again := ground(); dark == light || again != light {
		v.Errorf("ground: dark %s, switched %s, when loaded again %s", dark, light, again)
	}
}

// TestDemoRefusesOtherSites holds the page's deeds against what another site's page
// could ask for.
func TestDemoRefusesOtherSites(t *testing.T) {
	t.Parallel()
	address := demoAddress(t)
	for name, header := range map[string]http.Header{
		"by its fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
		"by its origin":         {"Origin": {"https://elsewhere.example"}},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/reset", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = header
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: got %d, want %d", name, resp.StatusCode, http.StatusForbidden)
		}
	}
}

// dot is a picture.
var dot = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

// demoAddress starts a demo, and returns its page's address.
func demoAddress(t *testing.T) string {
	t.Helper()
	env := []string{"PATH=" + os.Getenv("PATH")}
	if bin := os.Getenv("PG_BIN"); bin != "" {
		env = append(env, "PG_BIN="+bin)
	}
	c := start(t, built(t, program), []string{"demo", "--listen", "127.0.0.1:0"}, env)
	t.Cleanup(func() {
		if !c.Ended() {
			c.Stop()
		}
		if t.Failed() {
			t.Logf("what the demo said:\n%s", c.Out.Tail())
		}
	})
	printed := regexp.MustCompile(`http://\S+`)
	processtest.Until(t, "the page's address", func() bool { return printed.MatchString(c.Out.String()) || c.Ended() })
	address := printed.FindString(c.Out.String())
	if address == "" {
		t.Fatalf("the demo ended: %v\n%s", c.Err(), c.Out)
	}
	return address
}

// plays plays the story.
func (v *visitor) plays() {
	v.await("the world", func() bool { return v.count(".lit") > 0 })
	if got := v.count("#chat-101 mark"); got < 5 {
		v.Errorf("parts of the pasted paragraph that are marked: got %d, want 5 or more", got)
	}
	for _, strip := range []string{"Dushanbe 09:00 · Русский", "Brussels 05:00 · English"} {
		if all := v.says("#desk"); !strings.Contains(all, strip) {
			v.Errorf("no telephone says %q", strip)
		}
	}
	v.picture("opens")
	done := map[int]string{1: "registered", 2: "answered", 3: "reminded", 4: "moved", 5: "seat", 6: "plug", 7: "own"}
	for clicks := 0; v.count("#steps .done") < 7; clicks++ {
		if clicks > 40 {
			v.picture("failed")
			v.Fatalf("after %d clicks %d steps are done; the page says %q", clicks, v.count("#steps .done"), v.says("#hint"))
		}
		before := v.count("#steps .done")
		v.follows()
		if n := v.count("#steps .done"); n > before {
			v.picture(done[n])
		}
	}
	if arrived, lost := v.says("#arrived"), v.says("#lost"); arrived != "500" || lost != "0" {
		v.Errorf("of 500 reminders arrived %s and %s were lost, want 500 and 0", arrived, lost)
	}
	v.picture("over")
	v.resets()
	v.calm()
}

// follows clicks what is lit, and waits until something else is, or nothing.
func (v *visitor) follows() {
	v.Helper()
	v.await("something lit", func() bool { return v.count(".lit") == 1 })
	if v.phone && v.count("#tabs .beckons") > 0 {
		v.click("#tabs .beckons")
	}
	hint := v.says("#hint")
	began := time.Now()
	defer func() { v.Logf("%.1f s: %s", time.Since(began).Seconds(), hint) }()
	v.click(".lit")
	if v.count("#paste[open]") > 0 {
		v.do("paste", chromedp.SendKeys(chromedp.CSS("#own-text"), "Study tour to Vilnius on risk analysis, 22-25 March 2027, customs of KG and UZ, 12 people"))
		v.click("#paste .primary")
	}
	v.await("what follows from "+hint, func() bool {
		now := v.says("#hint")
		return now != hint && !strings.HasSuffix(now, "…")
	})
}

// resets begins anew.
func (v *visitor) resets() {
	v.click("#reset")
	v.await("a new world", func() bool { return v.count("#steps .done") == 0 && v.count(".lit") == 1 })
}
