package sdktest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/plaid/plaid-go/v43/tests" // what its tests need stays in go.mod
)

// plaidGo is the folder of tests that Plaid's own Go client is tested with against Plaid's Sandbox.
const plaidGo = "github.com/plaid/plaid-go/v43/tests"

// passes are those of its tests that must pass, unchanged.
var passes = []string{
	"TestAssetReportFullFlow",
	"TestAccountsGet", "TestBalancesGet", "TestAuthGet", "TestIdentityGet",
	"TestCategoriesGet", "TestInstitutionsGet", "TestInstitutionsGetById", "TestInstitutionsSearch",
	"TestItemAccessTokenInvalidate", "TestItemGet", "TestItemImportWithOptions", "TestItemImportWithoutOptions",
	"TestItemPublicTokenCreate", "TestItemPublicTokenExchange", "TestItemRemove", "TestItemWebhookUpdate",
	"TestTransactionsGet", "TestTransactionsGetWithOptions", "TestTransactionsRefresh",
	"TestHoldingsGet", "TestInvestmentsAuthGet", "TestInvestmentsTransactionsGet",
	"TestLiabilitiesGet", "TestStatementsFullFlow",
	"TestLinkTokenCreateOptional", "TestLinkTokenCreateRequired", "TestLinkTokenCreateThenGet",
	"TestLinkTokenCreateThenGet_ExtendedAuth", "TestSandboxItemResetLogin",
	"TestJsonUnmarshal", "TestMakeGenericOpenAPIError", "TestUnknownEnums",
	"TestWebhookVerificationKeyGet",
	"TestPayStubsGet", "TestPreCheck",
}

// beyond are those that cannot pass, each with the reason. One that passes must go to the others.
var beyond = map[string]string{
	"TestBankTransferBalanceGet":        "bank transfers are no part of toile",
	"TestBankTransferCancel":            "bank transfers are no part of toile",
	"TestBankTransferCreate":            "bank transfers are no part of toile",
	"TestBankTransferEventList":         "bank transfers are no part of toile",
	"TestBankTransferEventSync":         "bank transfers are no part of toile",
	"TestBankTransferGet":               "bank transfers are no part of toile",
	"TestBankTransferList":              "bank transfers are no part of toile",
	"TestBankTransferMigrateAccount":    "bank transfers are no part of toile",
	"TestEnrichGet":                     "/transactions/enrich is no part of toile",
	"TestIdentityVerification":          "identity verification is no part of toile",
	"TestMonitor":                       "watchlist screening is no part of toile",
	"TestPaymentRecipientGet":           "payments are no part of toile",
	"TestPaymentWithBacs":               "payments are no part of toile",
	"TestPaymentWithBacsAndIban":        "payments are no part of toile",
	"TestProcessorCreateApexToken":      "processor tokens are no part of toile",
	"TestProcessorCreateDwollaToken":    "processor tokens are no part of toile",
	"TestSandboxIncomeVerificationItem": "plaid-go skips it itself",
}

// Bounds on the run: some of the tests wait in their sleep for transactions, so several run at a time.
const (
	plaidGoAtOnce  = 6
	plaidGoTimeout = time.Minute
	compileTimeout = 5 * time.Minute
)

// TestPlaidGo runs the official client's own tests against a server as it comes. Each runs in a process of its
// own: several look into an answer without asking whether it came, and so would end all.
func TestPlaidGo(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	program := filepath.Join(t.TempDir(), "plaidgo")
	output(t, compileTimeout, nil, "go", "test", "-c", "-o", program, plaidGo)
	names := plaidGoNames(t, program)
	s := startFor(t, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret)
	env := append(os.Environ(), "PLAID_API_URI="+s.url, "CLIENT_ID="+us.clientID, "SECRET="+us.secret)

	places := make(chan struct{}, plaidGoAtOnce)
	results := make([]chan string, len(names))
	for i, name := range names {
		results[i] = make(chan string, 1)
		go func() {
			places <- struct{}{}
			defer func() { <-places }()
			results[i] <- plaidGoTest(t.Context(), program, name, env)
		}()
	}
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			said := <-results[i]
			passed := strings.Contains(said, "--- PASS: "+name+" (")
			reason, excused := beyond[name]
			switch {
			case excused && passed:
				t.Errorf("it passes, and yet it is excused: %s", reason)
			case excused:
				t.Skip(reason)
			case !passed:
				t.Error(said)
			}
		})
	}
}

// plaidGoNames lists the tests, and fails where the two lists above do not hold each of them once.
func plaidGoNames(t *testing.T, program string) (names []string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, "-test.list", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	names = strings.Fields(string(out))
	for _, name := range names {
		_, excused := beyond[name]
		if must := slices.Contains(passes, name); must == excused {
			t.Errorf("%s must pass: %t, is excused: %t", name, must, excused)
		}
	}
	for _, name := range passes {
		if !slices.Contains(names, name) {
			t.Errorf("plaid-go has no test %s", name)
		}
	}
	for name := range beyond {
		if !slices.Contains(names, name) {
			t.Errorf("plaid-go has no test %s", name)
		}
	}
	return names
}

// plaidGoTest runs one test and gives what it said.
func plaidGoTest(ctx context.Context, program, name string, env []string) (said string) {
	ctx, cancel := context.WithTimeout(ctx, plaidGoTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-test.v", "-test.run", "^"+name+"$")
	var out bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = env, &out, &out
	if err := errors.Join(cmd.Run(), ctx.Err()); err != nil {
		fmt.Fprintln(&out, err)
	}
	return out.String()
}
