// Verifies a log of ours with Go's own client library for transparency logs (golang.org/x/mod/sumdb/tlog and note), which shares
// no code with Selvedge. It reads a folder that holds what the log serves:
//
//	vkey, checkpoint, checkpoint.before, tile/…
//
// and checks the signatures of both checkpoints, the inclusion of every sampled entry (from the bytes in the entry bundles), and
// the consistency of the earlier checkpoint, and of sampled sizes, with the last one. It prints one line, or fails.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// folder is a tlog.TileReader over files.
type folder string

func (folder) Height() int { return height }

// ReadTiles translates Go's tile names (tile/8/0/x001/234) into those of c2sp.org/tlog-tiles (tile/0/x001/234).
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (folder) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	if err := verify(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func verify(dir string) error {
	vkey, err := os.ReadFile(filepath.Join(dir, "vkey"))
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return err
	}
	last, err := openCheckpoint(filepath.Join(dir, "checkpoint"), verifier)
	if err != nil {
		return err
	}
	before, err := openCheckpoint(filepath.Join(dir, "checkpoint.before"), verifier)
	if err != nil {
		return err
	}
	// Every tile that is read is itself authenticated against the signed root.
	hashes := tlog.TileHashReader(last, folder(dir))

	inclusions := 0
	for index := int64(0); index < last.N; index += 1 + index/40 {
		entry, err := readEntry(dir, index, last.N)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(last.N, index, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, last.N, last.Hash, index, tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		inclusions++
	}

	consistencies := 0
	sizes := []int64{before.N}
	for size := int64(1); size < last.N; size += 1 + size/20 {
		sizes = append(sizes, size)
	}
	for _, size := range sizes {
		root := before.Hash
		if size != before.N {
			if root, err = tlog.TreeHash(size, hashes); err != nil {
				return err
			}
		}
		proof, err := tlog.ProveTree(last.N, size, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, last.N, last.Hash, size, root); err != nil {
			return fmt.Errorf("size %d: %w", size, err)
		}
		consistencies++
	}
	fmt.Printf("size %d, %d inclusions, %d consistencies\n", last.N, inclusions, consistencies)
	return nil
}

// openCheckpoint verifies a signed note and reads its three lines: origin, size, root.
func openCheckpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	signed, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint of %s", path, verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// readEntry takes an entry out of its bundle: uint16 lengths, 256 entries to a full one.
func readEntry(dir string, index, size int64) ([]byte, error) {
	width := size - index/256*256
	if width > 256 {
		width = 256
	}
	bundle := tlog.Tile{H: height, L: 0, N: index / 256, W: int(width)}
	path := strings.Replace(bundle.Path(), fmt.Sprintf("tile/%d/0/", height), "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		return nil, err
	}
	for at := index % 256; ; at-- {
		if len(data) < 2 {
			return nil, fmt.Errorf("%s ends before entry %d", path, index)
		}
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			return nil, fmt.Errorf("%s ends within an entry", path)
		}
		if at == 0 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
}
