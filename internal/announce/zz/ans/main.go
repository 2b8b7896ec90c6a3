package main

import (
	"fmt"
	"jarchy/internal/announce"
)

func main() {
	for _, s := range []string{"Rixos Hotel, Almaty", "Rezina, Moldova", "Алматы", "Riga and Vilnius", "в Душанбе", "Latvia", "xyz", "Customs Institute, Tashkent, Uzbekistan", "г. Бишкек, ул. Киевская 5", "Vienna, Austria", "Atlanta, Georgia", "Cambridge"} {
		v, c, h, err := announce.Places(s)
		fmt.Printf("%-40s %q %v %v %v\n", s, v, c, h, err)
	}
	for _, s := range []string{"KZ KG TJ UZ", "kz, kg and tj", "Казахстан, Кыргызстан", "страны Центральной Азии", "Central Asia and Afghanistan", "Foo", "Latvia, Foo", "КЗ КГ ТЖ УЗ"} {
		c, err := announce.Countries(s)
		fmt.Printf("%-40s %v %v\n", s, c, err)
	}
	for _, s := range []string{"customs of KZ KG TJ UZ", "таможня КЗ КГ", "border guards", "everyone"} {
		c, a, err := announce.Audience(s)
		fmt.Printf("%-40s %v %v %v\n", s, c, a, err)
	}
	for _, s := range []string{"24", "up to 24", "24 seats", "about 100", "over 100 people", "около 40", "24 человека", "до 30", "100+", "two dozen", "-5", "0", "20 or 30"} {
		c, a, err := announce.Headcount(s)
		fmt.Printf("%-40s %v %v %v\n", s, c, a, err)
	}
	for _, s := range []string{"Asia/Almaty", "asia/almaty", "Almaty", "Алматы", "UTC+5", "GMT", "Tashkent time", "CET", "Узбекистан", "Foo/Bar", "по Москве", "Europe/Kiev"} {
		z, err := announce.Zone(s)
		fmt.Printf("%-40s %v %v\n", s, z, err)
	}
	for _, s := range []string{"study tour", "семинар", "ToT", "тренинг для тренеров", "Steering Committee", "other", "foo", "study_tour", "вебинар"} {
		z, err := announce.Kind(s)
		fmt.Printf("%-40s %v %v\n", s, z, err)
	}
	for _, s := range []string{"  Risk \u202e management\n x ", "\u200b\u200c", "a\u0301\u0301\u0301\u0301\u0301"} {
		z, err := announce.Title(s)
		fmt.Printf("%-40q %q %v\n", s, z, err)
	}
}
