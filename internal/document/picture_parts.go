package document

import "encoding/binary"

// wholeGIF walks the blocks of a GIF file to its end.
func wholeGIF(content []byte) bool {
	at, frames := 13, 0
	if len(content) < at {
		return false
	}
	at += tableSize(content[10])
	for at < len(content) {
		mark := content[at]
		switch at++; mark {
		case 0x3b: // the end
			return frames > 0
		case 0x21: // an extension: its label, then blocks
			at++
		case 0x2c: // a frame: place, colours, code size, then blocks
			if at+9 > len(content) {
				return false
			}
			at += 9 + tableSize(content[at+8]) + 1
			frames++
		default:
			return false
		}
		for {
			if at >= len(content) {
				return false
			}
			size := int(content[at])
			if at += 1 + size; size == 0 {
				break
			}
		}
	}
	return false
}

// tableSize gives the bytes of a table of colours for the flags that say whether there is one.
func tableSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// wholeBMP reports whether a BMP file has all the lines that its head says. The decoder of its head
// lets pass only those without compression.
func wholeBMP(content []byte) bool {
	if len(content) < 30 {
		return false
	}
	start := int64(binary.LittleEndian.Uint32(content[10:]))
	width, height := int64(int32(binary.LittleEndian.Uint32(content[18:]))), int64(int32(binary.LittleEndian.Uint32(content[22:])))
	bits := int64(binary.LittleEndian.Uint16(content[28:]))
	height = max(height, -height) // negative where the first line is the top one
	return start+(width*bits+31)/32*4*height <= int64(len(content))
}

// wholeTIFF reports whether the strips or tiles of a TIFF file's first picture lie in the file.
func wholeTIFF(content []byte) bool {
	var order binary.ByteOrder = binary.LittleEndian
	if content[0] == 'M' {
		order = binary.BigEndian
	}
	if len(content) < 8 {
		return false
	}
	at := int64(order.Uint32(content[4:]))
	if at+2 > int64(len(content)) {
		return false
	}
	fields := int64(order.Uint16(content[at:]))
	if at+2+12*fields > int64(len(content)) {
		return false
	}
	var offsets, sizes []int64
	for i := range fields {
		field := content[at+2+12*i:]
		switch order.Uint16(field) {
		case 273, 324: // where strips and tiles begin
			offsets = tiffNumbers(content, field, order)
		case 279, 325: // and their sizes
			sizes = tiffNumbers(content, field, order)
		}
	}
	if len(offsets) == 0 || len(offsets) != len(sizes) {
		return false
	}
	for i, offset := range offsets {
		if offset+sizes[i] > int64(len(content)) {
			return false
		}
	}
	return true
}

// tiffNumbers reads the numbers of a field, which stand in it where they have room. Nothing where
// they lie outside the file.
func tiffNumbers(content, field []byte, order binary.ByteOrder) (list []int64) {
	width := map[uint16]int64{3: 2, 4: 4}[order.Uint16(field[2:])]
	count := int64(order.Uint32(field[4:]))
	place, size := field[8:12], width*count
	if size > 4 {
		start := int64(order.Uint32(place))
		if start+size > int64(len(content)) {
			return nil
		}
		place = content[start:]
	}
	if width == 0 {
		return nil
	}
	for i := range count {
		if width == 2 {
			list = append(list, int64(order.Uint16(place[2*i:])))
		} else {
			list = append(list, int64(order.Uint32(place[4*i:])))
		}
	}
	return list
}
