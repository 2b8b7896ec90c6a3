package locale

import "strings"

// List is "A, B and C".
func (p *Printer) List(items []string) string {
	switch last := len(items) - 1; last {
	case -1:
		return ""
	case 0:
		return items[0]
	default:
		return p.Say("locale.list", "items", strings.Join(items[:last], ", "), "last", items[last])
	}
}
