package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/asset"
	"toile/internal/bank"
	"toile/internal/credit"
	doc "toile/internal/document"
	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/store"
)

// A document's bytes may be anything.
var oddContent = []byte{0, 255, '\\', '\'', 0xef, 0xbf, 0xbf}

// newUpload gives a document with every field set.
func newUpload(t *testing.T, n int) credit.Upload {
	t.Helper()
	return credit.Upload{
		ID: fmt.Sprintf("document-%d", n), ItemID: "item", ClientID: "client", Name: "pay \uFFFF stub.pdf", Size: len(oddContent),
		UploadedAt: start, ReadyAt: start.Add(time.Second), RisksAt: start.Add(time.Minute),
		Reading: doc.Reading{
			Kind: doc.Paystub, Format: doc.PDF, Pages: n, Error: "none",
			Paystub: new(filled[bank.Paystub](t, n)), W2: new(filled[bank.W2](t, n)), Form1099: new(filled[bank.Form1099](t, n)),
			Risk: filled[doc.Risk](t, n),
		},
	}
}

// writeCredit writes every kind of record of tasks, reports, documents and webhooks.
func writeCredit(t *testing.T, tx *store.Tx) error {
	t.Helper()
	first, second := filled[credit.Report](t, 10), filled[credit.Report](t, 20)
	second.UserKey, second.Kind = first.UserKey, first.Kind
	return errors.Join(
		tx.PutTask(filled[store.Task](t, 9)),
		tx.CreateIncomeReport(first, oddContent), tx.CreateIncomeReport(second, []byte("{}")),
		tx.CreateDocument(newUpload(t, 1), oddContent), tx.CreateDocument(newUpload(t, 2), []byte{}),
		tx.CreateUpload(filled[link.Session](t, 1), newUpload(t, 3), oddContent), tx.CreateUpload(link.Session{ID: "nobody's"}, newUpload(t, 4), []byte{}),
		tx.UseDownload(id.KeyOf("download"), start),
		tx.CreateAssetReport(filled[asset.Report](t, 60)), tx.CreateAssetBody("report", asset.Full, oddContent), tx.CreateReportToken(filled[asset.Token](t, 70)),
		tx.CreateWebhook(newWebhook(t, "odd.example", 1)), tx.InitWebhookKey(newKey(t, "key \uFFFF", 1)),
		tx.CountWebhooks(-7, start, 2, 3), tx.CountWebhooks(-7, start, 0, 1),
	)
}

// readCredit reads what writeCredit wrote, and leaves it there.
func readCredit(t *testing.T, tx *store.Tx, add func(record any, err error)) {
	t.Helper()
	task, err := tx.FirstTask()
	add(task, err)
	report := filled[credit.Report](t, 10)
	reports, err := tx.IncomeBodies(report.UserKey, report.Kind, 10)
	add(reports, err)
	documents, err := tx.Documents(newUpload(t, 1).ItemID)
	add(documents, err)
	for _, d := range documents {
		content, err := tx.DocumentContent(d.ID)
		add(content, err)
	}
	for _, sessionID := range []string{filled[link.Session](t, 1).ID, "nobody's"} {
		uploads, err := tx.Uploads(sessionID)
		add(uploads, err)
	}
	used, err := tx.DownloadUsed(id.KeyOf("download"))
	add(used, err)
	assets, err := tx.AssetReport(filled[asset.Report](t, 60).ID)
	add(assets, err)
	body, err := tx.AssetBody("report", asset.Full)
	add(body, err)
	token, err := tx.ReportToken(filled[asset.Token](t, 70).Key)
	add(token, err)
	sent, err := tx.Webhook(newWebhook(t, "odd.example", 1).ID)
	add(sent, err)
	key, err := tx.WebhookKey("key \uFFFF")
	add(key, err)
	taken, refused, err := tx.WebhookCounts(-7, start, start)
	add([2]int{taken, refused}, err)
}

