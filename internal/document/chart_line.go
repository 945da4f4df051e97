package document

import (
	"time"

	"codeberg.org/go-pdf/fpdf"

	"toile"
	"toile/internal/bank"
)

// balances draws the balance of an account day by day.
func (p *paper) balances(account toile.AccountAssets) {
	list := account.HistoricalBalances
	if len(list) == 0 {
		return
	}
	points := make([]point, 0, len(list))
	for _, b := range list {
		if day, err := time.Parse(time.DateOnly, b.Date); err == nil {
			points = append(points, point{bank.DateOf(day), moneyOf(b.Current)})
		}
	}
	p.subhead("Balance", lineChartHeight+20)
	p.area(points, bank.CodeOf(list[0].ISOCurrencyCode, list[0].UnofficialCurrencyCode))
}

// point is a balance at the end of a day.
type point struct {
	day   bank.Date
	money bank.Money
}

const lineChartHeight = 42.0

// area draws balances as a line from day to day with the area below it; what is below zero hangs
// from the line of zero.
func (p *paper) area(points []point, currency string) {
	if len(points) == 0 {
		return
	}
	var low, high bank.Money
	first, last := points[0].day, points[0].day
	for _, one := range points {
		low, high = min(low, one.money), max(high, one.money)
		first, last = min(first, one.day), max(last, one.day)
	}
	s := newScale(low, high)
	s.top, s.height = p.pdf.GetY()+3, lineChartHeight
	p.axis(s, currency)
	left, width := margin+chartAxis, textWidth-chartAxis
	x := func(day bank.Date) float64 {
		if last == first {
			return left + width/2
		}
		return left + width*float64(day-first)/float64(last-first)
	}
	p.shape(s, points, x)
	p.baseline(s)
	p.days(first, last, x, s.top+s.height+0.8)
	p.pdf.SetXY(margin, s.top+s.height+7)
}

// shape draws the area and, above it, the line.
func (p *paper) shape(s scale, points []point, x func(bank.Date) float64) {
	ordered := points
	if len(points) > 1 && points[0].day > points[len(points)-1].day { // newest first
		ordered = make([]point, len(points))
		for i, one := range points {
			ordered[len(points)-1-i] = one
		}
	}
	corners := []fpdf.PointType{{X: x(ordered[0].day), Y: s.at(0)}}
	for _, one := range ordered {
		corners = append(corners, fpdf.PointType{X: x(one.day), Y: s.y(one.money)})
	}
	corners = append(corners, fpdf.PointType{X: x(ordered[len(ordered)-1].day), Y: s.at(0)})
	p.fill(ink{221, 231, 240})
	p.pdf.Polygon(corners, "F")
	p.stroke(accent)
	p.pdf.SetLineWidth(0.4)
	for i := 1; i+2 < len(corners); i++ {
		p.pdf.Line(corners[i].X, corners[i].Y, corners[i+1].X, corners[i+1].Y)
	}
	if len(ordered) == 1 {
		p.fill(accent)
		p.pdf.Circle(corners[1].X, corners[1].Y, 0.8, "F")
	}
	p.pdf.SetLineWidth(0.2)
}

// days writes up to seven dates below a chart, evenly from the first to the last.
func (p *paper) days(first, last bank.Date, x func(bank.Date) float64, y float64) {
	p.font("", 7)
	p.color(quiet)
	steps := min(6, int(last-first))
	for i := range steps + 1 {
		day := first
		if steps > 0 {
			day += bank.Date(i * int(last-first) / steps)
		}
		width := 22.0
		left := min(x(day)-width/2, margin+textWidth-width)
		align := "C"
		if left == margin+textWidth-width {
			align = "R"
		}
		p.pdf.SetXY(left, y)
		p.cell(day.Time().Format("Jan 2, 2006"), width, 4, align)
	}
	p.color(black)
}
