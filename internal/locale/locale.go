// Package locale says things in the reader's language: messages with plurals,
// dates and ranges of dates, names of countries, cities and time zones. It has
// its own copy of the time zone data. It does no I/O and knows no clock.
//
// # Catalogues
//
// Messages stand in catalogue/<room>.<language>.toml, a file for each room of
// the house and language, read with go-i18n. Who adds a file changes no code.
// A line is a key and its text:
//
//	"draft.saved" = "Saved: {title}"
//
// {title} is filled with the argument "title"; a literal brace is doubled. All
// languages use the same placeholders. A text that depends on a count has one
// line for each of its language's plural forms (Unicode CLDR's zero, one, two,
// few, many, other); the argument "n" chooses:
//
//	"days".one = "{n} day"        "days".one = "{n} день"
//	"days".other = "{n} days"     "days".few = "{n} дня"
//	                              "days".many = "{n} дней"
//	                              "days".other = "{n} дня"
//
// [Printer.Say] makes plain text, so what it says has no markup. [Printer.HTML]
// takes the text as Telegram's HTML and escapes the arguments.
//
// English and Russian are complete. The other languages fall back to Russian,
// then English, message by message; their dates follow once their own file has
// the patterns ("locale.day" …), so that a sentence does not mix languages.
package locale

import "jarchy/internal/programme"

// Printer says things in one language. It never changes; all methods are safe
// for concurrent use.
type Printer struct {
	language string
	messages map[string]message // own ones and those fallen back to
	names    names              // in the language that dates are in
}

// For returns the printer of a language, English's if there is none.
func For(language string) *Printer {
	all := printers()
	if p, ok := all[language]; ok {
		return p
	}
	return all[english]
}

// Language is the code of the printer's language, though a message may have
// fallen back to another.
func (p *Printer) Language() string { return p.language }

// Say returns the plain text of a key. The arguments are pairs of a name and a
// value; "n", an int, chooses the plural form. A key that no catalogue has, and
// a placeholder without its argument, are shown in ⟦brackets⟧.
func (p *Printer) Say(key string, args ...any) string {
	m, ok := p.messages[key]
	if !ok {
		return missing(key)
	}
	return m.text(args).fill(func(name string) string {
		v, ok := argument(args, name)
		if !ok {
			return missing(name)
		}
		return p.plain(v)
	})
}

// HTML is Say for texts with Telegram's markup: every argument that is not HTML
// is escaped.
func (p *Printer) HTML(key string, args ...any) HTML {
	m, ok := p.messages[key]
	if !ok {
		return HTML(missing(key))
	}
	return HTML(m.text(args).fill(func(name string) string {
		v, ok := argument(args, name)
		if !ok {
			return missing(name)
		}
		if safe, ok := v.(HTML); ok {
			return string(safe)
		}
		return escaper.Replace(p.plain(v))
	}))
}

// Error tells a person what they asked wrongly, and what would be right.
func (p *Printer) Error(e *programme.Error) HTML {
	args := make([]any, 0, 2*len(e.Args))
	for name, value := range e.Args {
		args = append(args, name, value)
	}
	return p.HTML("error."+e.Key, args...)
}

func missing(name string) string { return "⟦" + name + "⟧" }
