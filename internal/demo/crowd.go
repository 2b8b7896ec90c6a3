package demo

import (
	"fmt"
	"slices"

	"jarchy/internal/simulator"
)

// newcomer has a window on the page, and nothing to do with the programme yet.
const newcomer part = "Newcomer"

// windows are the people whose chats the page shows, in this order.
func windows() []person {
	return append(append([]person{}, people...), person{newcomer, 204, "en", "Asia/Tashkent", "Tashkent", "Not known to the programme yet.",
		"forward a card with a link here, and open it"})
}

// The numbers of those without a window.
const (
	firstOfCrowd    = 301
	firstOfFiveHund = 100_001
)

// crowd are the 24 whose answers fill the lists: six agencies' people in each of
// four countries, who read their bot in as many languages.
func crowd(sim *simulator.Server) []*simulator.Person {
	cities := []struct{ name, language string }{{"Almaty", "kk"}, {"Bishkek", "ru"}, {"Dushanbe", "tg"}, {"Tashkent", "uz"}}
	services := []string{"Customs", "Border", "Veterinary", "Plant Health", "Training", "Laboratory"}
	var list []*simulator.Person
	for _, service := range services {
		for _, city := range cities {
			list = append(list, sim.Person(firstOfCrowd+int64(len(list)), service+" Officer, "+city.name, city.language))
		}
	}
	return list
}

// fiveHundred are those who are reminded when the plug is pulled, half of them in
// Russian.
func fiveHundred(sim *simulator.Server) []*simulator.Person {
	list := make([]*simulator.Person, 500)
	for i := range list {
		list[i] = sim.Person(firstOfFiveHund+int64(i), fmt.Sprintf("Officer %d", i+1), []string{"en", "ru"}[i%2])
	}
	return list
}

// hasWindow says whether the page shows a chat.
func hasWindow(chat int64) bool {
	return slices.ContainsFunc(windows(), func(p person) bool { return p.id == chat })
}

// windowOf is whose chat it is; the zero person if it has no window.
func windowOf(chat int64) person {
	for _, p := range windows() {
		if p.id == chat {
			return p
		}
	}
	return person{}
}
