//go:build linux || darwin

package main

import "syscall"

// room is how many bytes are free where a folder is.
func room(dir string) (bytes int64, ok bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
