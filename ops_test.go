package toile_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/wire"
)

// testOp is an operation without its types.
type testOp struct {
	path string
	// request decodes a body strictly and encodes it again.
	request func(body []byte) ([]byte, wire.Problems, error)
	// response decodes a body leniently and encodes it again; nil where the response is a file.
	response func(body []byte) ([]byte, error)
}

func opOf[Req, Resp any](op toile.Op[Req, Resp]) testOp {
	return testOp{
		path: op.Path(),
		request: func(body []byte) ([]byte, wire.Problems, error) {
			req, problems, err := op.DecodeRequest(body)
			if err != nil {
				return nil, problems, err
			}
			return op.EncodeRequest(nil, req), problems, nil
		},
		response: func(body []byte) ([]byte, error) {
			resp, err := op.DecodeResponse(body)
			if err != nil {
				return nil, err
			}
			return op.EncodeResponse(nil, resp, requestIDOf(body)), nil
		},
	}
}

func fileOf[Req any](op toile.Op[Req, toile.File]) testOp {
	o := opOf(op)
	o.response = nil
	return o
}

func listedOps(t *testing.T) []string {
	t.Helper()
	f, err := os.Open("spec/ops.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var paths []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		path, _, _ := strings.Cut(lines.Text(), "#")
		if path = strings.TrimSpace(path); path != "" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// The list of operations, the operations of the package and the official file agree.
func TestOperationsAgree(t *testing.T) {
	t.Parallel()
	listed := listedOps(t)
	if diff := cmp.Diff(listed, toile.Operations()); diff != "" {
		t.Errorf("spec/ops.txt and Operations differ (-list +package):\n%s", diff)
	}
	var vars []string
	for _, op := range allOps {
		vars = append(vars, op.path)
	}
	if diff := cmp.Diff(listed, vars); diff != "" {
		t.Errorf("spec/ops.txt and the Op values differ (-list +package):\n%s", diff)
	}
	spec := openSpec(t)
	for _, path := range listed {
		if spec.find("paths", path, "post") == nil {
			t.Errorf("the official file has no POST %s", path)
		}
	}
	if got := spec.find("info", "version").Value; got != toile.SpecVersion {
		t.Errorf("SpecVersion is %s, the official file is %s", toile.SpecVersion, got)
	}
}

func TestEncodeResponseSetsRequestID(t *testing.T) {
	t.Parallel()
	resp := toile.UserRemoveResponse{RequestID: "old"}
	got := string(toile.UserRemove.EncodeResponse(nil, &resp, "new"))
	if want := `{"request_id":"new"}`; got != want || resp.RequestID != "old" {
		t.Errorf("encoded %s, want %s; the response now says %q", got, want, resp.RequestID)
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	req, _, err := toile.UserGet.DecodeRequest([]byte(`{"client_id":"a","user_id":"usr_1"}`))
	if err != nil {
		t.Fatal(err)
	}
	id, secret := toile.UserGet.Credentials(req)
	if id == nil || *id != "a" || secret != nil {
		t.Errorf("credentials are %v and %v, want a and none", id, secret)
	}
}
