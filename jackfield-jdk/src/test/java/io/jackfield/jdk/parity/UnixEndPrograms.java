package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.bracketed;
import static io.jackfield.jdk.parity.Programs.outcome;
import static io.jackfield.jdk.parity.UnixPrograms.at;
import static io.jackfield.jdk.parity.UnixPrograms.remove;

import static java.net.StandardProtocolFamily.UNIX;

import io.jackfield.jdk.parity.UnixPrograms.Pair;

import jdk.net.ExtendedSocketOptions;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.TreeSet;

/** UNIX domain sockets: ends, options, threads that wait. */
final class UnixEndPrograms {
    private UnixEndPrograms() {}

    static void addTo(Programs all) {
        ending(all);
        options(all);
        waiting(all);
    }

    private static void ending(Programs all) {
        all.add(
                "unix peer closes",
                () -> {
                    try (Pair pair = Pair.open()) {
                        pair.accepted().close();
                        return outcome(() -> pair.channel().read(ByteBuffer.allocate(1)))
                                + outcome(() -> pair.channel().write(ByteBuffer.allocate(1)));
                    }
                });
        all.add(
                "unix peer closes, unread",
                () -> {
                    try (Pair pair = Pair.open()) {
                        pair.channel().write(ByteBuffer.allocate(1));
                        pair.accepted().close();
                        return outcome(() -> pair.channel().read(ByteBuffer.allocate(1)))
                                + outcome(() -> pair.channel().read(ByteBuffer.allocate(1)))
                                + outcome(() -> pair.channel().write(ByteBuffer.allocate(1)));
                    }
                });
        all.add(
                "unix closed",
                () -> {
                    Pair pair = Pair.open();
                    pair.close();
                    return bracketed(pair.channel())
                            + bracketed(pair.listener())
                            + outcome(pair.channel()::getLocalAddress)
                            + outcome(pair.listener()::accept);
                });
    }

    private static void options(Programs all) {
        all.add(
                "unix options",
                () -> {
                    try (Pair pair = Pair.open()) {
                        return names(pair.channel().supportedOptions())
                                + names(pair.listener().supportedOptions());
                    }
                });
        all.add(
                "unix option values",
                () -> {
                    try (Pair pair = Pair.open()) {
                        SocketChannel channel = pair.channel();
                        channel.setOption(StandardSocketOptions.SO_SNDBUF, 50_000);
                        channel.setOption(StandardSocketOptions.SO_RCVBUF, 60_000);
                        channel.setOption(StandardSocketOptions.SO_LINGER, 5);
                        pair.listener().setOption(StandardSocketOptions.SO_RCVBUF, 70_000);
                        return channel.getOption(StandardSocketOptions.SO_SNDBUF)
                                + " "
                                + channel.getOption(StandardSocketOptions.SO_RCVBUF)
                                + " "
                                + channel.getOption(StandardSocketOptions.SO_LINGER)
                                + " "
                                + pair.listener().getOption(StandardSocketOptions.SO_RCVBUF)
                                + outcome(
                                        () -> channel.getOption(StandardSocketOptions.TCP_NODELAY));
                    }
                });
        all.add(
                "unix SO_PEERCRED",
                () -> {
                    SocketOption<?> name = ExtendedSocketOptions.SO_PEERCRED;
                    try (Pair pair = Pair.open();
                            SocketChannel fresh = SocketChannel.open(UNIX)) {
                        return outcome(() -> pair.channel().getOption(name).getClass().getName())
                                + pair.channel()
                                        .getOption(name)
                                        .equals(pair.accepted().getOption(name))
                                + outcome(() -> fresh.getOption(name))
                                + outcome(
                                        () ->
                                                fresh.setOption(
                                                        ExtendedSocketOptions.SO_PEERCRED,
                                                        pair.channel()
                                                                .getOption(
                                                                        ExtendedSocketOptions
                                                                                .SO_PEERCRED)))
                                + outcome(() -> pair.listener().getOption(name));
                    }
                });
    }

    private static String names(Iterable<SocketOption<?>> options) {
        TreeSet<String> names = new TreeSet<>();
        options.forEach(each -> names.add(each.name()));
        return names.toString();
    }

    private static void waiting(Programs all) {
        all.add(
                "unix accept is interrupted",
                () -> {
                    try (ServerSocketChannel listener = ServerSocketChannel.open(UNIX)) {
                        listener.bind(at("wait"));
                        Thread.currentThread().interrupt();
                        String said = outcome(listener::accept) + Thread.interrupted();
                        return said + listener.isOpen();
                    } finally {
                        remove(at("wait"));
                    }
                });
        all.add(
                "unix read is closed",
                () -> {
                    try (Pair pair = Pair.open()) {
                        Thread closer =
                                Thread.ofVirtual()
                                        .start(
                                                () ->
                                                        outcome(
                                                                () -> {
                                                                    pair.accepted()
                                                                            .write(
                                                                                    ByteBuffer
                                                                                            .allocate(
                                                                                                    1));
                                                                    pair.channel().close();
                                                                }));
                        String said = outcome(() -> readTwice(pair.channel()));
                        closer.join();
                        return said;
                    }
                });
    }

    /** The first octet, and then an exception or the end: the channel is closed at some time. */
    private static String readTwice(SocketChannel channel) throws IOException {
        ByteBuffer room = ByteBuffer.allocate(1);
        try {
            int count = channel.read(room);
            while (count > 0) {
                count = channel.read(room.clear());
            }
            return "end";
        } catch (ClosedChannelException closed) {
            return "closed";
        }
    }
}
