package programme

import (
	"cmp"
	"slices"
)

// Text is an event's own words in one language. Title may be empty in another
// language than that of origin.
type Text struct {
	Language    string `json:"language"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}

// Title returns the event's title as a reader of a language reads it (Words.In); where
// there is none for them, in its language of origin.
func (e Event) Title(language string) string {
	return e.words(func(t Text) string { return t.Title }, language)
}

// Description returns what the event is about, in the language that Title would
// take; empty if nobody has said.
func (e Event) Description(language string) string {
	return e.words(func(t Text) string { return t.Description }, language)
}

func (e Event) words(of func(Text) string, language string) string {
	said, first := Words{}, of(e.TextIn(e.Language))
	for _, t := range e.Texts {
		said[t.Language] = of(t)
		first = cmp.Or(first, of(t))
	}
	return said.In(language, first)
}

// TextIn is what the event says in a language, empty where it says nothing in it.
func (e Event) TextIn(language string) Text { return textIn(e.Texts, language) }

// textIn is the text of a language; one without words if there is none.
func textIn(texts []Text, language string) Text {
	if i := slices.IndexFunc(texts, func(t Text) bool { return t.Language == language }); i >= 0 {
		return texts[i]
	}
	return Text{Language: language}
}

// withText is a list with the text of its language in the place of the one before,
// in the order of the languages; a text without words leaves it.
func withText(texts []Text, t Text) []Text {
	with := slices.DeleteFunc(slices.Clone(texts), func(o Text) bool { return o.Language == t.Language })
	if t.Title != "" || t.Description != "" {
		with = append(with, t)
	}
	slices.SortFunc(with, func(a, b Text) int { return cmp.Compare(a.Language, b.Language) })
	return with
}

// TextIn is what a draft says in a language.
func (d Draft) TextIn(language string) Text {
	if language == d.Language {
		return Text{Language: language, Title: d.Title, Description: d.Description}
	}
	return textIn(d.Translations, language)
}

// SetText gives a draft its words in a language.
func (d *Draft) SetText(t Text) {
	if t.Language == d.Language {
		d.Title, d.Description = t.Title, t.Description
		return
	}
	if d.Translations = withText(d.Translations, t); len(d.Translations) == 0 {
		d.Translations = nil
	}
}
