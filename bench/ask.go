package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httputil"
	"os"
	"strings"

	"toile"
	"toile/internal/server"
)

// sessionsBody is the body of POST /credit/sessions/get for a user.
func sessionsBody(handle string) string {
	if strings.HasPrefix(handle, "usr_") {
		return `{"user_id":"` + handle + `"}`
	}
	return `{"user_token":"` + handle + `"}`
}

// askSessions asks for a user's sessions, sees that they are all there, and gives the answer
// as it came.
func askSessions(url, handle string) (answer []byte, err error) {
	req, err := http.NewRequest(http.MethodPost, url+toile.CreditSessionsGet.Path(), strings.NewReader(sessionsBody(handle)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Plaid-Version", toile.APIVersion)
	req.Header.Set("Plaid-Client-Id", server.DevelopmentClientID)
	req.Header.Set("Plaid-Secret", server.DevelopmentSecret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if answer, err = httputil.DumpResponse(res, true); err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("not the sessions of %s:\n%s", handle, answer)
	}
	_, body, _ := strings.Cut(string(answer), "\r\n\r\n")
	sessions, err := toile.CreditSessionsGet.DecodeResponse([]byte(body))
	if err == nil && len(sessions.Sessions) != sessionsPerUser {
		err = errors.New("other sessions than were made")
	}
	if err != nil {
		return nil, fmt.Errorf("%w:\n%s", err, answer)
	}
	return answer, nil
}

// captureAnswer keeps one real answer in a file, for the bare handler to send.
func (p plan) captureAnswer(url, handle string) (path string, size int, err error) {
	answer, err := askSessions(url, handle)
	if err != nil {
		return "", 0, err
	}
	path = p.database + ".answer"
	return path, len(answer), os.WriteFile(path, answer, 0o644)
}
