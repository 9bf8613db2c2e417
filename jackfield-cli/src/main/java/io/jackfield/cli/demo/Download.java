package io.jackfield.cli.demo;

import io.jackfield.jdk.Jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's HttpClient as its users start it, fetching one file into another. */
final class Download {
    private final AtomicLong received = new AtomicLong();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();

    private Download() {}

    /** Begins in the virtual machine; the client is closed when the file is there. */
    static Download start(Jvm jvm, URI from, Path to) {
        Download download = new Download();
        jvm.start(
                "download",
                () -> {
                    try {
                        download.fetch(from, to);
                        download.ended.complete(download.received.get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        download.ended.completeExceptionally(e);
                    } catch (IOException | RuntimeException | Error e) {
                        download.ended.completeExceptionally(e);
                    }
                });
        return download;
    }

    private void fetch(URI from, Path to) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    client.send(
                            HttpRequest.newBuilder(from).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            try (InputStream body = response.body();
                    OutputStream file = Files.newOutputStream(to)) {
                byte[] octets = new byte[1 << 16];
                for (int n = body.read(octets); n >= 0; n = body.read(octets)) {
                    file.write(octets, 0, n);
                    received.addAndGet(n);
                }
            }
        }
    }

    /** Octets of the body so far. */
    long received() {
        return received.get();
    }

    boolean isEnded() {
        return ended.isDone();
    }

    /** Octets of the whole body; throws what went wrong. */
    long await() throws Exception {
        return ended.get();
    }
}
