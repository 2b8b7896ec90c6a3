package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Languages offers all languages in their own words; the present one is ticked.
func Languages(p *locale.Printer) Screen {
	return Screen{Text: p.HTML("settings.language"), Rows: LanguageRows(p, func(code string) string { return "lang:" + code })}
}

// LanguageRows are all languages in their own words; the present one is ticked.
func LanguageRows(p *locale.Printer, data func(code string) string) (rows [][]Button) {
	for i, l := range locale.Languages() {
		b := Button{Label: l.Name, Data: data(l.Code)}
		if l.Code == p.Language() {
			b.Label = ticked(b.Label)
		}
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return rows
}

// Zones offers the region's zones; any other IANA name may be typed.
func Zones(p *locale.Printer, zone string, chosen bool) Screen {
	key := "settings.zone_guessed"
	if chosen {
		key = "settings.zone"
	}
	s := Screen{Text: p.HTML(key, "zone", p.ZoneName(zone))}
	for i, z := range locale.RegionZones() {
		b := Button{Label: capital(p.ZoneName(z)), Data: "zone:" + z}
		if z == zone {
			b.Label = ticked(b.Label)
		}
		if i%2 == 0 {
			s.Rows = append(s.Rows, nil)
		}
		s.Rows[len(s.Rows)-1] = append(s.Rows[len(s.Rows)-1], b)
	}
	return s
}

// Notice is the two lines on privacy that stand before anything is stored.
func Notice(p *locale.Printer, pg programme.Programme) locale.HTML {
	return p.HTML("privacy.notice", "programme", pg.Name)
}

// Privacy is the whole notice.
func Privacy(p *locale.Printer, pg programme.Programme) Screen {
	return Screen{Text: p.HTML("privacy.full", "programme", pg.Name)}
}

// HelpLine is a command and what it does.
type HelpLine struct{ Name, Args, About string }

// Help lists what its reader may do.
func Help(p *locale.Printer, staff bool, lines []HelpLine) Screen {
	s := Screen{Text: p.HTML("help.everyone")}
	if staff {
		s.Text = p.HTML("help.staff")
	}
	var items []locale.HTML
	for _, l := range lines {
		name := "/" + l.Name
		if l.Args != "" {
			name += " " + l.Args
		}
		items = append(items, p.HTML("help.line", "command", name, "about", l.About))
	}
	s.Text = Paragraphs(s.Text, Lines(items...))
	return s
}

// Name shows how somebody stands in the list, and offers to change it.
func Name(p *locale.Printer, name string) Screen {
	return Screen{Text: p.HTML("settings.name", "name", name), Rows: [][]Button{{{Label: p.Say("button.change_name"), Data: "name:ask"}}}}
}
