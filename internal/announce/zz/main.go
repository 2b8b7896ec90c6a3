package main

import (
	"fmt"
	"jarchy/internal/announce"
	"time"
)

func main() {
	z, _ := time.LoadLocation("Asia/Almaty")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, z)
	for _, s := range []string{"9-11 December", "9–11 Dec 2026", "December 9-11, 2026", "from 25 to 27 July", "Between 13-15 September", "between 13 and 15 September", "29 May-1 June", "30 December 2026 - 2 January 2027", "30 December - 2 January 2027", "30 December - 2 January", "с 13 по 15 сентября", "13-15 сентября 2026 г.", "9.12.2026", "09.12-11.12.2026", "9-11.12.2026", "2026-12-09", "2026-12-09 to 2026-12-11", "Wed 9 – Fri 11 December", "03/04/2027", "03/04", "13/04/2027", "12/05/2027 - 14/05/2027", "12 қараша 2026", "2026 жылғы 12 қараша", "12 қарашада 2026 ж. 15:30", "12-ноябрь 2026", "12 ноябри соли 2026", "2026-yil 12-noyabr", "12 noýabr 2026", "3 мая", "3 мамыр", "32 мая", "31 февраля 2027", "31 February", "15-13 September", "12 ноября 2026 25:00", "next Tuesday", "tomorrow", "завтра в 9:00", "в следующий вторник", "5", "9 Dec 9am", "9 December 10:00-17:30", "29.02.2027", "29.02.2028", "00.05.2027", "10.13.2027", "May 5th, 2027", "the 5th of May 2027", "5 и 12 мая", "9, 10 and 11 December", "Thursday 9 December", "5 May 2049", "9 December 2026, 9:00 to 17:00", "понедельник, 7 декабря", "7 декабря (понедельник)", "через 2 недели", "in 3 days", "May 29 – June 1, 2027", "1-3 дек.", "12/13/2027", "0930", "20 may", "from Monday to Wednesday", "в пятницу"} {
		sp, err := announce.Dates(s, now)
		fmt.Printf("%-36s %v..%v %s-%s past=%v guess=%v ch=%d %v\n", s, sp.Start, sp.End, sp.From, sp.To, sp.Past, sp.YearGuessed, len(sp.Choices), err)
	}
	for _, s := range []string{"9", "9.30", "9h30", "0930", "9:00-17:00", "9 am", "с 9 до 17", "25:00", "24:00", "9:60", "17-9", "2-4 pm", "noon", "в 9-00", "10.00-17.00", "10 утра", "abc"} {
		a, b, err := announce.Times(s)
		fmt.Printf("%-20s %s-%s %v\n", s, a, b, err)
	}
}
