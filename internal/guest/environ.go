package guest

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
)

// environ is an environment that is being prepared.
type environ struct {
	names  []string // in order
	values map[string]string
}

func read(list []string) *environ {
	e := &environ{values: map[string]string{}}
	for _, line := range list {
		if name, value, ok := strings.Cut(line, "="); ok && name != "" {
			e.set(name, value)
		}
	}
	return e
}

func (e *environ) set(name, value string) {
	if _, there := e.values[name]; !there {
		e.names = append(e.names, name)
	}
	e.values[name] = value
}

func (e *environ) remove(name string) {
	delete(e.values, name)
	e.names = slices.DeleteFunc(e.names, func(n string) bool { return n == name })
}

// add appends to a variable.
func (e *environ) add(name, between, value string) {
	if e.values[name] != "" {
		value = e.values[name] + between + value
	}
	e.set(name, value)
}

// first puts a directory in front of a variable that lists some.
func (e *environ) first(name, dir string) {
	if e.values[name] != "" {
		dir += string(os.PathListSeparator) + e.values[name]
	}
	e.set(name, dir)
}

func (e *environ) list() []string {
	list := make([]string, len(e.names))
	for n, name := range e.names {
		list[n] = name + "=" + e.values[name]
	}
	return list
}

// local lists what programs reach without the proxy, as NO_PROXY has it.
const local = "localhost,.localhost,127.0.0.1,127.0.0.0/8,::1"

// proxy sets the variables in which programs look for a proxy. Some read the upper case, some the lower. What
// the user had there would lead around ours.
func (e *environ) proxy(url string) {
	for _, name := range []string{"ALL_PROXY", "all_proxy"} {
		e.remove(name)
	}
	for name, value := range map[string]string{"HTTP_PROXY": url, "HTTPS_PROXY": url, "NO_PROXY": local} {
		e.set(name, value)
		e.set(strings.ToLower(name), value)
	}
}

// java sets the options of every Java machine that the program starts. Each says on standard error that it
// takes them.
func (e *environ) java(proxy, store string) error {
	at, err := url.Parse(proxy)
	if err != nil {
		return err
	}
	host, port := at.Hostname(), at.Port()
	e.add("JAVA_TOOL_OPTIONS", " ", strings.Join([]string{
		"-Dhttp.proxyHost=" + host, "-Dhttp.proxyPort=" + port, "-Dhttps.proxyHost=" + host, "-Dhttps.proxyPort=" + port,
		"-Dhttp.nonProxyHosts=localhost|*.localhost|127.*|[::1]",
		quoted("-Djavax.net.ssl.trustStore=" + store), "-Djavax.net.ssl.trustStoreType=PKCS12", "-Djavax.net.ssl.trustStorePassword=" + storePassword,
	}, " "))
	return nil
}

// quoted writes a word for NODE_OPTIONS and JAVA_TOOL_OPTIONS, which split at spaces.
func quoted(word string) string {
	if strings.ContainsAny(word, " \t") {
		return fmt.Sprintf(`"%s"`, word)
	}
	return word
}
