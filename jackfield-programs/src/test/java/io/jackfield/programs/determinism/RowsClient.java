package io.jackfield.programs.determinism;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Fetches all rows from a {@link RowsServer}, each with a request of its own. */
final class RowsClient {
    private static final long PAUSE_MILLIS = 500;

    private RowsClient() {}

    /** The server's host. */
    public static void main(String[] arguments) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int id = 0; id < RowsServer.ROWS; id++) {
                URI uri = URI.create("http://" + arguments[0] + ":" + RowsServer.PORT + "/?" + id);
                System.out.println(fetch(client, HttpRequest.newBuilder(uri).build()));
            }
        }
    }

    /** Tries again while nobody listens. */
    private static String fetch(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return client.send(request, BodyHandlers.ofString()).body();
            } catch (ConnectException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
