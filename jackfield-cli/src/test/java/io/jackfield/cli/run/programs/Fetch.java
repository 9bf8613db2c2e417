package io.jackfield.cli.run.programs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Fetches a page and exits with the status it is told, by an argument or a property. */
public final class Fetch {
    private Fetch() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0])).build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + ", " + response.body().length() + " letters");
        System.exit(
                arguments.length > 1
                        ? Integer.parseInt(arguments[1])
                        : Integer.getInteger("fetch.status", 0));
    }
}