// TestUploads takes files that wait in sessions, and removes others.
func TestUploads(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		ann, bob := link.Session{ID: "ann's", UserKey: id.KeyOf("ann")}, link.Session{ID: "bob's", UserKey: id.KeyOf("bob")}
		waiting := func(tx *store.Tx, sessions ...link.Session) (ids string) {
			for _, session := range sessions {
				uploads, err := tx.Uploads(session.ID)
				if err != nil {
					t.Error(err)
				}
				for _, u := range uploads {
					ids += u.ID + " "
				}
			}
			return ids
		}
		update(t, s, func(tx *store.Tx) error {
			return errors.Join(
				tx.CreateUpload(ann, newUpload(t, 2), oddContent), tx.CreateUpload(ann, newUpload(t, 1), []byte("one")),
				tx.CreateUpload(bob, newUpload(t, 3), []byte("three")), tx.CreateUpload(link.Session{ID: "nobody's"}, newUpload(t, 4), []byte("four")),
			)
		})
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.CreateUpload(bob, newUpload(t, 1), []byte("other")) }); !errors.Is(err, store.ErrExists) {
			t.Errorf("a file that waits was written again with %v", err)
		}
		taken := newUpload(t, 2)
		taken.ItemID, taken.ReadyAt = "another item", start.Add(time.Hour)
		update(t, s, func(tx *store.Tx) error {
			if got := waiting(tx, ann, bob); got != "document-2 document-1 document-3 " {
				t.Errorf("there wait %s", got)
			}
			return tx.TakeUpload(taken)
		})
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.TakeUpload(taken) }); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a file was taken twice: %v", err)
		}
		update(t, s, func(tx *store.Tx) error {
			documents, err := tx.Documents("another item")
			if diff := cmp.Diff([]credit.Upload{taken}, documents); diff != "" || err != nil {
				t.Errorf("%v (-taken +got)\n%s", err, diff)
			}
			if content, err := tx.DocumentContent(taken.ID); err != nil || !bytes.Equal(content, oddContent) {
				t.Errorf("its bytes are %q, %v", content, err)
			}
			return errors.Join(tx.RemoveUploads(bob.ID), tx.RemoveUploadsOf(ann.UserKey))
		})
		view(t, s, func(tx *store.Tx) error {
			if got := waiting(tx, ann, bob, link.Session{ID: "nobody's"}); got != "document-4 " {
				t.Errorf("there still wait %s", got)
			}
			return nil
		})
	})
}

// TestAssetBody keeps what a report says once for each version, until it is removed.
func TestAssetBody(t *testing.T) {
	eachEngine(t, func(t *testing.T, s *store.Store) {
		read := func(version string) (body []byte, err error) {
			err = s.View(t.Context(), func(tx *store.Tx) (err error) {
				body, err = tx.AssetBody("report", version)
				return err
			})
			return body, err
		}
		write := func(version string, body []byte) error {
			return s.Update(t.Context(), func(tx *store.Tx) error { return tx.CreateAssetBody("report", version, body) })
		}
		if err := errors.Join(write(asset.Full, oddContent), write(asset.Fast, []byte("fast"))); err != nil {
			t.Fatal(err)
		}
		if err := write(asset.Full, []byte("again")); !errors.Is(err, store.ErrExists) {
			t.Errorf("a body that is there was written with %v", err)
		}
		if body, err := read(asset.Full); err != nil || !bytes.Equal(body, oddContent) {
			t.Errorf("the body is %q, %v", body, err)
		}
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.RemoveAssetBodies("report") }); err != nil {
			t.Fatal(err)
		}
		for _, version := range []string{asset.Full, asset.Fast} {
			if body, err := read(version); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("the %s body of a removed report is %q, %v", version, body, err)
			}
		}
	})
}

func TestAssetReport(t *testing.T) {
	testKind(t, kind[asset.Report]{
		create:          (*store.Tx).CreateAssetReport,
		get:             func(tx *store.Tx, r asset.Report) (asset.Report, error) { return tx.AssetReport(r.ID) },
		lock:            func(tx *store.Tx, r asset.Report) (asset.Report, error) { return tx.LockAssetReport(r.ID) },
		save:            (*store.Tx).SaveAssetReport,
		withKeyOf:       func(r, other asset.Report) asset.Report { r.ID = other.ID; return r },
		createdTwiceErr: store.ErrExists,
	})
}

