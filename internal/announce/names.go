package announce

import (
	"fmt"
	"strconv"
	"strings"
)

// names are numbered names that may carry case endings: months, weekdays.
type names[T ~int] struct {
	exact map[string]T
	stems map[string][]nameStem[T] // by the first two letters
}

type nameStem[T ~int] struct {
	begins string
	value  T
}

func (n *names[T]) load(file string) {
	n.exact, n.stems = map[string]T{}, map[string][]nameStem[T]{}
	for _, r := range table(file) {
		v, err := strconv.Atoi(r[0])
		if err != nil {
			panic(fmt.Sprintf("%s.tsv: %v", file, err))
		}
		for _, w := range strings.Split(r[1], "|") {
			w = fold(w)
			n.exact[w] = T(v)
			if s := strings.TrimRight(w, "ьйяиi"); len([]rune(w)) >= 5 && !isEnglish(w) {
				n.stems[head(s)] = append(n.stems[head(s)], nameStem[T]{s, T(v)})
			}
		}
	}
}

// isEnglish reports whether a name takes no case endings.
func isEnglish(w string) bool {
	for _, e := range []string{"uary", "mber", "ober", "day", "april", "august", "march"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// of reads a folded word.
func (n *names[T]) of(low string) (T, bool) {
	if v, ok := n.exact[low]; ok {
		return v, true
	}
	for _, s := range n.stems[head(low)] {
		if rest, ok := strings.CutPrefix(low, s.begins); ok && len([]rune(rest)) <= 6 && len([]rune(low)) >= 5 {
			return s.value, true
		}
	}
	return 0, false
}

func plural(p string) string {
	switch {
	case strings.HasSuffix(p, "s"), strings.HasSuffix(p, "ch"), strings.HasSuffix(p, "x"):
		return p + "es"
	case strings.HasSuffix(p, "y") && !strings.HasSuffix(p, "ay"):
		return p[:len(p)-1] + "ies"
	}
	return p + "s"
}
