package document

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"io"
)

// lacksPNG says why a PNG file is not whole: it walks its chunks, each with its checksum, and counts
// what the pixels unpack to, without keeping any.
func lacksPNG(content []byte, config image.Config) string {
	const breaksOff, lies = "the picture breaks off", "the picture has not the pixels that its head says"
	rest := content[8:]
	var parts []io.Reader
	var head []byte
	for ended := false; !ended; {
		if len(rest) < 12 {
			return breaksOff
		}
		size := int64(binary.BigEndian.Uint32(rest))
		if size > int64(len(rest))-12 {
			return breaksOff
		}
		kind, body := string(rest[4:8]), rest[8:8+size]
		if crc32.ChecksumIEEE(rest[4:8+size]) != binary.BigEndian.Uint32(rest[8+size:]) {
			return "a part of the picture is damaged"
		}
		switch kind {
		case "IHDR":
			head = body
		case "IDAT":
			parts = append(parts, bytes.NewReader(body))
		case "IEND":
			ended = true
		}
		rest = rest[12+size:]
	}
	if len(head) != 13 {
		return breaksOff
	}
	pixels, err := zlib.NewReader(io.MultiReader(parts...))
	if err != nil {
		return lies
	}
	want := pngBytes(config.Width, config.Height, head[8], head[9], head[12] == 1)
	got, err := io.Copy(io.Discard, io.LimitReader(pixels, want+1))
	if err != nil || got != want {
		return lies
	}
	return ""
}

// channels gives the samples of a pixel for a kind of colour.
var channels = map[byte]int64{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

// pngBytes gives what the pixels of a PNG file unpack to: each line with a byte in front, in seven
// passes where it is interlaced.
func pngBytes(width, height int, depth, colour byte, interlaced bool) (sum int64) {
	lines := func(w, h int) int64 {
		if w <= 0 || h <= 0 {
			return 0
		}
		return int64(h) * (1 + (int64(w)*channels[colour]*int64(depth)+7)/8)
	}
	if !interlaced {
		return lines(width, height)
	}
	for _, pass := range [7][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		sum += lines((width-pass[0]+pass[2]-1)/pass[2], (height-pass[1]+pass[3]-1)/pass[3])
	}
	return sum
}
