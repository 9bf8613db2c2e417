package io.jackfield.programs.published;

import java.nio.file.Path;
import java.util.List;

/**
 * The clients of a web server: HTTP on port 8080 and HTTPS on port 8443 of the host "server", the
 * files below {@code /files/}.
 */
final class WebClients {
    private static final Path JARS = Published.jars("httpclient5");
    private static final String HTTP_CLIENT_5 =
            "HttpClient " + Published.version(Published.jar("httpclient5", "httpclient5-"));

    private final Stage stage;
    private final String server;
    private final Path keys;
    private final String needed;

    WebClients(Stage stage, String server, Path keys, String needed) {
        this.stage = stage;
        this.server = server;
        this.keys = keys;
        this.needed = needed;
    }

    void show(ServedFiles served) throws Exception {
        String files = served.summary();
        stage.show(
                server + " and HttpURLConnection",
                "client",
                Command.client(UrlConnectionClient.class, List.of(), "http://server:8080/files/"),
                files,
                needed);
        showSecure("HttpClient", JdkHttpClient.class, List.of(), "HTTP_2, TLSv1.3, " + files);
        showSecure(
                HTTP_CLIENT_5,
                HttpComponentsClient.class,
                List.of(JARS),
                "HTTP/1.1, TLSv1.3, " + files);
        showSecure(
                HTTP_CLIENT_5 + ", asynchronous",
                HttpComponentsAsyncClient.class,
                List.of(JARS),
                "HTTP/2.0, TLSv1.3, " + files);
    }

    private void showSecure(String name, Class<?> main, List<Path> jars, String expected)
            throws Exception {
        stage.show(
                server + " and " + name,
                "client",
                Command.client(main, jars, "https://server:8443/files/", keys.toString()),
                expected,
                needed);
    }
}
