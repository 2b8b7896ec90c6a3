package main

import (
	"fmt"
	"jarchy/internal/announce"
	"math/rand"
	"os"
	"strings"
	"time"
)

func main() {
	b, _ := os.ReadFile("testdata/english.txt")
	b2, _ := os.ReadFile("testdata/russian.txt")
	parts := strings.Split(string(b)+string(b2), "----")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	announce.Read("x", now)
	end := time.Now().Add(12 * time.Second)
	n := 0
	var worst time.Duration
	for time.Now().Before(end) {
		s := []byte(parts[rand.Intn(len(parts))])
		for k := rand.Intn(20); k >= 0; k-- {
			switch rand.Intn(4) {
			case 0:
				s[rand.Intn(len(s))] = byte(rand.Intn(256))
			case 1:
				i, j := rand.Intn(len(s)), rand.Intn(len(s))
				if i > j {
					i, j = j, i
				}
				s = append(s[:j:j], s[i:]...)
			case 2:
				i := rand.Intn(len(s))
				s = append(s[:i:i], append([]byte(strings.Repeat([]string{",", "1", " and", "\n", "9-", "(", "in ", "\""}[rand.Intn(8)], rand.Intn(30))), s[i:]...)...)
			case 3:
				i := rand.Intn(len(s))
				s = append(s[i:len(s):len(s)], s[:i]...)
			}
			if len(s) > 4000 {
				s = s[:4000]
			}
		}
		done := make(chan bool)
		txt := string(s)
		t0 := time.Now()
		go func() { announce.Read(txt, now); announce.LooksLike(txt, now); announce.Dates(txt, now); announce.Places(txt); announce.Headcount(txt); close(done) }()
		select {
		case <-done:
		case <-time.After(3 * time.Second):
			os.WriteFile("/tmp/hang.txt", s, 0o644)
			panic("hang")
		}
		if d := time.Since(t0); d > worst {
			worst = d
			os.WriteFile("/tmp/worst.txt", s, 0o644)
		}
		n++
	}
	fmt.Println(n, worst)
}
