package simulator

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed botapi.json.gz
var specFile []byte

//go:embed errors.json
var errorFile []byte

// spec is the Bot API's own description of itself: what each method takes and
// what each type holds.
type spec struct {
	Version string
	Methods map[string]shape
	Types   map[string]shape
}

type shape struct {
	Fields   []field
	Subtypes []string
}

type field struct {
	Name       string
	Types      []string
	Required   bool
	Enum       []any
	Constraint *constraint
}

type constraint struct {
	Min, Max int64
	Unit     string  // characters, bytes, items, value
	After    bool    `json:"after_entities_parsing"` // counted in the parsed text
	Also     []int64 `json:"also_allowed"`
}

// loadSpec reads the embedded specification, once: it is a quarter of a megabyte.
var loadSpec = sync.OnceValue(func() *spec {
	s := new(spec)
	if err := decodeGzip(specFile, s); err != nil {
		panic(fmt.Sprintf("simulator: embedded specification: %v", err))
	}
	return s
})

func decodeGzip(data []byte, v any) error {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return json.NewDecoder(r).Decode(v)
}

// field is the parameter of a method, nil if it has none of that name.
func (s shape) field(name string) *field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

// ErrorText is an answer that Telegram is known to refuse calls with.
type ErrorText struct {
	Code        int    `json:"code"`
	Description string `json:"description"`
	Match       string `json:"match"` // exact, prefix, or html: a page of a proxy, not the API's JSON
}

// ErrorTexts are the answers that Telegram is known to refuse calls with, in no
// order that matters.
func ErrorTexts() []ErrorText {
	var texts []ErrorText
	if err := json.Unmarshal(errorFile, &texts); err != nil {
		panic(fmt.Sprintf("simulator: embedded errors: %v", err))
	}
	return texts
}

// Is says whether a refusal with this code and description is t.
func (t ErrorText) Is(code int, description string) bool {
	if t.Code != code {
		return false
	}
	if t.Match == "prefix" {
		return strings.HasPrefix(description, t.Description)
	}
	return description == t.Description
}
