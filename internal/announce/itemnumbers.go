package announce

import (
	"fmt"
	"regexp"
	"strings"
)

// itemNumber is the number of an item within a line: "1) Riga; 2) Osh".
var itemNumber = regexp.MustCompile(`(?:^|[;.,:] )(\d{1,2})\) `)

// numbersApart gives the items that a line counts from one on a line each.
func numbersApart(text string) string {
	if !strings.Contains(text, "2) ") {
		return text
	}
	lines := strings.Split(text, "\n")
	for n, l := range lines {
		at := itemNumber.FindAllStringSubmatchIndex(l, -1)
		if len(at) < 2 {
			continue
		}
		var b strings.Builder
		from := 0
		for i, m := range at {
			if l[m[2]:m[3]] != fmt.Sprint(i+1) {
				b.Reset()
				break
			}
			if m[2] > 0 {
				b.WriteString(strings.TrimRight(l[from:m[2]], " ;,") + "\n")
			}
			from = m[2]
		}
		if b.Len() > 0 {
			lines[n] = b.String() + l[from:]
		}
	}
	return strings.Join(lines, "\n")
}
