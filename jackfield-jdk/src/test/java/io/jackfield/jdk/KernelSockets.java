package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sockets that this JVM has open in the real kernel, as /proc shows them. */
public record KernelSockets(Set<String> sockets) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

    static {
        try {
            SocketChannel.open().close(); // the JDK keeps one socket for good after its first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sockets that are open now. */
    public static KernelSockets now() {
        Set<String> open = new TreeSet<>();
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            links.map(KernelSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .forEach(open::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KernelSockets(open);
    }

    /** What a descriptor is; empty for one that was closed while the directory was read. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Fails if there are sockets now that there were not; says which, with their addresses. */
    public void assertNoMore() {
        Set<String> more = new TreeSet<>(now().sockets());
        more.removeAll(sockets);
        assertThat(more.stream().map(KernelSockets::describe))
                .as("sockets that were opened in the real kernel")
                .isEmpty();
    }

    /** The line of /proc/self/net about a socket, or its name if it is of another sort. */
    public static String describe(String socket) {
        String inode = " " + socket.replaceAll("\\D", "") + " ";
        return TABLES.stream()
                .flatMap(table -> lines(table).filter(line -> line.contains(inode)))
                .findFirst()
                .orElse(socket);
    }

    private static Stream<String> lines(String table) {
        try {
            return Files.readAllLines(Path.of("/proc/self/net", table)).stream()
                    .map(line -> table + ":" + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
