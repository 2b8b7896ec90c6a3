package announce

import (
	"regexp"
	"strings"
)

// A stamp with seconds was set by a machine: by a mail program, or when a page was made.
var (
	mailStamp = regexp.MustCompile(`\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{3,5} |[+-]\d{4} )?(\d{4})\b`)
	pageStamp = regexp.MustCompile(`[ \t]*\b(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}),?[ T]\d{1,2}:\d\d:\d\d(?: ?[AP]M|Z|[+-]\d\d:?\d\d)?\b[ \t]*`)
)

// stampsApart gives the day of a stamp a line of its own, where it is read as the day on
// which the text was written.
func stampsApart(text string) string {
	if strings.Count(text, ":") < 2 {
		return text
	}
	return pageStamp.ReplaceAllString(mailStamp.ReplaceAllString(text, "$2 $1 $3"), "\n$1\n")
}
