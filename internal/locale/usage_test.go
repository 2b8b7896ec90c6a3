package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"jarchy/internal/programme"
)

// usage is where the module's code names a key of the catalogues.
type usage struct {
	where  string   // file:line
	method string   // Say, HTML, Error, or empty for a string that stands elsewhere
	key    string   // built ones have … for what is put in at run time
	args   []string // the arguments' names
	open   bool     // there may be more arguments
}

// built lists what is put into keys that are built at run time; nil is anything
// that makes a key of the catalogues. Whoever builds a key in a new way says so
// here.
var built = map[string][]string{
	"about.…":           nil, // commands
	"agency.…":          nil, // TestWhatAnnouncementsNameHasAWord
	"alert.others_…":    {"postponed", "cancelled"},
	"ask.…":             nil, // fields
	"button.…":          {"postponed", "cancelled"},
	"button.…_and_tell": {"postponed", "cancelled"},
	"button.it_is_…":    nil, // fields
	"error.…":           {},  // seen where the Error is made
	"field.…":           nil,
	"kind.…":            words(programme.Kinds()),
	"list.…":            {"upcoming", "past", "my"},
	"list.…_narrowed":   {"upcoming", "past", "my"},
	"list.…_none":       {"upcoming", "past", "my"},
	"list.…_none_staff": {"upcoming", "past"},
	"log.switched_…":    {"answers_closed_true", "answers_closed_false", "listed_true", "listed_false", "link_new"},
	"log.what_…":        {"answers_closed", "listed", "link"},
	"mode.…":            words([]programme.Mode{programme.InPerson, programme.Online, programme.Hybrid}),
	"neighbour.clash_…": words([]programme.Clash{programme.SameCity, programme.SamePeople}),
	"neighbour.row_…":   words([]programme.Clash{programme.SameCity, programme.SamePeople}),
	"month.…":           {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	"notice.…":          {"postponed", "cancelled"},
	"off.preview_…":     {"postponed", "cancelled"},
	"on_weekday.…":      {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
	"deadline.…":        words([]programme.Purpose{programme.ToRegister, programme.ToNominate, programme.ToSubmit}),
	"ask.info_…":        words(programme.Headings()),
	"info.…":            words(programme.Headings()),
	"lacks.…":           words([]programme.Field{programme.FieldPlace, programme.FieldContact, programme.FieldInfo}),
	"digest.answer_…":   {"coming", "waiting", "declined"},
	"order.…":           {"upcoming", "past", "my", "event", "new", "move", "postpone", "cancel", "remind", "nudge", "help", "idle", "events", "before"},
	"part_short.…":      words(states),
	"person_state.…":    words(states),
	"queue_class.…":     {"answer", "notice", "mass"},
	"button.missed_…":   {"not_started", "blocked", "deactivated", "unreachable", "not_linked", "late", "stopped", "failed", "changed"},
	"missed.…":          {"unreachable", "not_linked", "late", "stopped", "failed", "changed"},
	"reach_why.…":       words([]programme.Reach{programme.ReachNotStarted, programme.ReachBlocked, programme.ReachDeactivated}),
	"role.…":            words([]programme.Role{programme.Coordinator, programme.Owner}),
	"rough.…":           {"week", "early", "middle", "late", "month", "months", "quarter", "half", "season_1", "season_2", "season_3"},
	"rule_short.…":      words(programme.Audiences()),
	"send_short.…":      {"change", "mass", "nudge"},
	"rule_to.…":         words(programme.Audiences()),
	"rule_whom.…":       words(programme.Audiences()),
	"state.…":           words(states),
	"status.…":          words([]programme.Status{programme.Tentative, programme.Confirmed, programme.Postponed, programme.Cancelled, programme.Held}),
	"status_line.…":     words([]programme.Status{programme.Tentative, programme.Postponed, programme.Cancelled, programme.Held}),
	"workplan.column_…": {"title", "kind", "dates", "start", "end", "times", "place", "country", "audience", "seats", "partners", "component", "languages", "interpretation", "deadline", "registration", "nomination", "submission", "contact", "description", "status", "mode", "link"},
	"workplan.note_…":   {"year", "kind"},
	"workplan.passed_…": {"hidden", "no_heading", "empty", "total", "note"},
	"team_news.…":       {"joined", "removed", "back", "owner", "coordinator", "link"},
}

var states = []programme.State{programme.Asked, programme.Coming, programme.Waiting, programme.Declined, programme.Removed}

func words[T ~string](values []T) []string {
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	return all
}

// expand returns a usage for each key that a built one stands for.
func (u usage) expand(t *testing.T, keys map[string]text) []usage {
	t.Helper()
	before, after, ok := strings.Cut(u.key, "…")
	if !ok || u.method == "" && !isKey(before+"x"+after, keys) {
		return []usage{u}
	}
	values, known := built[u.key]
	if !known {
		t.Errorf("%s: %s is built in a way that the list in usage_test.go does not have", u.where, u.key)
	}
	if known && values == nil {
		for key := range keys {
			if v, ok := strings.CutPrefix(key, before); ok && strings.HasSuffix(v, after) {
				values = append(values, strings.TrimSuffix(v, after))
			}
		}
	}
	var all []usage
	for _, v := range values {
		one := u
		one.key = before + v + after
		all = append(all, one)
	}
	return all
}

// isKey reports whether a string looks like a key: it begins with the first word
// of one and has nothing but words.
func isKey(s string, keys map[string]text) bool {
	first, rest, _ := strings.Cut(s, ".")
	if !isName(rest) {
		return false
	}
	for key := range keys {
		if strings.HasPrefix(key, first+".") {
			return true
		}
	}
	return false
}

// usages reads the module's Go code, tests excepted.
func usages(t *testing.T) []usage {
	t.Helper()
	keys := catalogue(t, english)
	const root = "../.."
	files := token.NewFileSet()
	var all []usage
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if path == root+"/internal/demo" {
			return fs.SkipDir // it is people who Say something there
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			u, ok := read(n)
			if ok {
				u.where = strings.TrimPrefix(files.Position(n.Pos()).String(), root+"/")
				all = append(all, u.expand(t, keys)...)
			}
			_, sum := n.(*ast.BinaryExpr)
			return !sum || !ok // the parts of a built key are no keys
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// read returns how a piece of code names a key.
func read(n ast.Node) (usage, bool) {
	switch n := n.(type) {
	case *ast.BasicLit: // "key" anywhere: in a table, a variable …
		text, ok := literal(n)
		return usage{key: text}, ok
	case *ast.BinaryExpr: // "key." + x anywhere
		text, ok := keyOf(n)
		return usage{key: text, open: true}, ok
	case *ast.KeyValueExpr: // programme.Error{Key: "key"}
		name, _ := n.Key.(*ast.Ident)
		text, ok := literal(n.Value)
		return usage{method: "Error", key: "error." + text, open: true}, ok && name != nil && name.Name == "Key"
	case *ast.CallExpr:
		fun, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return usage{}, false
		}
		in, _ := fun.X.(*ast.Ident)
		if in != nil && in.Name == "locale" {
			return usage{}, false // the conversion locale.HTML("…")
		}
		switch method, of := fun.Sel.Name, in != nil && in.Name == "programme"; {
		case (method == "Say" || method == "HTML") && len(n.Args) > 0:
			return call(method, "", n.Args, n.Ellipsis.IsValid())
		case of && method == "Refuse" && len(n.Args) > 1:
			return call("Error", "error.", n.Args[1:], n.Ellipsis.IsValid())
		}
	}
	return usage{}, false
}

// call reads a key and the pairs of name and value behind it.
func call(method, prefix string, args []ast.Expr, ellipsis bool) (usage, bool) {
	u := usage{method: method, open: ellipsis}
	key, ok := keyOf(args[0])
	if !ok {
		return u, false
	}
	u.key = prefix + key
	for i := 1; i+1 < len(args); i += 2 {
		name, ok := literal(args[i])
		if !ok {
			u.open = true
		}
		u.args = append(u.args, name)
	}
	return u, true
}

// keyOf reads a key as it is written: a string, or one that is built around what
// is known at run time.
func keyOf(e ast.Expr) (string, bool) {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD {
		return literal(e)
	}
	first, ok := keyOf(sum.X)
	if !ok {
		return "", false
	}
	if last, ok := literal(sum.Y); ok {
		return first + last, true
	}
	return first + "…", true
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
