// Package official finds the official OpenAPI file of the Plaid API. It ships inside the Go module plaid-go,
// which sdktest/go.mod pins and the root module never requires. The generator and the tests read it there; it
// is not copied into the repository.
package official

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const module = "github.com/plaid/plaid-go/v43"

// OpenAPI returns the path of the file in the module cache, after downloading the module if it is not there.
// sdktest is the directory whose go.mod pins the version. The public checksum database does not serve plaid-go
// (facts ecosystem A.3), so it is not asked; sdktest/go.sum holds the hash.
func OpenAPI(sdktest string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = sdktest
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GONOSUMDB=github.com/plaid/*")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, runErr := cmd.Output()
	var found struct{ Dir, Error string }
	if err := errors.Join(runErr, json.Unmarshal(out, &found)); err != nil || found.Dir == "" {
		return "", fmt.Errorf("finding %s from %s: %w: %s%s", module, sdktest, err, found.Error, stderr.String())
	}
	return filepath.Join(found.Dir, "api", "openapi.yaml"), nil
}
