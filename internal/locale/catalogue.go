package locale

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed catalogue/*.toml
var catalogues embed.FS

// printers are all languages' printers by code, made at the first use. The
// catalogues are part of the program and tests read every one of them, so a
// broken file is a broken build.
var printers = sync.OnceValue(func() map[string]*Printer {
	all, err := makePrinters()
	if err != nil {
		panic(fmt.Sprintf("locale: %v", err))
	}
	return all
})

func makePrinters() (map[string]*Printer, error) {
	own, err := readCatalogues()
	if err != nil {
		return nil, err
	}
	all := map[string]*Printer{}
	for _, l := range languages {
		p := &Printer{language: l.Code, messages: map[string]message{}}
		for _, from := range fallbacks(l) { // the language itself comes last and prevails
			maps.Copy(p.messages, own[from])
			if _, ok := own[from]["locale.day"]; !ok {
				continue
			}
			if p.names, err = namesIn(from); err != nil {
				return nil, err
			}
		}
		all[l.Code] = p
	}
	return all, nil
}

// readCatalogues returns the messages of all files by language and key.
func readCatalogues() (map[string]map[string]message, error) {
	own := map[string]map[string]message{}
	for _, l := range languages {
		own[l.Code] = map[string]message{}
		files, err := catalogues.ReadDir("catalogue")
		if err != nil {
			return nil, err
		}
		form := pluralForm(l.Code)
		for _, f := range files {
			if match, _ := path.Match("*."+l.Code+".toml", f.Name()); !match {
				continue
			}
			texts, err := readCatalogue(f.Name())
			if err != nil {
				return nil, err
			}
			for _, t := range texts {
				m, err := newMessage(t, form)
				if err != nil {
					return nil, fmt.Errorf("%s: %s: %w", f.Name(), t.ID, err)
				}
				own[l.Code][t.ID] = m
			}
		}
	}
	return own, nil
}

// readCatalogue returns the messages of one file.
func readCatalogue(name string) ([]*i18n.Message, error) {
	text, err := catalogues.ReadFile("catalogue/" + name)
	if err != nil {
		return nil, err
	}
	file, err := i18n.ParseMessageFileBytes(text, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return file.Messages, nil
}

func newMessage(t *i18n.Message, form func(int) string) (message, error) {
	m := message{form: form}
	for name, text := range pluralForms(t) {
		parsed, err := parseTemplate(text)
		if err != nil {
			return message{}, err
		}
		if name == "other" {
			m.other = parsed
			continue
		}
		if m.plural == nil {
			m.plural = map[string]template{}
		}
		m.plural[name] = parsed
	}
	if m.other.literals == nil {
		return message{}, fmt.Errorf("the form other is missing")
	}
	return m, nil
}

// pluralForms are the texts of a message by the CLDR's name of their form.
func pluralForms(t *i18n.Message) map[string]string {
	forms := map[string]string{"zero": t.Zero, "one": t.One, "two": t.Two, "few": t.Few, "many": t.Many, "other": t.Other}
	for name, text := range forms {
		if text == "" {
			delete(forms, name)
		}
	}
	return forms
}
