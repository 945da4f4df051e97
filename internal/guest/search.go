package guest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// Find gives the file of a program as a shell finds it: a name by the PATH of an environment, a path as it is. Where
// there is none the error is fs.ErrNotExist. What PATH says of the working directory is not heeded, as in Go.
func Find(name string, environ []string) (string, error) { return read(environ).find(name) }

func (e *environ) find(name string) (string, error) {
	endings := e.endings()
	if strings.ContainsAny(name, "/"+string(filepath.Separator)) {
		return runnable(name, endings)
	}
	for _, dir := range filepath.SplitList(e.values[e.path()]) {
		if file, err := runnable(filepath.Join(dir, name), endings); err == nil && filepath.IsAbs(file) {
			return file, nil
		}
	}
	return "", fmt.Errorf("no directory of PATH has a program %q: %w", name, fs.ErrNotExist)
}

// path gives the variable that lists where programs are. Windows calls it Path, and takes it by any case.
func (e *environ) path() string {
	if _, there := e.values["PATH"]; there {
		return "PATH"
	}
	for _, name := range e.names {
		if strings.EqualFold(name, "PATH") {
			return name
		}
	}
	return "PATH"
}

// endings lists what a program's name may lack of its file's.
func (e *environ) endings() []string {
	if runtime.GOOS != "windows" {
		return []string{""}
	}
	endings := e.values["PATHEXT"]
	if endings == "" {
		endings = ".COM;.EXE;.BAT;.CMD"
	}
	return append([]string{""}, strings.Split(endings, ";")...)
}

// runnable gives the file of a path that can be run, or says why none can. Windows tells by the ending alone.
func runnable(path string, endings []string) (string, error) {
	err := error(fs.ErrNotExist)
	for _, ending := range endings {
		if ending == "" && len(endings) > 1 && filepath.Ext(path) == "" {
			continue
		}
		file, failed := os.Stat(path + ending)
		switch {
		case failed != nil:
		case file.IsDir():
			err = syscall.EISDIR
		case runtime.GOOS != "windows" && file.Mode()&0o111 == 0:
			err = fs.ErrPermission
		default:
			return path + ending, nil
		}
	}
	return "", &fs.PathError{Op: "run", Path: path, Err: err}
}
