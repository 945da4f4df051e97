package item_test

import (
	"errors"
	"strings"
	"testing"

	"toile"
	"toile/internal/item"
)

func TestWebhookAddresses(t *testing.T) {
	t.Parallel()
	long := "http://a.example/"
	long += strings.Repeat("a", 4096-len(long))
	for _, address := range []string{
		"", "http://127.0.0.1:9301/hook", "https://a.example", "HTTP://a.example/", "examplewebhook.com", "localhost", "localhost:3000/hook?a=b",
		"http://u:p@a.example/", "http://[::1]:9301/x", "http://[fe80::1%25lo]:80/", "http://münchen.example/", "http://例え.テスト/",
		"http://a_b.example/", "http://a.example:/x", "http://a.example:65535", long,
	} {
		if err := item.CheckWebhook("webhook", address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{
		"ftp://a.example/", "javascript:alert(1)", "file:///etc/passwd", "mailto:ann@a.example", "//a.example/x", "http://", "https:///x",
		"http://:80", "http://:80/x", "http:/a.example/", "http:a.example", "http:", "http://a.example:0/", "http://a.example:65536/", "http://a.example:-1/",
		"http://[::1", "http://a b.example/", "http://a.example/a b", " http://a.example", "http://a.example\n", "http://a.example/%zz", "http://<a>/",
		"http://*.a.example/", "http://ex\u202eample.test/", "http://a\x7fb/", "a.example?x=http://b.example", long + "a",
	} {
		var refused *toile.Error
		if err := item.CheckWebhook("options.webhook", address); !errors.As(err, &refused) || refused.ErrorCode != "INVALID_FIELD" || !strings.HasPrefix(refused.ErrorMessage, "options.webhook must be ") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
