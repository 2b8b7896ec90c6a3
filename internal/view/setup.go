package view

import (
	"slices"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// FieldProgramme is the field of the question what the programme is called.
const FieldProgramme programme.Field = "programme"

// setupSuffix on a button's data says that the answer is one of the first setup's,
// which goes on with the next question.
const setupSuffix = ":s"

// SetupName welcomes the first owner and asks for the programme's name.
func SetupName(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("setup.welcome"), p.HTML("setup.stored", "programme", g.Name), p.HTML("setup.name")),
		Rows: [][]Button{{{Label: Cut(p.Say("button.keep_name", "name", g.Name), longestLabel), Data: "g.name:keep" + setupSuffix}}},
	}
}

// SetupZone asks for the programme's zone; guess stands first.
func SetupZone(p *locale.Printer, g programme.Programme, guess string) Screen {
	s := Screen{Text: Paragraphs(p.HTML("setup.noted", "what", g.Name), p.HTML("setup.zone"))}
	s.Rows = [][]Button{{{Label: Cut(capital(p.ZoneName(guess)), longestLabel), Data: "g.zone:" + guess + setupSuffix, Style: Primary}}}
	var others []Button
	for _, z := range locale.RegionZones() {
		if z != guess {
			others = append(others, Button{Label: capital(p.ZoneName(z)), Data: "g.zone:" + z + setupSuffix})
		}
	}
	s.Rows = append(s.Rows, pairs(others)...)
	return s
}

// SetupLanguage asks for the programme's language; the reader's own stands first.
func SetupLanguage(p *locale.Printer, g programme.Programme) Screen {
	s := Screen{Text: Paragraphs(p.HTML("setup.noted", "what", p.ZoneName(g.Zone)), p.HTML("setup.language"))}
	var others []Button
	for _, l := range locale.Languages() {
		b := Button{Label: l.Name, Data: "g.lang:" + l.Code + setupSuffix}
		if l.Code == p.Language() {
			b.Style = Primary
			s.Rows = [][]Button{{b}}
			continue
		}
		others = append(others, b)
	}
	s.Rows = append(s.Rows, pairs(others)...)
	return s
}

// SetupDone ends the setup, with what comes next.
func SetupDone(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("setup.done", "programme", g.Name), p.HTML("home.how"), p.HTML("setup.next")),
		Rows: [][]Button{{inviteButton(p)}, {{Label: p.Say("button.programme"), Data: "g"}}},
	}
}

// Owned tells somebody that they own a programme that was set up before.
func Owned(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("setup.owned", "programme", g.Name), p.HTML("setup.stored", "programme", g.Name), p.HTML("home.how")),
		Rows: [][]Button{{teamButton(p)}},
	}
}

// NotSetUp tells somebody that nobody owns the bot yet, and where its operator
// finds the link.
func NotSetUp(p *locale.Printer, number int64) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("setup.not_yet"), p.HTML("setup.operator"), p.HTML("start.number", "number", number)),
		Rows: LanguageRows(p, func(code string) string { return "in:" + code }),
	}
}

// Programme shows an owner what may be changed of the programme.
func Programme(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: p.HTML("setup.programme", "programme", g.Name, "zone", p.ZoneName(g.Zone), "language", LanguageName(g.Language)),
		Rows: [][]Button{
			{{Label: p.Say("button.programme_name"), Data: "g.name:ask"}, {Label: p.Say("button.rules"), Data: "g.plan"}},
			{{Label: p.Say("button.programme_zone"), Data: "g.zone"}, {Label: p.Say("button.programme_language"), Data: "g.lang"}},
		},
	}
}

// AskProgrammeName asks an owner for another name of the programme.
func AskProgrammeName(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("setup.name_now", "programme", g.Name), p.HTML("setup.name")),
		Rows: [][]Button{{{Label: p.Say("button.back"), Data: "g"}}},
	}
}

// ProgrammeZones offers zones for the programme; any other may be typed.
func ProgrammeZones(p *locale.Printer, g programme.Programme) Screen {
	s := Screen{Text: Paragraphs(p.HTML("setup.zone_now", "programme", g.Name, "zone", p.ZoneName(g.Zone)), p.HTML("setup.zone"))}
	var zones []Button
	for _, z := range locale.RegionZones() {
		b := Button{Label: capital(p.ZoneName(z)), Data: "g.zone:" + z}
		if z == g.Zone {
			b.Label = ticked(b.Label)
		}
		zones = append(zones, b)
	}
	s.Rows = append(pairs(zones), []Button{{Label: p.Say("button.back"), Data: "g"}})
	return s
}

// ProgrammeLanguages offers languages for the programme.
func ProgrammeLanguages(p *locale.Printer, g programme.Programme) Screen {
	rows := LanguageRows(locale.For(g.Language), func(code string) string { return "g.lang:" + code })
	return Screen{
		Text: Paragraphs(p.HTML("setup.language_now", "programme", g.Name), p.HTML("setup.language")),
		Rows: append(rows, []Button{{Label: p.Say("button.back"), Data: "g"}}),
	}
}

// LanguageName is a language in its own words.
func LanguageName(code string) string {
	for _, l := range locale.Languages() {
		if l.Code == code {
			return l.Name
		}
	}
	return code
}

// pairs puts buttons into rows of two.
func pairs(bs []Button) (rows [][]Button) {
	for row := range slices.Chunk(bs, 2) {
		rows = append(rows, row)
	}
	return rows
}
