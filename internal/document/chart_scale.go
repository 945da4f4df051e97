package document

import (
	"math"
	"strconv"
	"strings"

	"toile/internal/bank"
)

// scale is the vertical axis of a chart: from a lowest to a highest round amount in round steps.
type scale struct {
	low, high, step float64 // in units of the currency
	top, height     float64 // where it stands on the page
}

// newScale gives a scale that holds two amounts and zero, in at most seven steps of one, two or
// five times a power of ten.
func newScale(low, high bank.Money) scale {
	l, h := min(low.Float(), 0), max(high.Float(), 0)
	if l == h {
		h = 100
	}
	rough := (h - l) / 5
	step := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, factor := range []float64{1, 2, 5, 10} {
		if factor*step >= rough {
			step *= factor
			break
		}
	}
	return scale{low: step * math.Floor(l/step), high: step * math.Ceil(h/step), step: step}
}

// y gives where on the page an amount is.
func (s scale) y(m bank.Money) float64 { return s.at(m.Float()) }

func (s scale) at(units float64) float64 {
	return s.top + s.height*(s.high-units)/(s.high-s.low)
}

// axis draws a thin line across the page at each step and writes its amount at the left.
func (p *paper) axis(s scale, currency string) {
	p.font("", 7)
	p.color(quiet)
	p.stroke(hair)
	for i := range int(math.Round((s.high-s.low)/s.step)) + 1 {
		units := s.low + float64(i)*s.step
		y := s.at(units)
		p.pdf.Line(margin+chartAxis, y, margin+textWidth, y)
		p.pdf.SetXY(margin, y-2)
		p.cell(p.fit(tick(units, s.step, currency), chartAxis-1), chartAxis-1, 4, "R")
	}
	p.color(black)
}

// baseline draws the line of zero, above what stands on it.
func (p *paper) baseline(s scale) {
	p.stroke(quiet)
	p.pdf.Line(margin+chartAxis, s.at(0), margin+textWidth, s.at(0))
}

// tick writes the amount of a step, with decimals only where the steps have them.
func tick(units, step float64, currency string) string {
	text := in(moneyOf(units), currency)
	if step >= 1 {
		text = strings.Replace(text, ".00", "", 1)
	}
	return text
}

// short writes an amount in few characters: 950, 12.5k, 3.1M.
func short(m bank.Money) string {
	units := m.Float()
	for _, size := range []struct {
		units float64
		name  string
	}{{1e9, "B"}, {1e6, "M"}, {1e4, "k"}} {
		if math.Abs(units) >= size.units {
			if size.name == "k" {
				size.units = 1e3
			}
			return strconv.FormatFloat(math.Round(units/size.units*10)/10, 'f', -1, 64) + size.name
		}
	}
	whole := amount(bank.Money(math.Round(units)) * bank.MoneyOf(1))
	return strings.TrimSuffix(whole, ".00")
}
