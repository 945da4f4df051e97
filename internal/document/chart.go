package document

import (
	"math"

	"toile/internal/bank"
)

// bars is a chart of amounts by month: a bar for each month, made of one piece for each series.
type bars struct {
	months   []string // below the bars
	series   []series
	currency string
}

// series is what one colour of a chart stands for.
type series struct {
	name   string
	values []bank.Money // one for each month
}

// palette has the colours of series, told apart in grey as well: the next one is never as dark.
var palette = []ink{{31, 78, 121}, {226, 133, 64}, {64, 145, 108}, {241, 196, 95}, {122, 81, 149}, {110, 175, 214}, {160, 165, 172}}

const (
	chartHeight = 58.0
	chartAxis   = 22.0 // the room for the amounts at the left
)

// bars draws a chart and its legend.
func (p *paper) bars(b bars) {
	rows := p.legendRows(b.series)
	p.room(chartHeight + 14 + float64(rows)*5)
	top := p.pdf.GetY() + 5
	low, high := b.extent()
	s := newScale(low, high+high/16) // with room for what stands above the bars
	s.top, s.height = top, chartHeight
	p.axis(s, b.currency)
	left, width := margin+chartAxis, textWidth-chartAxis
	slot := width / float64(max(len(b.months), 6)) // so that one month alone is no wall
	for i, month := range b.months {
		x := left + float64(i)*slot
		p.bar(s, b, i, x+slot*0.18, slot*0.64)
		p.monthName(month, x, slot, top+chartHeight+0.8, i, len(b.months))
	}
	p.baseline(s)
	p.pdf.SetXY(margin, top+chartHeight+7)
	p.legend(b.series)
	p.pdf.Ln(2)
}

// extent gives the lowest and the highest end of all bars.
func (b bars) extent() (low, high bank.Money) {
	for i := range b.months {
		var below, above bank.Money
		for _, one := range b.series {
			below += min(one.values[i], 0)
			above += max(one.values[i], 0)
		}
		low, high = min(low, below), max(high, above)
	}
	return low, high
}

// bar draws the pieces of one month, those above zero upwards and the others downwards.
func (p *paper) bar(s scale, b bars, month int, x, width float64) {
	var below, above bank.Money
	for i, one := range b.series {
		v := one.values[month]
		from := &above
		if v < 0 {
			from = &below
		}
		a, z := s.y(*from), s.y(*from+v)
		*from += v
		if v != 0 {
			p.fill(palette[i%len(palette)])
			p.pdf.Rect(x, min(a, z), width, math.Abs(a-z), "F")
		}
	}
	if len(b.months) <= 13 && (above > 0 || below < 0) {
		p.font("", 6.5)
		p.color(quiet)
		p.pdf.SetXY(x-3, s.y(above)-3.6)
		p.cell(short(above+below), width+6, 3.4, "C")
		p.color(black)
	}
}

// monthName writes the name of a month below its bar, every second one where they are many.
func (p *paper) monthName(name string, x, slot, y float64, i, n int) {
	if n > 15 && i%2 == 1 {
		return
	}
	p.font("", 7)
	p.color(quiet)
	p.pdf.SetXY(x-slot/2, y)
	p.cell(name, 2*slot, 4, "C")
	p.color(black)
}

// legend names the series beside their colours, in as many rows as it takes.
func (p *paper) legend(list []series) {
	left := margin + chartAxis
	x := left
	for i, one := range list {
		width := p.legendWidth(one)
		if x+width > margin+textWidth && x > left {
			x = left
			p.pdf.Ln(5)
		}
		y := p.pdf.GetY()
		p.fill(palette[i%len(palette)])
		p.pdf.Rect(x, y+1.1, 2.8, 2.8, "F")
		p.pdf.SetXY(x+3.4, y)
		p.line(one.name, width-5, "L")
		x += width
	}
	p.pdf.Ln(5)
}

// legendWidth gives the room that a series takes in the legend; names beyond half the page are cut.
func (p *paper) legendWidth(one series) float64 {
	p.font("", 8)
	return min(p.width(one.name)+2*p.pdf.GetCellMargin()+0.2, textWidth/2-chartAxis/2-5) + 5
}

func (p *paper) legendRows(list []series) int {
	rows, x := 1, chartAxis
	for _, one := range list {
		width := p.legendWidth(one)
		if x+width > textWidth && x > chartAxis {
			rows, x = rows+1, chartAxis
		}
		x += width
	}
	return rows
}
