package main

import (
	"bufio"
	"os"

	"jarchy/internal/view"
)

type screens struct{}

func (screens) Run() error {
	out := bufio.NewWriter(os.Stdout)
	if err := view.Sheet(out); err != nil {
		return err
	}
	return out.Flush()
}
