package courier_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"toile/internal/pgtest"
)

// BenchmarkDeliver sends webhooks to receivers that answer at once, as many to each, and waits until all came.
func BenchmarkDeliver(b *testing.B) {
	for _, engine := range []string{"file", "postgres"} {
		for _, receivers := range []int{1, 10} {
			b.Run(fmt.Sprintf("%s/receivers=%d", engine, receivers), func(b *testing.B) {
				database := filepath.Join(b.TempDir(), "toile.db")
				if engine == "postgres" {
					database = pgtest.Database(b)
				}
				p := open(b, database)
				var came atomic.Int64
				all := make(chan struct{})
				each := b.N/receivers + 1
				urls := []string{}
				for range receivers {
					s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
						if int(came.Add(1)) == each*receivers {
							close(all)
						}
					}))
					b.Cleanup(s.Close)
					urls = append(urls, s.URL)
				}
				for _, url := range urls {
					p.write(url, each)
				}
				b.ResetTimer()
				p.start()
				<-all
				b.ReportMetric(float64(each*receivers)/b.Elapsed().Seconds(), "webhooks/s")
			})
		}
	}
}

// BenchmarkDead sends webhooks to nine receivers beside many that never answer, each of whom has one already and more to
// come: what their first attempts cost, all at once, is no matter of the rate.
func BenchmarkDead(b *testing.B) {
	for _, dead := range []int{0, 1, 200} {
		b.Run(fmt.Sprintf("dead=%d", dead), func(b *testing.B) {
			p := open(b, filepath.Join(b.TempDir(), "toile.db"))
			release := make(chan struct{})
			var begun sync.WaitGroup
			for range dead {
				begun.Add(1)
				first := sync.OnceFunc(begun.Done)
				s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
					first()
					<-release
				}))
				b.Cleanup(s.Close)
				p.write(s.URL, 100)
			}
			p.start()
			begun.Wait()
			b.Cleanup(func() { close(release) })
			const live = 9
			var came atomic.Int64
			all := make(chan struct{})
			each := b.N/live + 1
			for range live {
				s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
					if int(came.Add(1)) == each*live {
						close(all)
					}
				}))
				b.Cleanup(s.Close)
				p.write(s.URL, each)
			}
			b.ResetTimer()
			p.move(0)
			<-all
			b.ReportMetric(float64(each*live)/b.Elapsed().Seconds(), "webhooks/s")
		})
	}
}
