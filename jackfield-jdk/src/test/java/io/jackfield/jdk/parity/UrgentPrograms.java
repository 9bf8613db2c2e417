package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.Programs.Channels;
import io.jackfield.jdk.parity.Programs.Sockets;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Urgent data: what sockets and adaptors send, and readers find with and without OOBINLINE. */
final class UrgentPrograms {
    private UrgentPrograms() {}

    static void addTo(Programs all) {
        for (boolean inline : new boolean[] {false, true}) {
            all.add(
                    "urgent data between sockets, inline " + inline,
                    () -> {
                        try (Sockets pair = Sockets.open()) {
                            return exchange(pair.socket(), pair.accepted(), inline);
                        }
                    });
            all.add(
                    "urgent data between adaptors, inline " + inline,
                    () -> {
                        try (Channels pair = Channels.open()) {
                            Socket sender = pair.channel().socket();
                            return exchange(sender, pair.accepted().socket(), inline);
                        }
                    });
            all.add(
                    "urgent data and a channel's reads, inline " + inline,
                    () -> {
                        try (Channels pair = Channels.open()) {
                            return reads(pair, inline);
                        }
                    });
        }
        all.add("urgent data and a selector", UrgentPrograms::selects);
        refusals(all);
    }

    /** Reads follow a last octet, which stands behind what is urgent. */
    private static List<String> exchange(Socket sender, Socket receiver, boolean inline)
            throws IOException {
        List<String> seen = new ArrayList<>();
        seen.add(outcome(receiver::getOOBInline));
        receiver.setOOBInline(inline);
        seen.add(outcome(receiver::getOOBInline));
        sender.getOutputStream().write(new byte[] {'a', 'b'});
        sender.sendUrgentData('X');
        sender.sendUrgentData(0x100 + 'Y');
        sender.getOutputStream().write('.');
        receiver.setSoTimeout(5000);
        InputStream in = receiver.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf(".") < 0) {
            text.append((char) in.read());
        }
        seen.add(text.toString());
        return seen;
    }

    private static List<String> reads(Channels pair, boolean inline) throws IOException {
        pair.accepted().socket().setOOBInline(inline);
        SocketChannel sender = pair.channel();
        sender.write(ByteBuffer.wrap(new byte[] {'a', 'b'}));
        sender.socket().sendUrgentData('X');
        sender.write(ByteBuffer.wrap(new byte[] {'c', '.'}));
        sender.shutdownOutput();
        List<String> seen = new ArrayList<>();
        ByteBuffer room = ByteBuffer.allocate(100);
        StringBuilder text = new StringBuilder();
        while (text.indexOf(".") < 0) { // how reads cut the stream is the network's business
            pair.accepted().read(room.clear());
            text.append(StandardCharsets.US_ASCII.decode(room.flip()));
            seen.add(outcome(() -> pair.accepted().socket().getInputStream().available() < 100));
        }
        seen.clear();
        seen.add(text.toString());
        seen.add(outcome(() -> pair.accepted().read(room.clear())));
        return seen;
    }

    /** What is urgent alone makes nothing readable, until something follows. */
    private static List<Integer> selects() throws IOException {
        try (Channels pair = Channels.open();
                Selector selector = Selector.open()) {
            pair.accepted().configureBlocking(false);
            SelectionKey key = pair.accepted().register(selector, SelectionKey.OP_READ);
            pair.channel().socket().sendUrgentData('X');
            List<Integer> seen = new ArrayList<>();
            seen.add(selector.select(100));
            pair.channel().write(ByteBuffer.wrap(new byte[] {'a'}));
            seen.add(selector.select(5000));
            seen.add(key.readyOps());
            seen.add(pair.accepted().read(ByteBuffer.allocate(10)));
            return seen;
        }
    }

    private static void refusals(Programs all) {
        all.add(
                "urgent data of a socket that is not connected",
                () -> outcome(() -> new Socket().sendUrgentData(1)));
        all.add(
                "urgent data of an adaptor that is not connected",
                () -> outcome(() -> SocketChannel.open().socket().sendUrgentData(1)));
        all.add(
                "urgent data after the output is shut",
                () -> {
                    try (Sockets pair = Sockets.open();
                            Channels channels = Channels.open()) {
                        pair.socket().shutdownOutput();
                        channels.channel().shutdownOutput();
                        Socket adaptor = channels.channel().socket();
                        return List.of(
                                outcome(() -> pair.socket().sendUrgentData(1)),
                                outcome(() -> adaptor.sendUrgentData(1)));
                    }
                });
        all.add(
                "urgent data of closed sockets",
                () -> {
                    Sockets pair = Sockets.open();
                    Channels channels = Channels.open();
                    pair.close();
                    channels.close();
                    Socket adaptor = channels.channel().socket();
                    return List.of(
                            outcome(() -> pair.socket().sendUrgentData(1)),
                            outcome(() -> adaptor.sendUrgentData(1)),
                            outcome(() -> pair.socket().setOOBInline(true)),
                            outcome(pair.socket()::getOOBInline),
                            outcome(() -> adaptor.setOOBInline(true)),
                            outcome(adaptor::getOOBInline));
                });
    }
}
