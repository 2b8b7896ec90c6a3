//go:build !faults

package intake

// failpoint does nothing; see the build tag faults.
func failpoint(string, string) {}