func TestReportToken(t *testing.T) {
	testKind(t, kind[asset.Token]{
		create:          (*store.Tx).CreateReportToken,
		get:             func(tx *store.Tx, a asset.Token) (asset.Token, error) { return tx.ReportToken(a.Key) },
		lock:            func(tx *store.Tx, a asset.Token) (asset.Token, error) { return tx.LockReportToken(a.Key) },
		save:            (*store.Tx).SaveReportToken,
		withKeyOf:       func(a, other asset.Token) asset.Token { a.Key = other.Key; return a },
		createdTwiceErr: store.ErrExists,
	})
}

func TestIncomeReports(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		ann, bob := id.KeyOf("ann"), id.KeyOf("bob")
		make := func(name, kind string, key id.Key) []byte {
			r := filled[credit.Report](t, 0)
			r.ID, r.Kind, r.UserKey = name, kind, key
			update(t, s, func(tx *store.Tx) error { return tx.CreateIncomeReport(r, []byte(name)) })
			return []byte(name)
		}
		first := make("z", "income", ann)
		make("other kind", "employment", ann)
		second, third := make("a", "income", ann), make("m", "income", ann)
		kept := make("z", "income", bob)
		list := func(key id.Key, most int, want ...[]byte) {
			t.Helper()
			view(t, s, func(tx *store.Tx) error {
				got, err := tx.IncomeBodies(key, "income", most)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				return err
			})
		}
		list(ann, 10, third, second, first)
		list(ann, 2, third, second)
		update(t, s, func(tx *store.Tx) error { return tx.RemoveIncomeReports(ann) })
		list(ann, 10)
		list(bob, 10, kept)
	})
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		first, second := newUpload(t, 1), newUpload(t, 2)
		update(t, s, func(tx *store.Tx) error {
			return errors.Join(tx.CreateDocument(first, oddContent), tx.CreateDocument(second, []byte{}))
		})
		wantErr(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.CreateDocument(first, oddContent) }), store.ErrExists)
		first.Name = "another name"
		update(t, s, func(tx *store.Tx) error { return tx.SaveDocument(first) })
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.Documents(first.ItemID)
			if diff := cmp.Diff([]credit.Upload{first, second}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			content, contentErr := tx.DocumentContent(first.ID)
			if !bytes.Equal(content, oddContent) {
				t.Errorf("content %q", content)
			}
			return errors.Join(err, contentErr)
		})
		update(t, s, func(tx *store.Tx) error { return tx.RemoveDocuments(first.ItemID) })
		view(t, s, func(tx *store.Tx) error {
			left, err := tx.Documents(first.ItemID)
			_, contentErr := tx.DocumentContent(first.ID)
			wantErr(t, contentErr, store.ErrNotFound)
			if len(left) > 0 {
				t.Errorf("%d documents are left", len(left))
			}
			return err
		})
	})
}

// An address is used once, and forgotten when it is over.
func TestDownload(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		early, late := id.KeyOf("early"), id.KeyOf("late")
		use := func(key id.Key, expires time.Time) error {
			return s.Update(t.Context(), func(tx *store.Tx) error { return tx.UseDownload(key, expires) })
		}
		wantUsed := func(key id.Key, want bool) {
			t.Helper()
			view(t, s, func(tx *store.Tx) error {
				used, err := tx.DownloadUsed(key)
				if used != want {
					t.Errorf("used: %t, want %t", used, want)
				}
				return err
			})
		}
		wantUsed(early, false)
		wantErr(t, use(early, start), nil)
		wantErr(t, use(early, start), store.ErrExists)
		wantErr(t, use(late, start.Add(time.Microsecond)), nil)
		wantUsed(early, true)
		update(t, s, func(tx *store.Tx) error { return tx.RemoveDownloads(start) })
		wantUsed(early, false)
		wantUsed(late, true)
	})
}

// The reports about a user are listed, and nobody else's.
func TestAssetReportsOf(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		ann, bob := id.KeyOf("ann"), id.KeyOf("bob")
		for name, key := range map[string]id.Key{"b": ann, "a": ann, "c": bob, "d": {}} {
			r := filled[asset.Report](t, 0)
			r.ID, r.Order.UserKey = name, key
			update(t, s, func(tx *store.Tx) error { return tx.CreateAssetReport(r) })
		}
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.AssetReportsOf(ann)
			if diff := cmp.Diff([]string{"a", "b"}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			return err
		})
	})
}
