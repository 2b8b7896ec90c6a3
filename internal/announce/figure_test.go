package announce_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jarchy/internal/announce"
)

// longText is an announcement of about 2,000 characters.
func longText(tb testing.TB) string {
	tb.Helper()
	var b strings.Builder
	b.WriteString("The border project will hold a regional workshop on risk management in Almaty, Kazakhstan, on 9-11 December 2026.\n")
	for _, s := range samples(tb, "english.txt") {
		if n := utf8.RuneCountInString(b.String()); n > 1900 {
			break
		}
		if len(s.text) < 500 {
			b.WriteString("The participants will also hear how others prepared: " + s.text + "\n")
		}
	}
	return string([]rune(b.String())[:2000])
}

// BenchmarkRead reads an announcement of 2,000 characters. It prints the figure read_us.
func BenchmarkRead(b *testing.B) {
	text, now := longText(b), time.Date(2026, 11, 23, 9, 0, 0, 0, zone)
	if _, err := announce.Read(text, now); err != nil { // loads the knowledge
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := announce.Read(text, now); err != nil {
			b.Fatal(err)
		}
	}
	fmt.Printf("\nFIGURE read_us %.4g us\n", float64(b.Elapsed().Microseconds())/float64(b.N))
}
