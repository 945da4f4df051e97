package courier

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// maxFault bounds what is kept of the reason why there was no answer.
const maxFault = 500

// fault says why there was no answer, for the owner of the receiver. reached tells that there was a connection, limit
// how long it took at most.
func fault(err error, reached bool, limit time.Duration) string {
	if of, ok := errors.AsType[*url.Error](err); ok {
		err = of.Err // without the address, which everybody sees
	}
	says := said(err)
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		says = fmt.Sprintf("no connection within %s", limit)
		if reached {
			says = fmt.Sprintf("no answer within %s", limit)
		}
	}
	says, _ = cut(says, maxFault)
	return says
}

func said(err error) string {
	text := err.Error()
	dns, isDNS := errors.AsType[*net.DNSError](err)
	certificate, isCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, noTLS := errors.AsType[tls.RecordHeaderError](err)
	switch {
	case isDNS && dns.IsNotFound:
		return "no host is called " + dns.Name
	case isCertificate:
		return "its certificate is not valid: " + certificate.Err.Error()
	case noTLS, strings.Contains(text, "HTTP response to HTTPS client"):
		return "it speaks no TLS, which an address with https:// needs"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nobody listens there: " + text
	case strings.Contains(text, "headers exceeded"), strings.Contains(text, "header list"):
		return fmt.Sprintf("the headers of its answer are longer than %d KiB", maxAnswer>>10)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE),
		strings.Contains(text, "server closed"):
		return "it closed the connection before it had answered: " + text
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "transport connection broken"):
		return "what it answers is no HTTP: " + text
	}
	return text
}
