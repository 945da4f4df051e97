package authority

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/gofrs/flock"
)

// The files of an authority.
const (
	certFile = "ca.pem"
	keyFile  = "ca-key.pem"
	lockFile = "lock"

	certificateBlock = "CERTIFICATE"
	keyBlock         = "PRIVATE KEY"

	maxFile     = 64 << 10
	lockTimeout = 10 * time.Second
	lockRetry   = 20 * time.Millisecond
)

// DefaultDir gives the directory of the user's own authority.
func DefaultDir() (string, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no directory for the authority: %w; name one with --authority", err)
	}
	return filepath.Join(config, "toile"), nil
}

// File gives the path of the certificate that is to be trusted, of the authority in a directory.
func File(dir string) string { return filepath.Join(dir, certFile) }

// File gives the path of the certificate that is to be trusted, or "" of an authority in memory.
func (a *Authority) File() string {
	if a.dir == "" {
		return ""
	}
	return File(a.dir)
}

// Open reads the authority of a directory, and makes it if there is none. Processes may do so at the same time.
func Open(ctx context.Context, dir string, now func() time.Time) (*Authority, error) {
	return locked(ctx, dir, func() (*Authority, error) { return open(dir, now) })
}

// Read gives the authority of a directory as it is and makes nothing. Where there is none the error is fs.ErrNotExist.
func Read(dir string, now func() time.Time) (*Authority, error) {
	key, err := readKey(filepath.Join(dir, keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, cmp.Or(keyless(dir), err)
	}
	if err != nil {
		return nil, err
	}
	cert, err := readCert(File(dir))
	if err != nil {
		return nil, err
	}
	return whole(dir, now, cert, key)
}

// Add lets the authority of a directory sign for more host names or IP addresses, too. Its key stays, its
// certificate is another: whoever trusts it must be given the new one.
func Add(ctx context.Context, dir string, now func() time.Time, names ...string) (*Authority, error) {
	return locked(ctx, dir, func() (*Authority, error) {
		a, err := open(dir, now)
		if err != nil {
			return nil, err
		}
		more := a.added()
		known := len(more)
		for _, name := range names {
			name, err := canonical(name)
			if err != nil {
				return nil, err
			}
			if !a.Covers(name) && !slices.Contains(more, name) {
				more = append(more, name)
			}
		}
		if len(more) == known {
			return a, nil
		}
		cert, err := a.key.root(now(), more)
		if err != nil {
			return nil, err
		}
		a = join(dir, now, cert, a.key)
		return a, write(File(dir), a.PEM(), 0o644)
	})
}

// locked does something with the files of a directory while no other process does.
func locked(ctx context.Context, dir string, do func() (*Authority, error)) (*Authority, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the authority's directory: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(ctx, lockTimeout)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return nil, fmt.Errorf("the authority in %s is in use: %w", dir, err)
	}
	a, err := do()
	return a, errors.Join(err, lock.Unlock())
}

func open(dir string, now func() time.Time) (*Authority, error) {
	key, err := readKey(filepath.Join(dir, keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return create(dir, now)
	}
	if err != nil {
		return nil, err
	}
	cert, err := readCert(File(dir))
	if errors.Is(err, fs.ErrNotExist) { // a process ended between the two files, or someone removed it
		return certify(dir, now, key)
	}
	if err != nil {
		return nil, err
	}
	return whole(dir, now, cert, key)
}

// whole joins the two files, if they are fit to sign.
func whole(dir string, now func() time.Time, cert *x509.Certificate, key *key) (*Authority, error) {
	a := join(dir, now, cert, key)
	switch {
	case !a.holds():
		return nil, spoilt(File(dir), "is not the certificate of "+keyFile)
	case !cert.IsCA:
		return nil, spoilt(File(dir), "is no certificate of an authority")
	case now().After(cert.NotAfter):
		return nil, spoilt(File(dir), "has ended on "+cert.NotAfter.Format(time.DateOnly))
	}
	return a, nil
}

// create makes an authority in a directory that has none. The key comes first: without it the certificate
// is of no use.
func create(dir string, now func() time.Time) (*Authority, error) {
	if err := keyless(dir); err != nil {
		return nil, err
	}
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key.PrivateKey)
	if err != nil {
		return nil, err
	}
	if err := write(filepath.Join(dir, keyFile), pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: der}), 0o600); err != nil {
		return nil, err
	}
	return certify(dir, now, key)
}

// keyless refuses a certificate whose key is gone.
func keyless(dir string) error {
	if _, err := os.Stat(File(dir)); err != nil {
		return nil
	}
	return fmt.Errorf("%s has no key (%s) beside it: bring the key back, or remove the file, and a new authority is made that must be trusted anew", File(dir), keyFile)
}

// certify makes the certificate of a key.
func certify(dir string, now func() time.Time, key *key) (*Authority, error) {
	cert, err := key.root(now(), nil)
	if err != nil {
		return nil, err
	}
	a := join(dir, now, cert, key)
	return a, write(File(dir), a.PEM(), 0o644)
}

func readKey(path string) (*key, error) {
	block, err := readPEM(path, keyBlock)
	if err != nil {
		return nil, err
	}
	if file, err := os.Stat(path); err == nil && file.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		return nil, fmt.Errorf("%s can be read by others (%#o): chmod 600 it if nobody has, else remove it and %s, and a new authority is made that must be trusted anew",
			path, file.Mode().Perm(), certFile)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block)
	if err != nil {
		return nil, spoilt(path, "holds no key")
	}
	private, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return nil, spoilt(path, "holds a key of another kind")
	}
	return &key{private}, nil
}

func readCert(path string) (*x509.Certificate, error) {
	block, err := readPEM(path, certificateBlock)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(block)
	if err != nil {
		return nil, spoilt(path, "holds no certificate")
	}
	return cert, nil
}

func readPEM(path, kind string) ([]byte, error) {
	file, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the authority: %w", err)
	case !file.Mode().IsRegular() || file.Size() > maxFile:
		return nil, spoilt(path, "is no PEM file")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the authority: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != kind {
		return nil, spoilt(path, "is no PEM file of a "+kind)
	}
	return block.Bytes, nil
}

// spoilt says of a file what is wrong, and what to do next.
func spoilt(path, what string) error {
	return fmt.Errorf("%s %s: restore it, or remove %s and %s from %s, and a new authority is made that must be trusted anew",
		path, what, certFile, keyFile, filepath.Dir(path))
}

// write puts a file in place at once and whole.
func write(path string, text []byte, mode fs.FileMode) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("the authority: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("the authority: %w", errors.Join(err, os.Remove(file.Name())))
		}
	}()
	_, err = file.Write(text)
	if err = errors.Join(err, file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
