package announce_test

import (
	"testing"

	"jarchy/internal/announce"
)

func TestOne(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Steering group meetings": "Steering group meeting",
		"Steering group meeting":  "Steering group meeting",
		"National workshops":      "National workshop",
		"Customs tariffs":         "Customs tariffs",
		"Risk analysis":           "Risk analysis",
		"Заседания руководящих групп":   "Заседание руководящих групп",
		"Встречи рабочей группы":        "Встреча рабочей группы",
		"Управление рисками":            "Управление рисками",
		"Семинар по управлению рисками": "Семинар по управлению рисками",
		"": "",
	} {
		if got := announce.One(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}
