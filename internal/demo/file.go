package demo

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"mime"
	"net/http"
	"slices"
)

// sendFile sends a file, or as a picture what is one.
func (v *show) sendFile(w http.ResponseWriter, r *http.Request) {
	v.answer(w, r, func() error {
		s := v.now()
		if s == nil {
			return refused("The stage is being set.")
		}
		var chat int64
		_, _ = fmt.Sscan(r.FormValue("chat"), &chat) // no number is nobody's chat
		p, err := s.person(chat)
		if err != nil {
			return err
		}
		f, header, err := r.FormFile("file")
		if err != nil {
			return refused("There is no file, or it is larger than 20 MB.")
		}
		defer f.Close()
		data, err := io.ReadAll(f)
		if err != nil {
			return err
		}
		if len(data) == 0 {
			return refused("The file is empty.")
		}
		if _, kind, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && kind != "gif" {
			p.SendPhoto(data, r.FormValue("caption"))
		} else {
			p.SendFile(header.Filename, header.Header.Get("Content-Type"), data, r.FormValue("caption"))
		}
		return nil
	}())
}

// download gives a file of a chat: a picture to be looked at, anything else to be
// kept.
func (v *show) download(w http.ResponseWriter, r *http.Request) {
	s := v.now()
	if s == nil {
		http.NotFound(w, r)
		return
	}
	f, ok := s.sim.File(r.FormValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(f.Data)
	if !slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, kind) || r.FormValue("keep") != "" {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(f.Data) // a visitor who is gone needs no file
}
