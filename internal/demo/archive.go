package demo

import (
	_ "embed"
	"strings"
)

// archiveText is what the programme told of eight events of 2017, a paragraph each.
//
//go:embed text/archive.txt
var archiveText string

// archived is what a reader understands of each paragraph: lines of the draft card.
var archived = [][]string{
	{"Conference", "13th Central Asia Border Security Initiative Conference (CABSI)", "Wed 4 October 2017", "Vienna, Austria", "about 100 people"},
	{
		"Workshop", "Revised Kyoto Convention", "Wed 13 – Fri 15 September 2017 · 3 days", "Almaty, Kazakhstan",
		"Customs · Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan",
	},
	{"Workshop", "Standards of assistance to vulnerable migrants", "Wed 13 – Fri 15 September 2017 · 3 days", "Bishkek, Kyrgyzstan", "With IOM, UNHCR"},
	{"Study tour", "Border demarcation and delimitation", "Tue 25 – Thu 27 July 2017 · 3 days", "Latvia"},
	{"Study tour", "Inter-agency cooperation", "Mon 17 – Thu 20 July 2017 · 4 days", "Latvia and Lithuania", "about 20 people"},
	{"Steering group meeting", "Date to be confirmed", "Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan"},
	{"Training of trainers", "X-ray image analysis", "Tue 13 – Thu 15 June 2017 · 3 days", "Uzbekistan"},
	{"Training of trainers", "Radiation control and dual-use goods", "Mon 29 May – Thu 1 June 2017 · 4 days", "Dushanbe, Tajikistan"},
}

// archive pastes each paragraph and saves what was read.
func archive() (acts []act) {
	for i, paragraph := range strings.Split(strings.TrimSpace(archiveText), "\n\n") {
		acts = append(acts,
			act{who: coordinator, says: paragraph, comes: []sight{{to: coordinator, lines: append(
				[]string{"A record of the past: nobody is reminded.", "[Save]"}, archived[i]...)}}},
			act{who: coordinator, presses: "Save", changes: []sight{{to: coordinator, lines: append(
				[]string{"Recorded as a past event. Nobody is reminded."}, archived[i][1:]...)}}},
		)
	}
	return acts
}
