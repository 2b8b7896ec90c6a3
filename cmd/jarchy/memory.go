package main

import (
	"os"
	"runtime/debug"
)

const (
	// At the runtime's own 100 a fan-out spends about a sixth of the program's time on
	// collecting the garbage of calls, and needs 10 MB less.
	collectAt = 200 // per cent of what is in use

	// Past so much it collects more often again, as an import of a large file would
	// have it.
	heapLimit = 64 << 20 // bytes
)

// setMemory sets how much memory the program takes before it cleans up. The variables
// by which Go has that set win.
func setMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}
