package web

import (
	"fmt"
	"math"
)

// rgb is a colour.
type rgb [3]uint8

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// enough is the contrast that letters have at least against what is behind them (WCAG 2.2, 1.4.3).
const enough = 4.5

// white is the colour of letters on an institution's colour.
var white = rgb{255, 255, 255}

// readable gives an institution's colour, darkened as far as white letters need on it and on the threads in
// it. What is no colour counts as grey.
func readable(color string) rgb {
	var c rgb
	if _, err := fmt.Sscanf(color, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		c = rgb{96, 96, 96}
	}
	for contrast(white, c.thread()) < enough {
		for i := range c {
			c[i] = uint8(int(c[i]) * 15 / 16)
		}
	}
	return c
}

// thread is the colour of the pattern on a ground.
func (c rgb) thread() rgb {
	for i := range c {
		c[i] += uint8((255 - int(c[i])) / 9)
	}
	return c
}

// contrast compares two colours, 1 to 21 (WCAG 2.2, contrast ratio).
func contrast(a, b rgb) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// luminance is how light a colour is (WCAG 2.2, relative luminance).
func luminance(c rgb) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part := float64(c[i]) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}
