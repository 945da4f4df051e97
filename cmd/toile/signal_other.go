//go:build !unix

package main

import "os"

// forwarded are the signals that do not end us while a program runs.
var forwarded = []os.Signal{os.Interrupt}

// terminalSent reports that a signal is not to be sent on: the console has sent it to the program as well.
func terminalSent(os.Signal) bool { return true }
