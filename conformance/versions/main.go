// What golang.org/x/mod/semver says of pairs of versions, for src/ground/packages to be held to: one JSON array of two versions per line on
// standard input, one line `comparison valid valid` each on standard output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/semver"
)

func main() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for decoder.More() {
		var pair [2]string
		if err := decoder.Decode(&pair); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintln(out, semver.Compare(pair[0], pair[1]), semver.IsValid(pair[0]), semver.IsValid(pair[1]))
	}
}
