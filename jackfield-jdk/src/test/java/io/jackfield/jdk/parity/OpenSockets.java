package io.jackfield.jdk.parity;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Opens a socket of each sort and prints what the kernel then has open for this process. */
public final class OpenSockets {
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

    private OpenSockets() {}

    public static void main(String[] arguments) throws Exception {
        List<String> before = descriptors();
        ServerSocket listener = new ServerSocket(0);
        Socket socket = new Socket("localhost", listener.getLocalPort());
        ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress(0));
        List<AutoCloseable> open =
                List.of(
                        listener,
                        socket,
                        listener.accept(),
                        channel,
                        SocketChannel.open(),
                        new DatagramSocket(0),
                        DatagramChannel.open().bind(new InetSocketAddress(0)),
                        Selector.open());
        Pipe pipe = Pipe.open();
        List<String> after = descriptors();
        before.forEach(after::remove);
        int number = 0;
        for (String each : after) {
            System.out.println(number++ + "\t" + each);
        }
        for (Object each : open) {
            System.out.println(number++ + "\t" + each.getClass().getName());
        }
        System.out.println(number + "\t" + pipe.getClass().getName());
    }

    /** In ascending order, each as the kernel's tables describe it, without numbers of its own. */
    private static List<String> descriptors() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.sorted().toList()) {
                if (Files.isSymbolicLink(link)) {
                    String target = Files.readSymbolicLink(link).toString();
                    if (!target.startsWith("/")) { // a jar of the class path is no socket
                        found.add(describe(target));
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static String describe(String target) throws IOException {
        if (!target.startsWith("socket:[")) {
            return target.replaceAll("\\d+", "N");
        }
        String inode = target.replaceAll("\\D", "");
        for (String table : TABLES) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] fields = line.trim().split("\\s+");
                if (fields.length > 9 && fields[9].equals(inode)) {
                    String address = fields[1].replaceAll(":.*", "");
                    return table + " " + address + " " + state(fields[3]);
                }
            }
        }
        return "socket";
    }

    private static String state(String hex) {
        return switch (hex) {
            case "01" -> "ESTABLISHED";
            case "07" -> "CLOSE";
            case "0A" -> "LISTEN";
            default -> hex;
        };
    }
}
