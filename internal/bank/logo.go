package bank

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"sync"
)

// logoSize is the width and the height of a logo in pixels, as the API has them.
const logoSize = 152

// Color gives the colour of an institution, #rrggbb: one that follows from its id.
func (i Institution) Color() string {
	c := i.rgb()
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func (i Institution) rgb() color.RGBA {
	n := noiseOf("color", i.ID)
	part := func(at int64) uint8 { return uint8(24 + n.at(at).below(160)) } // dark enough for white letters
	return color.RGBA{part(1), part(2), part(3), 255}
}

// logos keeps what was drawn. It follows from the ids alone.
var logos sync.Map

// Logo gives the logo as a PNG in base64: cloth in the institution's colour. Empty means that the
// institution has none here, as with those whose logos belong to others.
func (i Institution) Logo() string {
	if !i.drawn {
		return ""
	}
	if drawn, ok := logos.Load(i.ID); ok {
		return drawn.(string)
	}
	drawn := drawCloth(i.rgb())
	logos.Store(i.ID, drawn)
	return drawn
}

// drawCloth draws a check: bands that cross on a ground of one colour.
func drawCloth(ground color.RGBA) string {
	lighter := func(by uint8) color.RGBA { return color.RGBA{ground.R + by, ground.G + by, ground.B + by, 255} }
	cloth := image.NewPaletted(image.Rect(0, 0, logoSize, logoSize), color.Palette{ground, lighter(32), lighter(70)})
	for y := range logoSize {
		for x := range logoSize {
			cloth.SetColorIndex(x, y, uint8(x%38/19+y%38/19))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, cloth); err != nil {
		panic(err) // a buffer takes everything, and the picture is ours
	}
	return base64.StdEncoding.EncodeToString(out.Bytes())
}
