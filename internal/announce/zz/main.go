package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"jarchy/internal/announce"
)

func main() {
	z, _ := time.LoadLocation("Asia/Almaty")
	now, err := time.Parse(time.RFC3339, os.Args[1])
	if err != nil {
		panic(err)
	}
	now = now.In(z)
	b, _ := io.ReadAll(os.Stdin)
	t0 := time.Now()
	ds, err := announce.Read(string(b), now)
	el := time.Since(t0)
	if err != nil {
		fmt.Println("ERR", err)
	}
	for _, d := range ds {
		j, _ := json.Marshal(announce.NewRecord(d))
		fmt.Println(string(j))
		if len(os.Args) > 2 {
			d.Source = ""
			j, _ := json.Marshal(d)
			fmt.Println("   ", string(j))
		}
	}
	fmt.Fprintln(os.Stderr, el, "looks", announce.LooksLike(string(b), now))
}
