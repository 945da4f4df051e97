package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/spf13/pflag"

	"toile/internal/authority"
)

// secureFlags say how a server speaks HTTPS, if it does.
type secureFlags struct {
	on        bool
	cert, key string
	authority string // directory; "" for the user's
}

func (f *secureFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&f.on, "tls", false, "speak HTTPS on the address, with certificates of the machine's own authority, for Plaid's host names, too")
	flags.StringVar(&f.cert, "tls-cert", "", "PEM file with a certificate of your own to speak HTTPS with (with --tls-key)")
	flags.StringVar(&f.key, "tls-key", "", "PEM file with its key")
	addAuthority(flags, &f.authority)
}

func addAuthority(flags *pflag.FlagSet, dir *string) {
	flags.StringVar(dir, "authority", "", "directory of the machine's own authority (default: toile in the user's configuration directory)")
}

// config gives what the listener needs for HTTPS, or nothing, and the authority whose certificates it shows.
func (f secureFlags) config(ctx context.Context, addr string) (*tls.Config, *authority.Authority, error) {
	if (f.cert == "") != (f.key == "") {
		return nil, nil, errors.New("--tls-cert and --tls-key go together")
	}
	if f.cert != "" && (f.on || f.authority != "") {
		return nil, nil, errors.New("--tls-cert shows a certificate of your own, --tls those of the authority: leave out --tls-cert and --tls-key, or leave out --tls and --authority (and unset TOILE_TLS and TOILE_AUTHORITY)")
	}
	if f.cert != "" {
		pair, err := tls.LoadX509KeyPair(f.cert, f.key)
		if err != nil {
			return nil, nil, fmt.Errorf("--tls-cert and --tls-key: %w", err)
		}
		return &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}, nil, nil
	}
	if !f.on {
		return nil, nil, nil
	}
	dir, err := authorityDir(f.authority)
	if err != nil {
		return nil, nil, err
	}
	a, err := authority.Open(ctx, dir, time.Now)
	if err != nil {
		return nil, nil, err
	}
	if host, _, err := net.SplitHostPort(addr); err == nil && host != "" && !net.ParseIP(host).IsUnspecified() && !a.Covers(host) {
		return nil, nil, fmt.Errorf("the authority may not sign for %s: let it with toile authority add %s, and trust %s anew", host, host, authority.File(dir))
	}
	return a.TLS(), a, nil
}

func authorityDir(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	return authority.DefaultDir()
}
