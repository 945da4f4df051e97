import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody's program: it knows Plaid's Sandbox, and nothing of toile. */
public class Client {
    public static void main(String[] args) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://sandbox.plaid.com/institutions/get"))
                .header("Content-Type", "application/json")
                .header("PLAID-CLIENT-ID", System.getenv("PLAID_CLIENT_ID"))
                .header("PLAID-SECRET", System.getenv("PLAID_SECRET"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"count\":1,\"offset\":0,\"country_codes\":[\"US\"]}"))
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        System.out.println("bank: " + answer.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1"));
        try {
            client.send(HttpRequest.newBuilder(URI.create("https://example.com/")).build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
