package postgres

import (
	"crypto/rand"
	"math/big"
	seeded "math/rand/v2"
	"sync"
)

// Random makes names and keys that cannot be guessed.
type Random struct{}

// Text returns n random characters of the alphabet.
func (Random) Text(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		k, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		if err != nil {
			panic(err) // the system has no randomness: nothing may be given out
		}
		b[i] = alphabet[k.Int64()]
	}
	return string(b)
}

// Seeded makes the same names and keys in every run: for tests and the demo.
type Seeded struct {
	mu sync.Mutex
	r  *seeded.Rand
}

// NewSeeded starts a sequence.
func NewSeeded(seed uint64) *Seeded { return &Seeded{r: seeded.New(seeded.NewPCG(seed, seed))} }

// Text returns n characters of the alphabet.
func (s *Seeded) Text(alphabet string, n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[s.r.IntN(len(alphabet))]
	}
	return string(b)
}
