package simulator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told writes entities as type[offset,end] and what they carry.
func told(entities []Entity) string {
	var b strings.Builder
	for i, e := range entities {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s[%d,%d]", e.Type, e.Offset, e.end())
		for _, s := range []string{e.URL, e.Language, e.CustomEmojiID, e.DateTimeFormat} {
			if s != "" {
				b.WriteString("=" + s)
			}
		}
		if e.User != nil {
			fmt.Fprintf(&b, "=%d", e.User.ID)
		}
		if e.UnixTime != 0 {
			fmt.Fprintf(&b, "=%d", e.UnixTime)
		}
	}
	return b.String()
}

func TestParseHTML(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, text, entities string }{
		{"", "", ""},
		{"plain", "plain", ""},
		{"<b>a</b><strong>b</strong>", "ab", "bold[0,1] bold[1,2]"},
		{"<i>a</i><em>b</em>", "ab", "italic[0,1] italic[1,2]"},
		{"<u>a</u><ins>b</ins>", "ab", "underline[0,1] underline[1,2]"},
		{"<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough[0,1] strikethrough[1,2] strikethrough[2,3]"},
		{"<tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span>", "ab", "spoiler[0,1] spoiler[1,2]"},
		{"<B>case</B> <Code>x</cODE>", "case x", "bold[0,4] code[5,6]"},
		{"<b>x</>", "x", "bold[0,1]"},
		{"<b>x</b  >", "x", "bold[0,1]"},
		{"<b></b>empty", "empty", ""},
		{"<b>a<i>b</i></b>", "ab", "italic[1,2] bold[0,2]"},
		{"<b >x</b>", "x", "bold[0,1]"},
		{"<b id=1 class='y'>x</b>", "x", "bold[0,1]"},
		{"<code>x</code><pre>y</pre>", "xy", "code[0,1] pre[1,2]"},
		{`<pre><code class="language-go">x</code></pre>`, "x", "pre[0,1]=go"},
		{`<code class="language-go"><pre>x</pre></code>`, "x", "pre[0,1]=go"},
		{"<pre><code>x</code></pre>", "x", "code[0,1] pre[0,1]"},
		{"<blockquote>x</blockquote>", "x", "blockquote[0,1]"},
		{"<blockquote expandable>x</blockquote>", "x", "expandable_blockquote[0,1]"},
		{`<blockquote expandable="">x</blockquote>`, "x", "expandable_blockquote[0,1]"},
		{"<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", "blockquote[1,2] blockquote[0,2]"},
		{`<a href="https://example.org/a?b=1&amp;c=2">x</a>`, "x", "text_link[0,1]=https://example.org/a?b=1&c=2"},
		{`<a href='https://example.org'>x</a>`, "x", "text_link[0,1]=https://example.org/"},
		{`<a href=example.org>x</a>`, "x", "text_link[0,1]=http://example.org/"},
		{"<a>example.org/x</a>", "example.org/x", "text_link[0,13]=http://example.org/x"},
		{`<a href="javascript:alert(1)">x</a>`, "x", ""},
		{`<a href="tg://user?id=42">x</a>`, "x", "text_mention[0,1]=42"},
		{`<a href="tg://resolve?domain=x">x</a>`, "x", "text_link[0,1]=tg://resolve?domain=x"},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", "custom_emoji[0,2]=5368324170671202286"},
		{`<tg-time unix="1790000000" format="wDt">Mon, 21 Sep</tg-time>`, "Mon, 21 Sep", "date_time[0,11]=wDt=1790000000"},
		{`<tg-time unix="1790000000">then</tg-time>`, "then", "date_time[0,4]=1790000000"},
		{`<tg-time unix="1790000000" format="r">then</tg-time>`, "then", "date_time[0,4]=r=1790000000"},
		{`<tg-time unix="soon" format="r">then</tg-time>`, "then", ""},
		{`<tg-time unix="1" format="rt"></tg-time>x`, "x", ""},
		{"&lt;&gt;&amp;&quot;", `<>&"`, ""},
		{"&lt &amp x", "< & x", ""},
		{"&#60;&#x3C;&#x1F600;", "<<😀", ""},
		{"&nbsp;&copy;&apos;&LT;", "&nbsp;&copy;&apos;&LT;", ""},
		{"&amplt; & &", "&amplt; & &", ""},
		{"&#0;&#1114111;&#99999999999;", "&#0;&#1114111;&#99999999999;", ""},
		{"a\r\nb  ", "a\r\nb  ", ""},
		{"😀<b>b</b>", "😀b", "bold[2,3]"},
		{"<b>Жарчы</b>", "Жарчы", "bold[0,5]"},
		{"a > b", "a > b", ""},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			text, entities, err := parseHTML(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if text != tt.text || told(entities) != tt.entities {
				t.Errorf("got %q, %s\nwant %q, %s", text, told(entities), tt.text, tt.entities)
			}
		})
	}
}

func TestParseHTMLErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"<b>x", `Can't find end tag corresponding to start tag "b"`},
		{"<b><I>x</i>", `Can't find end tag corresponding to start tag "b"`},
		{"<p>x</p>", `Unsupported start tag "p" at byte offset 0`},
		{"<br>", `Unsupported start tag "br" at byte offset 0`},
		{"<br/>", `Unsupported start tag "br/" at byte offset 0`},
		{"<img src=x>", `Unsupported start tag "img" at byte offset 0`},
		{"<!-- x -->", `Unsupported start tag "!--" at byte offset 0`},
		{"a < b", `Unsupported start tag "" at byte offset 2`},
		{"I <3 you", `Unsupported start tag "3" at byte offset 2`},
		{"я <3", `Unclosed start tag at byte offset 3`},
		{"<", `Unclosed start tag at byte offset 0`},
		{"<b", `Unclosed start tag at byte offset 0`},
		{"<b ", `Empty attribute name in the tag "b" at byte offset 0`},
		{"<b/>x</b>", `Unsupported start tag "b/" at byte offset 0`},
		{"<b />x</b>", `Empty attribute name in the tag "b" at byte offset 0`},
		{"<a href", `Unclosed start tag "a" at byte offset 0`},
		{"<a href=", `Unclosed start tag "a" at byte offset 0`},
		{`<a href="x`, `Unclosed start tag at byte offset 0`},
		{"<a href=https://example.org>x</a>", `Unexpected end of name token at byte offset 8`},
		{"</b>", `Unexpected end tag at byte offset 0`},
		{"<b>x</i>", `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`},
		{"<b>x</b", `Unclosed end tag at byte offset 4`},
		{"<span>x</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{`<span class="spoiler">x</span>`, `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{"<tg-emoji>x</tg-emoji>", `Invalid custom emoji identifier specified`},
		{`<tg-time unix="1" format="rt">x</tg-time>`, `Invalid date format used`},
		{`<tg-time unix="1" format="Q">x</tg-time>`, `Invalid date format used`},
		{"&#xD83D;&#xDE00;", `Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units`},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			_, _, err := parseHTML(tt.in)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, text, entities string }{
		{"trimmed", "  a b \n\n", "a b", ""},
		{"not before an entity", " <b> a</b> ", "<b> a</b>", ""},
		{"control characters", "a\x00b\tc\r\nd\x07", "a b c\nd", ""},
		{"direction marks", "a\u202eb\u2028c", "abc", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, r := format(tt.in, "")
			if r != nil || f.text != tt.text {
				t.Errorf("got %q, %v; want %q", f.text, r, tt.text)
			}
		})
	}
	for _, tt := range []struct{ name, in, text, entities string }{
		{"space in front of an entity goes", "\n <b>a</b> ", "a", "bold[0,1]"},
		{"space in an entity stays", "<b> a</b>", " a", "bold[0,2]"},
		{"an entity is cut with the text", "<b>a </b>", "a", "bold[0,1]"},
		{"dropped characters move entities", "\r\r<b>a\rb</b>", "ab", "bold[0,2]"},
		{"styles of a kind are joined", "<b>a</b><strong>b</strong>", "ab", "bold[0,2]"},
		{"no style in code", "<b>a<code>b</code>c</b>", "abc", "bold[0,1] code[1,2] bold[2,3]"},
		{"styles are cut at links", `<i>a<a href="example.org">b</a></i>`, "ab", "italic[0,1] text_link[1,2]=http://example.org/ italic[1,2]"},
		{"quotations are not nested", "<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", "blockquote[0,2]"},
		{"pre holds no code", "<pre><code>x</code></pre>", "x", "pre[0,1]"},
		{"code has no language", `<code class="language-go">x</code>`, "x", "code[0,1]"},
		{"found", "<b>see</b> /e_7KQ2M", "see /e_7KQ2M", "bold[0,3] bot_command[4,12]"},
		{"nothing found in code", "<code>/start</code> /help", "/start /help", "code[0,6] bot_command[7,12]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, r := format(tt.in, "HTML")
			if r != nil || f.text != tt.text || told(f.entities) != tt.entities {
				t.Errorf("got %q, %s, %v\nwant %q, %s", f.text, told(f.entities), r, tt.text, tt.entities)
			}
		})
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"/start", "bot_command[0,6]"},
		{"/start@jarchy_bot now", "bot_command[0,17]"},
		{"/new\nx", "bot_command[0,4]"},
		{"a/b 1/2 //x </x>", ""},
		{"Москва/start", ""},
		{"ж /e_7KQ2M.", "bot_command[2,10]"},
		{"https://example.org/a?b=c.", "url[0,25]"},
		{"see t.me/jarchy_bot?start=x", "url[4,27]"},
		{"example.org and 09.12 and 1.5", "url[0,11]"},
		{"write to staff@example.org!", "email[9,26]"},
		{"@jarchy_bot, @no", "mention[0,11]"},
		{"#workshop #12", "hashtag[0,9]"},
		{"plain text", ""},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, told(find(tt.in, nil))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
