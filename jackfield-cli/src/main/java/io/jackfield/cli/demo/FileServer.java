package io.jackfield.cli.demo;

import io.jackfield.jdk.Jvm;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Jetty as its users start it, serving one directory, on whatever host its threads belong to. */
final class FileServer implements AutoCloseable {
    static final int PORT = 8080;

    private final Server server;

    private FileServer(Server server) {
        this.server = server;
    }

    /** Starts Jetty in the virtual machine. */
    static FileServer start(Jvm jvm, Path directory) throws Exception {
        CompletableFuture<FileServer> started = new CompletableFuture<>();
        jvm.start(
                "jetty-start",
                () -> {
                    try {
                        started.complete(start(directory));
                    } catch (Exception e) {
                        started.completeExceptionally(e);
                    }
                });
        return started.get();
    }

    private static FileServer start(Path directory) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(PORT);
        server.addConnector(connector);
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(files).newResource(directory));
        server.setHandler(files);
        server.start();
        return new FileServer(server);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("Jetty does not stop", e);
        }
    }
}
