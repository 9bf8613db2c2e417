package io.jackfield.programs.published;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Gets all files with what the JDK has had since its beginning. */
final class UrlConnectionClient {
    private UrlConnectionClient() {}

    /** The address of the directory. */
    public static void main(String[] args) throws Exception {
        ServedFiles got = ServedFiles.none();
        for (String name : ServedFiles.names()) {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(args[0] + name).toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                got.add(in.readAllBytes());
            }
        }
        System.out.println(got.summary());
    }
}
