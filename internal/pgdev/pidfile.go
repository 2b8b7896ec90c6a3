//go:build unix

package pgdev

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// pidFile is what a server writes about itself into its data folder.
type pidFile struct {
	pid    int
	sock   string // the folder of its socket
	port   int
	host   string // the TCP address it listens on, or ""
	status string // starting, ready, stopping; "" in the first instant
}

// readPidFile returns what is known of the server of a data folder, and whether
// there is one: the file outlives a server that was killed.
func readPidFile(data string) (pidFile, bool) {
	b, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return pidFile{}, false
	}
	// Process, data folder, start, port, socket's folder, address, shared
	// memory, status; the last ones are added as the server comes up.
	line := strings.Split(string(b), "\n")
	at := func(i int) string {
		if i < len(line) {
			return strings.TrimSpace(line[i])
		}
		return ""
	}
	p := pidFile{sock: at(4), host: at(5), status: at(7)}
	p.pid, _ = strconv.Atoi(at(0))
	p.port, _ = strconv.Atoi(at(3))
	return p, p.pid > 0 && serves(p.pid, data)
}

// server returns the server, owned by somebody else.
func (p pidFile) server() *Server {
	return &Server{sock: p.sock, port: p.port, host: p.host, pid: p.pid}
}
