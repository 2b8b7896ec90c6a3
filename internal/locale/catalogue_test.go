package locale

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// text is a message of a catalogue as it stands in the file.
type text struct {
	file  string
	forms map[string]string
}

// placeholders are the names in any of the forms, sorted.
func (x text) placeholders(t *testing.T) []string {
	t.Helper()
	names := map[string]bool{}
	for _, form := range x.forms {
		parsed, err := parseTemplate(form)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range parsed.names {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// catalogue reads a language's own messages; a key in two files is a mistake.
func catalogue(t *testing.T, code string) map[string]text {
	t.Helper()
	files, err := catalogues.ReadDir("catalogue")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]text{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), "."+code+".toml") {
			continue
		}
		messages, err := readCatalogue(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			if other, ok := all[m.ID]; ok {
				t.Errorf("%s stands in %s and in %s", m.ID, other.file, f.Name())
			}
			all[m.ID] = text{f.Name(), pluralForms(m)}
		}
	}
	return all
}

func TestEveryFileHasALanguage(t *testing.T) {
	t.Parallel()
	files, err := catalogues.ReadDir("catalogue")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if parts := strings.Split(f.Name(), "."); len(parts) != 3 || index(parts[1]) < 0 {
			t.Errorf("catalogue/%s is not named room.language.toml", f.Name())
		}
	}
}

func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	want := catalogue(t, english)
	for _, l := range languages {
		if l.Code == english {
			continue
		}
		got := catalogue(t, l.Code)
		for key, x := range got {
			original, ok := want[key]
			if !ok {
				t.Errorf("%s: %s is not in English", x.file, key)
				continue
			}
			if ours, theirs := x.placeholders(t), original.placeholders(t); !slices.Equal(ours, theirs) {
				t.Errorf("%s: %s has %v, in English %v", x.file, key, ours, theirs)
			}
		}
		for key, x := range want {
			if _, ok := got[key]; !ok && l.Complete {
				t.Errorf("%s: %s is not in %s", x.file, key, l.Name)
			}
		}
	}
}

func TestPluralFormsAreTheLanguages(t *testing.T) {
	t.Parallel()
	for _, l := range languages {
		form, want := pluralForm(l.Code), map[string]bool{"other": true}
		for n := range 200 {
			want[form(n)] = true
		}
		for key, x := range catalogue(t, l.Code) {
			if len(x.forms) == 1 && x.forms["other"] != "" {
				continue
			}
			if got := slices.Sorted(maps.Keys(x.forms)); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
				t.Errorf("%s: %s has the forms %v, want %v", x.file, key, got, slices.Sorted(maps.Keys(want)))
			}
		}
	}
}

func TestEveryKeyInTheCodeExists(t *testing.T) {
	t.Parallel()
	all := catalogue(t, english)
	for _, u := range usages(t) {
		switch {
		case u.method == "":
			if isKey(u.key, all) && all[u.key].forms == nil {
				t.Errorf("%s: there is no key %s", u.where, u.key)
			}
		case all[u.key].forms == nil:
			t.Errorf("%s: there is no key %s", u.where, u.key)
		default:
			for _, name := range all[u.key].placeholders(t) {
				if !u.open && !slices.Contains(u.args, name) {
					t.Errorf("%s: %s needs %q", u.where, u.key, name)
				}
			}
			if len(all[u.key].forms) > 1 && !u.open && !slices.Contains(u.args, "n") {
				t.Errorf("%s: %s is told no count n", u.where, u.key)
			}
		}
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	t.Parallel()
	all := usages(t)
	for key, x := range catalogue(t, english) {
		if !slices.ContainsFunc(all, func(u usage) bool {
			return u.key == key || u.method == "" && "error."+u.key == key // a key of an Error, kept in a table
		}) {
			t.Errorf("%s: nothing says %s", x.file, key)
		}
	}
}

func TestTextsAreWhatTelegramTakes(t *testing.T) {
	t.Parallel()
	all := usages(t)
	for _, l := range languages {
		for key, x := range catalogue(t, l.Code) {
			plain := slices.ContainsFunc(all, func(u usage) bool { return u.method == "Say" && u.key == key })
			for _, form := range x.forms {
				if plain && strings.ContainsAny(form, "<>&") {
					t.Errorf("%s: %s is said as plain text, but has markup: %s", x.file, key, form)
				}
				if problem := markup(form); problem != "" {
					t.Errorf("%s: %s: %s: %s", x.file, key, problem, form)
				}
				label := strings.NewReplacer("{n}", "24", "{days}", "29 мая – 1 июня").Replace(form)
				if n := utf8.RuneCountInString(label); strings.HasPrefix(key, "button.") && n > 30 {
					t.Errorf("%s: %s has %d characters, a button has room for 30: %s", x.file, key, n, label)
				}
			}
		}
	}
}

// markup says what is wrong with a text's tags and entities, or nothing.
func markup(s string) string {
	var open []string
	for s != "" {
		i := strings.IndexAny(s, "<>&")
		if i < 0 {
			break
		}
		mark := s[i]
		s = s[i+1:]
		switch mark {
		case '>':
			return "a loose >"
		case '&':
			if !slices.ContainsFunc([]string{"lt;", "gt;", "amp;", "quot;"}, func(e string) bool { return strings.HasPrefix(s, e) }) {
				return "a loose &"
			}
		case '<':
			tag, rest, ok := strings.Cut(s, ">")
			if !ok {
				return "a loose <"
			}
			s = rest
			if name, closes := strings.CutPrefix(tag, "/"); closes {
				if len(open) == 0 || open[len(open)-1] != name {
					return "</" + name + "> closes nothing"
				}
				open = open[:len(open)-1]
				continue
			}
			name, _, _ := strings.Cut(tag, " ")
			if !slices.Contains([]string{"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}, name) {
				return "a tag <" + name + ">"
			}
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		return "<" + strings.Join(open, "><") + "> is not closed"
	}
	return ""
}

func TestBrokenCatalogueIsRefused(t *testing.T) {
	t.Parallel()
	for _, m := range []*i18n.Message{
		{Other: "an {open brace"},
		{Other: "a } brace"},
		{Other: "no {} name"},
		{Other: "{No Name}"},
		{One: "no other"},
	} {
		if _, err := newMessage(m, pluralForm(english)); err == nil {
			t.Errorf("%+v was taken", *m)
		}
	}
}
