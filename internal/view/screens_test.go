package view_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"jarchy/internal/locale"
	"jarchy/internal/simulator"
	"jarchy/internal/view"
)

// TestScreensAreAll fails for a screen that the list of all screens lacks: a
// function of this package that makes one, or a text that the bot says by itself.
func TestScreensAreAll(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, s := range view.Screens(locale.For("en")) {
		listed[s.Of] = true
	}
	made := map[string]bool{}
	for _, file := range parsed(t, "*.go") {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() && makesScreen(f.Type) {
				made[f.Name.Name] = true
			}
		}
	}
	for _, file := range parsed(t, "../../bot/*.go") {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, key := range saidByItself(n) {
				made[key] = true
			}
			return true
		})
	}
	for name := range made {
		if !listed[name] {
			t.Errorf("Screens does not have %s", name)
		}
	}
	for name := range listed {
		if !made[name] && !strings.HasPrefix(name, "alert.") && !strings.HasPrefix(name, "bot.") && name != "start.stranger" {
			t.Errorf("Screens has %s, which nothing makes", name)
		}
	}
}

func parsed(t *testing.T, pattern string) (files []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("no files like ", pattern, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func makesScreen(f *ast.FuncType) bool {
	if f.Results == nil || len(f.Results.List) != 1 {
		return false
	}
	of, ok := f.Results.List[0].Type.(*ast.Ident)
	return ok && of.Name == "Screen"
}

// saidByItself are the keys of a view.Screen{Text: p.HTML("key" …)}.
func saidByItself(n ast.Node) (keys []string) {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	if of, ok := lit.Type.(*ast.SelectorExpr); !ok || of.Sel.Name != "Screen" {
		return nil
	}
	for _, e := range lit.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		call, ok := field.Value.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			continue
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "HTML" {
			continue
		}
		if key, ok := call.Args[0].(*ast.BasicLit); ok {
			if s, err := strconv.Unquote(key.Value); err == nil {
				keys = append(keys, s)
			}
		}
	}
	return keys
}

// TestScreensFit holds every screen in every language against what a phone shows
// and Telegram takes.
func TestScreensFit(t *testing.T) {
	t.Parallel()
	for _, l := range locale.Languages() {
		for _, s := range view.Screens(locale.For(l.Code)) {
			name := l.Code + " " + s.Of + " " + s.Case
			if n := units(view.PlainText(s.Screen.Text)); n == 0 || n > 4000 {
				t.Errorf("%s: a text of %d characters", name, n)
			}
			if strings.Contains(string(s.Screen.Text), "⟦") {
				t.Errorf("%s: a word is missing: %s", name, s.Screen.Text)
			}
			rows, most, wide := sentRows(t, s.Screen), 6, 2
			if s.Of == "PickDays" { // a month: its name, weekdays, six weeks, and back
				most, wide = 9, 7
			}
			if n := len(rows); n > most {
				t.Errorf("%s: %d rows of buttons", name, n)
			}
			for _, row := range rows {
				if len(row) == 0 || len(row) > wide {
					t.Errorf("%s: %d buttons in a row", name, len(row))
				}
				for _, b := range row {
					if n := units(b.Text); n == 0 || n > 30 || strings.Contains(b.Text, "⟦") {
						t.Errorf("%s: the label %q has %d characters", name, b.Text, n)
					}
					if len(row) == 2 && units(b.Text) > 22 && !strings.HasSuffix(b.Text, "…") { // the end of what people typed may be cut
						t.Errorf("%s: %q is too long for half a row", name, b.Text)
					}
					if (b.Data == "") == (b.URL == "") || len(b.Data) > 64 {
						t.Errorf("%s: the button %q does %q (%d bytes) and opens %q", name, b.Text, b.Data, len(b.Data), b.URL)
					}
				}
			}
		}
	}
}

type sentButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url"`
}

// sentRows are the buttons of a screen as Telegram gets them.
func sentRows(t *testing.T, s view.Screen) [][]sentButton {
	t.Helper()
	body, err := json.Marshal(s.Params())
	if err != nil {
		t.Fatal(err)
	}
	var message struct {
		Markup struct {
			Rows [][]sentButton `json:"inline_keyboard"`
		} `json:"reply_markup"`
	}
	if err := json.Unmarshal(body, &message); err != nil {
		t.Fatal(err)
	}
	return message.Markup.Rows
}

// TestLongLabelsStandAlone: a button that half a row would cut gets a row of its
// own, unless there are too many for that.
func TestLongLabelsStandAlone(t *testing.T) {
	t.Parallel()
	button := func(label string) view.Button { return view.Button{Label: label, Data: "x"} }
	pair := func(label string) []view.Button { return []view.Button{button(label), button("No")} }
	for _, c := range []struct {
		label      string
		pairs      int
		wantedRows int
	}{
		{"I can't on these dates", 1, 1},
		{"Listed for all participants", 1, 2},
		{"В эти дни не смогу", 1, 1},
		{"Перенести и сообщить (24)", 1, 2},
		{"Перенести и сообщить (24)", 3, 6},
		{"Перенести и сообщить (24)", 4, 4}, // eight rows would be too many
	} {
		var s view.Screen
		for range c.pairs {
			s.Rows = append(s.Rows, pair(c.label))
		}
		if got := len(sentRows(t, s)); got != c.wantedRows {
			t.Errorf("%d pairs with %q: %d rows, want %d", c.pairs, c.label, got, c.wantedRows)
		}
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// TestTelegramTakesScreens sends every screen to a strict Telegram.
func TestTelegramTakesScreens(t *testing.T) {
	t.Parallel()
	sim := simulator.New(simulator.Options{})
	if err := sim.Start(""); err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	sim.Person(201, "Participant", "en").Start("")
	for _, l := range locale.Languages() {
		for _, s := range view.Screens(locale.For(l.Code)) {
			params := s.Screen.Params()
			params["chat_id"] = 201
			body, err := json.Marshal(params)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := http.Post(sim.URL()+"/bot"+sim.Token()+"/sendMessage", "application/json", bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			answer, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if err != nil || resp.StatusCode != http.StatusOK {
				t.Errorf("%s %s %s: %s %v\n%s", l.Code, s.Of, s.Case, answer, err, s.Screen.Text)
			}
		}
	}
}
