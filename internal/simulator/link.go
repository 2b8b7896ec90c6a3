package simulator

import (
	"net/url"
	"strconv"
	"strings"
)

// checkLink is a link as Telegram would open it; ok is false for what it does not
// take for one, such as javascript:.
func checkLink(link string) (checked string, ok bool) {
	link = strings.TrimSpace(link)
	scheme, rest, found := strings.Cut(link, ":")
	switch strings.ToLower(scheme) {
	case "tg", "ton", "tonsite":
		return link, found && rest != ""
	}
	if !strings.Contains(link, "://") {
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	host := u.Hostname()
	if dot := strings.LastIndexByte(host, '.'); dot <= 0 || dot == len(host)-1 || strings.ContainsAny(host, " <>") {
		return "", false
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		link = strings.TrimSuffix(link, "/") + "/"
	}
	return link, true
}

// userLink is the person that a tg://user?id= link mentions.
func userLink(link string) (id int64, ok bool) {
	u, err := url.Parse(link)
	if err != nil || !strings.EqualFold(u.Scheme, "tg") || !strings.EqualFold(u.Host, "user") {
		return 0, false
	}
	id, err = strconv.ParseInt(u.Query().Get("id"), 10, 64)
	return id, err == nil && id > 0
}

// deepLink is what a t.me link to a bot carries. ok is false for any other link.
func deepLink(link string) (username string, query url.Values, ok bool) {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return "", nil, false
	}
	query, err = url.ParseQuery(u.RawQuery)
	if err != nil {
		return "", nil, false
	}
	if u.Scheme == "tg" && u.Host == "resolve" {
		return query.Get("domain"), query, query.Get("domain") != ""
	}
	username = strings.Trim(u.Path, "/")
	known := u.Host == "t.me" || u.Host == "telegram.me" || u.Host == "telegram.dog"
	return username, query, known && (u.Scheme == "http" || u.Scheme == "https") && username != "" && !strings.Contains(username, "/")
}

// startParameter says whether a deep link may carry this.
func startParameter(payload string) bool { return len(payload) <= 64 && base64URL(payload) }

// base64URL says whether s has no other characters than A-Z a-z 0-9 _ and -.
func base64URL(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && r != '-' && (r > 127 || !asciiLetter(byte(r)) && !asciiDigit(byte(r)))
	}) < 0
}
