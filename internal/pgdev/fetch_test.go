//go:build unix

package pgdev

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// repository is a Maven repository with one jar, whatever is asked for.
type repository struct {
	*httptest.Server
	jar       []byte
	checksum  string
	downloads atomic.Int32
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	bin, err := FindBin("")
	if err != nil {
		t.Fatal(err)
	}
	r := &repository{jar: jar(t, bin)}
	r.checksum = fmt.Sprintf("%x", sha256.Sum256(r.jar))
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch {
		case strings.HasSuffix(req.URL.Path, ".jar.sha256"):
			fmt.Fprint(w, r.checksum)
		case strings.HasSuffix(req.URL.Path, ".jar"):
			r.downloads.Add(1)
			_, _ = w.Write(r.jar)
		default:
			http.NotFound(w, req)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

// jar packs programs that run those of bin as binaries are packed: a jar that
// holds a tar compressed by xz.
func jar(t *testing.T, bin string) []byte {
	t.Helper()
	var packed bytes.Buffer
	tw := tar.NewWriter(&packed)
	for _, name := range []string{"initdb", "pg_ctl", "postgres"} {
		text := fmt.Sprintf("#!/bin/sh\nexec %s \"$@\"\n", filepath.Join(bin, name))
		if err := tw.WriteHeader(&tar.Header{Name: "bin/" + name, Mode: 0o700, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	w, err := zw.Create("postgres-linux-x86_64.txz")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(xz(packed.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// xz wraps data, without compressing it, into the xz format: a stream of one
// block of stored LZMA2 chunks.
func xz(data []byte) []byte {
	sum := func(b []byte) []byte { return binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(b)) }
	pad := func(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }
	flags := []byte{0, 1} // checked by CRC-32

	header := []byte{2, 0, 0x21, 1, 0x10, 0, 0, 0} // one filter: LZMA2, 1 MiB window
	block := append(header, sum(header)...)
	kind := byte(1) // the first chunk resets the window
	for rest := data; len(rest) > 0; kind = 2 {
		n := min(len(rest), 1<<16)
		block = append(block, kind, byte((n-1)>>8), byte(n-1))
		block = append(block, rest[:n]...)
		rest = rest[n:]
	}
	block = append(block, 0)
	size := len(block) + 4 // with its check, without its padding
	block = append(pad(block), sum(data)...)

	index := binary.AppendUvarint([]byte{0, 1}, uint64(size))
	index = pad(binary.AppendUvarint(index, uint64(len(data))))
	index = append(index, sum(index)...)

	footer := binary.LittleEndian.AppendUint32(nil, uint32(len(index)/4-1))
	footer = append(footer, flags...)
	return bytes.Join([][]byte{
		{0xfd, '7', 'z', 'X', 'Z', 0}, flags, sum(flags), block, index, sum(footer), footer, {'Y', 'Z'},
	}, nil)
}

func TestFetch(t *testing.T) {
	t.Parallel()
	r := newRepository(t)
	dir := work(t)
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var said []string
	o := Options{FetchDir: filepath.Join(dir, "fetched"), FetchURL: r.URL, Log: func(s string) {
		mu.Lock()
		defer mu.Unlock()
		said = append(said, s)
	}}
	want := filepath.Join(o.FetchDir, "postgresql-"+string(fetchVersion), "bin")
	var wg sync.WaitGroup
	for range 3 { // at once
		wg.Go(func() {
			if got, err := binaries(t.Context(), o, acc, 0, nil); got != want || err != nil {
				t.Errorf("binaries = %q, %v; want %q", got, err, want)
			}
		})
	}
	wg.Wait()
	if n := r.downloads.Load(); n != 1 {
		t.Errorf("%d downloads, want 1", n)
	}
	if len(said) != 1 || !strings.HasPrefix(said[0], "downloading PostgreSQL 18 (15 MB) to "+o.FetchDir) {
		t.Errorf("said %q", said)
	}
	left, err := filepath.Glob(filepath.Join(o.FetchDir, "new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
	o = seeded(t, filepath.Join(dir, "pg"))
	o.Bin = want
	s := start(t, o)
	if got := query(t, s.URL("postgres"), "SELECT 'fetched'"); got != "fetched" {
		t.Errorf("got %q", got)
	}
}

func TestFetchFails(t *testing.T) {
	t.Parallel()
	r := newRepository(t)
	good := r.checksum
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	dir := work(t)
	o := Options{FetchDir: dir, FetchURL: r.URL + "/"}

	r.checksum = strings.Repeat("0", len(good))
	if _, err := binaries(t.Context(), o, acc, 0, nil); !errors.Is(err, ErrNoBinaries) || !strings.Contains(err.Error(), "checksums do not match") {
		t.Errorf("with a wrong checksum: %v, want ErrNoBinaries and the cause", err)
	}
	if list := fetched(dir); len(list) > 0 {
		t.Errorf("with a wrong checksum, there is %v", list)
	}
	r.checksum = good
	if _, err := binaries(t.Context(), o, acc, 0, nil); err != nil {
		t.Errorf("the second try: %v", err)
	}

	gone := Options{FetchDir: filepath.Join(dir, "none"), FetchURL: "http://127.0.0.1:1"}
	if _, err := binaries(t.Context(), gone, acc, 0, nil); !errors.Is(err, ErrNoBinaries) || !strings.Contains(err.Error(), "127.0.0.1:1") {
		t.Errorf("without a repository: %v, want ErrNoBinaries and the cause", err)
	}
}

func TestFetchForbidden(t *testing.T) {
	t.Parallel()
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	r := newRepository(t)
	if _, err := binaries(t.Context(), Options{FetchURL: r.URL}, acc, 0, nil); !errors.Is(err, ErrNoBinaries) {
		t.Errorf("error = %v, want ErrNoBinaries", err)
	}
	if n := r.downloads.Load(); n != 0 {
		t.Errorf("%d downloads, want 0", n)
	}
}

func TestReadable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"program": 0o700, "text": 0o600} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := readable(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{".": 0o755, "program": 0o755, "text": 0o644} {
		fi, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := fi.Mode().Perm() &^ 0o022; got != want&^0o022 {
			t.Errorf("%s: mode %o, want %o", name, got, want)
		}
	}
}
