package simulator

import (
	"testing"
	"unicode/utf8"
)

// FuzzFormat holds whatever comes out of a text to what every client relies on:
// UTF-8, and entities that lie in the text, in order.
func FuzzFormat(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "<a href='x", "&#x1F600;", "<pre><code class=\"language-x\">😀</code></pre>", "\r<i> </i>", "<b>a<code>b</b>", "/a@b #c t.me/x", "<blockquote expandable>x</blockquote>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, mode := range []string{"", "HTML"} {
			got, r := format(in, mode)
			if r != nil {
				if !r.bug || r.code != 400 {
					t.Fatalf("refused with %v", r)
				}
				continue
			}
			if !utf8.ValidString(got.text) {
				t.Fatalf("%q is no UTF-8", got.text)
			}
			length, last := utf16Length(got.text), 0
			for _, e := range got.entities {
				if e.Type == "" || e.Length <= 0 || e.Offset < last || e.end() > length {
					t.Fatalf("%q: entity %+v in a text of %d", in, e, length)
				}
				last = e.Offset
			}
		}
	})
}
