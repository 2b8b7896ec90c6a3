package simulator

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif" // sendPhoto reads the sizes of these
	_ "image/jpeg"
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"strings"
)

const (
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20
)

// stored is a file that the server keeps.
type stored struct {
	File
	unique        string
	path          string // for the download
	width, height int    // of a photo
	lost          bool   // its id is unknown now
}

// keep stores a file; folder is where its download stands. The caller holds mu.
func (s *Server) keep(folder, name, kind string, data []byte) *stored {
	n := len(s.files) + 1
	if kind == "" {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	f := &stored{
		File:   File{ID: fmt.Sprintf("BQACAgIAAxkDAAI%06dQ", n), Name: name, Mime: kind, Data: data},
		unique: fmt.Sprintf("AgAD%06d", n),
		path:   fmt.Sprintf("%s/file_%d%s", folder, n, path.Ext(name)),
	}
	s.files[f.ID], s.paths[f.path] = f, f
	return f
}

// ForgetFiles makes the ids of all files so far unknown, as they are to another bot.
func (s *Server) ForgetFiles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		f.lost = true
	}
}

func (f *stored) wire() wireFile {
	return wireFile{ID: f.ID, UniqueID: f.unique, Size: len(f.Data), Name: f.Name, Mime: f.Mime, Width: f.width, Height: f.height}
}

// file is the one that a parameter brings or names. The caller holds mu.
func (s *Server) file(c *call, name, folder string) (*stored, *refusal) {
	value := c.str(name)
	up, ok := c.files[name]
	if ref, isRef := strings.CutPrefix(value, "attach://"); isRef {
		up, ok = c.files[ref]
	}
	switch {
	case ok && len(up.data) == 0:
		return nil, bug("file must be non-empty")
	case ok:
		return s.keep(folder, up.name, up.mime, up.data), nil
	case strings.Contains(value, "://"):
		return nil, notSimulated("sending a file by its address")
	}
	f := s.files[value]
	if f == nil || f.lost {
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	}
	return f, nil
}

func sendDocument(s *Server, _ context.Context, c *call) (any, *refusal) {
	d, r := readCaption(c)
	if r != nil {
		return nil, r
	}
	return s.send(c, d, func(m *message) (r *refusal) {
		if m.document, r = s.file(c, "document", "documents"); r == nil {
			f := m.document.File
			m.Document = &f
		}
		return r
	})
}

func sendPhoto(s *Server, _ context.Context, c *call) (any, *refusal) {
	d, r := readCaption(c)
	if r != nil {
		return nil, r
	}
	return s.send(c, d, func(m *message) (r *refusal) {
		if m.photo, r = s.file(c, "photo", "photos"); r != nil {
			return r
		}
		if m.photo.width == 0 { // else it was sent before
			if r := m.photo.measure(); r != nil {
				return r
			}
		}
		f := m.photo.File
		m.Photo = &f
		return nil
	})
}

// measure reads a picture's size and holds it against the limits.
func (f *stored) measure() *refusal {
	if len(f.Data) > maxPhoto {
		return bug("file is too big for a photo")
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return bug("IMAGE_PROCESS_FAILED")
	}
	f.width, f.height = config.Width, config.Height
	if f.width+f.height > 10000 || f.width > 20*f.height || f.height > 20*f.width {
		return bug("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

func getFile(s *Server, c *call) (any, *refusal) {
	f := s.files[c.str("file_id")]
	if f == nil {
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	}
	if len(f.Data) > maxDownload {
		return nil, badRequest("file is too big")
	}
	return wireFile{ID: f.ID, UniqueID: f.unique, Size: len(f.Data), Path: f.path}, nil
}

func (s *Server) serveFile(w http.ResponseWriter, path string) {
	s.mu.Lock()
	f := s.paths[path]
	s.mu.Unlock()
	if f == nil {
		write(w, answer{Code: 404, Description: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.Data) // a caller who is gone needs no file
}
