package io.jackfield.programs.published;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gets all files at once, by HTTP/2 over TLS. */
final class JdkHttpClient {
    private JdkHttpClient() {}

    /** The address of the directory and the store of the certificate. */
    public static void main(String[] args) throws Exception {
        ServedFiles got = ServedFiles.none();
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .sslContext(Keys.trusting(args[1]))
                        .build();
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (String name : ServedFiles.names()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(args[0] + name)).build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
        }
        HttpResponse<byte[]> last = null;
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            last = answer.get();
            got.add(last.body());
        }
        System.out.printf(
                "%s, %s, %s%n",
                last.version(), last.sslSession().orElseThrow().getProtocol(), got.summary());
    }
}
