package document

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"toile"
)

// maxPixels bounds a picture: a letter page at 1200 dots an inch has 135 million.
const maxPixels = 200_000_000

// heads read the head of a picture, each of its format.
var heads = map[Format]func([]byte) (image.Config, error){
	PNG:  func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
	JPEG: func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
	GIF:  func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
	BMP:  func(b []byte) (image.Config, error) { return bmp.DecodeConfig(bytes.NewReader(b)) },
	TIFF: func(b []byte) (image.Config, error) { return tiff.DecodeConfig(bytes.NewReader(b)) },
}

// readPicture takes a picture whose head can be read. What is in it nobody looks at, so its pixels are
// never spread out in memory; but a file that breaks off, or has less in it than its head says, is
// one that could not be read.
func readPicture(f File, format Format) (Reading, error) {
	config, err := headOf(format, f.Content)
	if err != nil {
		return Reading{}, toile.ErrIncomeVerificationUpload(fmt.Sprintf("%s begins as a %s file and is none.", f.called(), format))
	}
	reason := ""
	switch width, height := int64(config.Width), int64(config.Height); {
	case width <= 0 || height <= 0:
		reason = "the picture has no size"
	case width > maxPixels/height:
		reason = fmt.Sprintf("the picture says that it has %d × %d pixels, which are too many", width, height)
	default:
		reason = lacks(format, f.Content, config)
	}
	if reason != "" {
		return unreadable(f, format, failed, reason), nil
	}
	reading := Reading{Format: format, FileType: toile.RiskSignalFileTypeImage, Pages: 1, Risk: Risk{Status: processed}}
	reading.preset(f)
	return reading, nil
}

// headOf reads the head of a picture. The decoders are not ours: one that stumbles over a file says
// as much as one that refuses it.
func headOf(format Format, content []byte) (config image.Config, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the head of a %s file: %v", format, r)
		}
	}()
	return heads[format](content)
}

// lacks says why a picture is not whole; nothing where it is.
func lacks(format Format, content []byte, config image.Config) string {
	whole := true
	switch format {
	case PNG:
		return lacksPNG(content, config)
	case JPEG: // ends with a mark, and every picture has an eighth of a bit for a pixel at the least
		whole = bytes.Contains(content[max(0, len(content)-4096):], []byte{0xff, 0xd9}) && config.Width*config.Height/512 <= len(content)
	case GIF:
		whole = wholeGIF(content)
	case BMP:
		whole = wholeBMP(content)
	case TIFF:
		whole = wholeTIFF(content)
	}
	if !whole {
		return "the picture breaks off"
	}
	return ""
}
