// What Go's own regexp and unicode packages say, for src/observe/secrets/re2 to be held to.
//
//	go run .           one JSON request per line on standard input, one answer per line
//	go run . tables    the text of src/observe/secrets/re2/unicode-tables.ts
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"regexp/syntax"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

type request struct {
	Pattern string   `json:"pattern"`
	Texts   [][]byte `json:"texts"` // base64 in JSON
}

type answer struct {
	// Empty when the pattern is one of Go's.
	Error  string   `json:"error,omitempty"`
	Groups int      `json:"groups"`
	Names  []string `json:"names,omitempty"`
	// Per text: FindAllSubmatchIndex.
	Found [][][]int `json:"found,omitempty"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "tables" {
		tables()
		return
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var asked request
		if err := decoder.Decode(&asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := encoder.Encode(answerTo(asked)); err != nil {
			os.Exit(1)
		}
	}
}

func answerTo(asked request) answer {
	re, err := regexp.Compile(asked.Pattern)
	if err != nil {
		code := err.Error()
		if parse, ok := err.(*syntax.Error); ok {
			code = string(parse.Code)
		}
		return answer{Error: code}
	}
	given := answer{Groups: re.NumSubexp(), Names: re.SubexpNames()}
	for _, text := range asked.Texts {
		found := re.FindAllSubmatchIndex(text, -1)
		if found == nil {
			found = [][]int{}
		}
		given.Found = append(given.Found, found)
	}
	return given
}

// Each code point belongs to one category and to at most one script, so that both are runs of (kind, length).
func tables() {
	fmt.Printf("/** Facts of Unicode %s, as Go's unicode package has them; made by conformance/re2 (go run . tables). unicode.ts reads them. */\n", unicode.Version)
	categories := []string{}
	for name := range unicode.Categories {
		if len(name) == 2 && name != "LC" {
			categories = append(categories, name)
		}
	}
	scripts := []string{}
	for name := range unicode.Scripts {
		scripts = append(scripts, name)
	}
	sort.Strings(categories)
	sort.Strings(scripts)
	fmt.Printf("export const unicodeVersion = '%s';\n", unicode.Version)
	list("categoryNames", "By their numbers below.", categories)
	list("scriptNames", "By their numbers below.", scripts)
	fmt.Println("/** Other names of categories. */")
	fmt.Println("export const categoryAliases: Readonly<Record<string, string>> = {")
	names := []string{}
	for name := range unicode.CategoryAliases {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Printf("  %s: '%s',\n", name, unicode.CategoryAliases[name])
	}
	fmt.Println("};")
	text("categoryRuns", "The code points in order: number of the category, and how many follow in it, both in base 36; one where no number stands.", runs(categories, unicode.Categories, false))
	text("scriptRuns", "The same for scripts; `-` has none.", runs(scripts, unicode.Scripts, true))
	text("foldRuns", "Simple case folding: distance from the last run's first code point, how many, how far apart, and where each leads to, relative; in base 36.", folds())
}

func list(name, doc string, values []string) {
	fmt.Printf("/** %s */\nexport const %s =\n  '%s'.split(' ');\n", doc, name, strings.Join(values, " "))
}

func text(name, doc, value string) {
	fmt.Printf("/** %s */\nexport const %s = [\n", doc, name)
	for len(value) > 0 {
		at := min(150, len(value))
		fmt.Printf("  '%s',\n", value[:at])
		value = value[at:]
	}
	fmt.Println("].join('');")
}

func runs(names []string, of map[string]*unicode.RangeTable, gaps bool) string {
	kinds := make([]int, unicode.MaxRune+1)
	for i := range kinds {
		kinds[i] = -1
	}
	for number, name := range names {
		each(of[name], func(r rune) { kinds[r] = number })
	}
	parts := []string{}
	for at := 0; at < len(kinds); {
		end := at
		for end < len(kinds) && kinds[end] == kinds[at] {
			end++
		}
		kind := "-"
		if kinds[at] >= 0 {
			kind = strconv.FormatInt(int64(kinds[at]), 36)
		} else if !gaps {
			panic("a code point without a category")
		}
		if end-at > 1 {
			kind += ":" + strconv.FormatInt(int64(end-at), 36)
		}
		parts = append(parts, kind)
		at = end
	}
	return strings.Join(parts, ",")
}

func each(table *unicode.RangeTable, visit func(rune)) {
	for _, r := range table.R16 {
		for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
			visit(c)
		}
	}
	for _, r := range table.R32 {
		for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
			visit(c)
		}
	}
}

func folds() string {
	at := []rune{}
	for c := rune(0); c <= unicode.MaxRune; c++ {
		if unicode.SimpleFold(c) != c {
			at = append(at, c)
		}
	}
	parts := []string{}
	last := rune(0)
	for i := 0; i < len(at); {
		leads := unicode.SimpleFold(at[i]) - at[i]
		step := rune(1)
		if i+1 < len(at) && at[i+1]-at[i] == 2 {
			step = 2
		}
		end := i + 1
		for end < len(at) && at[end]-at[end-1] == step && unicode.SimpleFold(at[end])-at[end] == leads {
			end++
		}
		number := func(n int64) string { return strconv.FormatInt(n, 36) }
		parts = append(parts, strings.Join([]string{number(int64(at[i] - last)), number(int64(end - i)), number(int64(step)), number(int64(leads))}, ":"))
		last = at[i]
		i = end
	}
	return strings.Join(parts, ",")
}
