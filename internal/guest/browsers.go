package guest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// browserNames are the names of programs that are Chromium.
var browserNames = []string{
	"chromium", "chromium-browser", "chrome", "google-chrome", "google-chrome-stable", "google-chrome-beta",
	"microsoft-edge", "microsoft-edge-stable", "brave-browser",
}

// A script that runs a browser with a proxy and the key of an authority. Chromium heeds the key only in a profile that is
// named to it; without one it gets a new one, so that it does not hand the address to a browser that runs already.
const browserScript = `#!/bin/sh
case " $* " in
*" --user-data-dir"*) ;;
*) set -- --user-data-dir=%[1]s "$@" ;;
esac
exec %[2]s --proxy-server=%[3]s --ignore-certificate-errors-spki-list=%[4]s \
  --disable-background-networking --disable-component-update --no-first-run --no-default-browser-check "$@"
`

// browsers writes a script for each browser in PATH.
func browsers(e *environ, dir string, c Config) error {
	var errs []error
	for _, name := range browserNames {
		program, err := e.find(name)
		if err != nil {
			continue // it is not here
		}
		script := fmt.Sprintf(browserScript, shell(filepath.Join(c.Dir, "profile-"+name)), shell(program), shell(c.Proxy), shell(c.Authority.SPKI()))
		errs = append(errs, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700))
	}
	return errors.Join(errs...)
}

// shell quotes a word for sh.
func shell(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
