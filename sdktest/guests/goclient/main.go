// Command goclient is somebody's program: it knows Plaid's Sandbox, and nothing of toile.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/plaid/plaid-go/v43/plaid"
)

func main() {
	configuration := plaid.NewConfiguration()
	configuration.AddDefaultHeader("PLAID-CLIENT-ID", os.Getenv("PLAID_CLIENT_ID"))
	configuration.AddDefaultHeader("PLAID-SECRET", os.Getenv("PLAID_SECRET"))
	configuration.UseEnvironment(plaid.Sandbox)
	request := plaid.NewInstitutionsGetRequest(1, 0, []plaid.CountryCode{plaid.COUNTRYCODE_US})
	answer, _, err := plaid.NewAPIClient(configuration).PlaidApi.InstitutionsGet(context.Background()).InstitutionsGetRequest(*request).Execute()
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println("bank:", answer.GetInstitutions()[0].GetName())
	if _, err := http.Get("https://example.com/"); err != nil {
		fmt.Println("refused:", err)
	}
}
