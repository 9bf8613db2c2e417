package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.closedPort;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.Programs.Channels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** Selectors to the letter: keys, their sets, wake-ups, actions, what is closed. */
final class SelectorPrograms {
    private static final int READ = SelectionKey.OP_READ;
    private static final int WRITE = SelectionKey.OP_WRITE;
    private static final Consumer<SelectionKey> NOTHING = _ -> {};

    private SelectorPrograms() {}

    /** What is done with a selector and the two ends of a connection, of which one reads. */
    private interface Scene {
        Object play(Selector selector, SocketChannel reader, SocketChannel writer) throws Exception;
    }

    private static void add(Programs all, String name, Scene scene) {
        all.add(
                "selector " + name,
                () -> {
                    try (Channels pair = Channels.open();
                            Selector selector = Selector.open()) {
                        pair.accepted().configureBlocking(false);
                        return scene.play(selector, pair.accepted(), pair.channel());
                    }
                });
    }

    static void addTo(Programs all) {
        registering(all);
        cancelling(all);
        selecting(all);
        connecting(all);
        actions(all);
        wakeups(all);
        closing(all);
    }

    private static void write(SocketChannel writer) throws IOException {
        writer.write(ByteBuffer.allocate(1));
    }

    private static void registering(Programs all) {
        add(
                all,
                "registering",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ, "one");
                    boolean same = reader.register(selector, WRITE, "two") == key;
                    return List.of(
                            same,
                            key.interestOps(),
                            key.attachment(),
                            key.interestOpsOr(READ),
                            key.interestOpsAnd(READ),
                            key.interestOps(),
                            key.readyOps(),
                            reader.keyFor(selector) == key,
                            outcome(() -> writer.register(selector, READ)),
                            outcome(() -> reader.register(selector, SelectionKey.OP_ACCEPT)),
                            outcome(() -> key.interestOps(SelectionKey.OP_ACCEPT)),
                            outcome(() -> reader.register(null, READ)),
                            outcome(() -> reader.configureBlocking(true)),
                            outcome(() -> selector.keys().clear()),
                            outcome(() -> selector.keys().add(key)),
                            outcome(() -> selector.selectedKeys().add(key)),
                            outcome(() -> selector.select(-1)),
                            outcome(() -> selector.select(NOTHING, -1)),
                            outcome(() -> selector.select((Consumer<SelectionKey>) null)));
                });
        all.add(
                "selector valid operations",
                () -> {
                    try (Selector selector = Selector.open();
                            SocketChannel stream = SocketChannel.open();
                            ServerSocketChannel listener = ServerSocketChannel.open();
                            DatagramChannel datagrams = DatagramChannel.open()) {
                        StringBuilder seen = new StringBuilder();
                        for (SelectableChannel each : List.of(stream, listener, datagrams)) {
                            each.configureBlocking(false);
                            for (int ops : new int[] {0, 1, 4, 8, 16, 2}) {
                                seen.append(outcome(() -> each.register(selector, ops) != null));
                            }
                            seen.append(each.validOps()).append(' ');
                        }
                        return seen;
                    }
                });
    }

    private static void cancelling(Programs all) {
        add(
                all,
                "cancelled key",
                (selector, reader, _) -> {
                    SelectionKey key = reader.register(selector, READ);
                    key.cancel();
                    key.cancel();
                    List<Object> cancelled =
                            List.of(
                                    key.isValid(),
                                    selector.keys().size(),
                                    reader.isRegistered(),
                                    outcome(() -> key.interestOps()),
                                    outcome(() -> key.interestOps(0)),
                                    outcome(() -> key.interestOpsOr(0)),
                                    outcome(() -> key.interestOpsAnd(0)),
                                    outcome(key::readyOps),
                                    outcome(() -> reader.register(selector, READ)),
                                    outcome(() -> reader.configureBlocking(true)));
                    int selected = selector.selectNow();
                    List<Object> gone =
                            List.of(
                                    selected,
                                    selector.keys().size(),
                                    reader.isRegistered(),
                                    reader.isBlocking(),
                                    key.selector() == selector);
                    reader.configureBlocking(false);
                    boolean another = reader.register(selector, READ) != key;
                    return List.of(cancelled, gone, another);
                });
        add(
                all,
                "key cancelled while it is selected",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    write(writer);
                    int first = selector.select(5000);
                    key.cancel();
                    int held = selector.selectedKeys().size();
                    return List.of(
                            first, held, selector.selectNow(), selector.selectedKeys().size());
                });
    }

    private static void selecting(Programs all) {
        add(
                all,
                "counts",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    int none = selector.selectNow();
                    write(writer);
                    int first = selector.select(5000);
                    int again = selector.selectNow(); // selected already, and nothing new
                    key.interestOps(READ | WRITE);
                    int more = selector.select();
                    int ready = key.readyOps();
                    selector.selectedKeys().remove(key);
                    int anew = selector.select();
                    selector.selectedKeys().clear();
                    key.interestOps(0);
                    int uninterested = selector.selectNow();
                    return List.of(none, first, again, more, ready, anew, uninterested);
                });
        add(
                all,
                "end of a stream",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    writer.shutdownOutput();
                    int first = selector.select(5000);
                    int read = reader.read(ByteBuffer.allocate(1));
                    selector.selectedKeys().clear();
                    return List.of(first, read, selector.select(5000), key.isReadable());
                });
    }

    private static void connecting(Programs all) {
        all.add(
                "selector refused connect",
                () -> {
                    try (Selector selector = Selector.open();
                            SocketChannel channel = SocketChannel.open()) {
                        channel.configureBlocking(false);
                        channel.connect(closedPort());
                        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                        int count = selector.select(5000);
                        return List.of(
                                count,
                                key.readyOps(),
                                outcome(channel::finishConnect),
                                key.isValid(),
                                channel.isOpen());
                    }
                });
        all.add(
                "selector accept",
                () -> {
                    try (Selector selector = Selector.open();
                            ServerSocketChannel listener = ServerSocketChannel.open()) {
                        listener.bind(of(0)).configureBlocking(false);
                        SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
                        int none = selector.selectNow();
                        try (SocketChannel channel = SocketChannel.open()) {
                            channel.connect(listener.getLocalAddress());
                            int first = selector.select(5000);
                            listener.accept().close();
                            selector.selectedKeys().clear();
                            return List.of(none, first, key.readyOps(), selector.selectNow());
                        }
                    }
                });
    }

    private static void actions(Programs all) {
        add(
                all,
                "actions",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    write(writer);
                    StringBuilder seen = new StringBuilder();
                    int count = selector.select(each -> seen.append(each == key), 5000);
                    int again = selector.selectNow(each -> seen.append(each.readyOps()));
                    int held = selector.selectedKeys().size();
                    String thrown =
                            outcome(
                                    () ->
                                            selector.select(
                                                    _ -> {
                                                        throw new IllegalStateException("mine");
                                                    }));
                    String reentered =
                            outcome(
                                    () ->
                                            selector.select(
                                                    _ ->
                                                            seen.append(
                                                                    outcome(
                                                                            () ->
                                                                                    selector
                                                                                            .selectNow()))));
                    int cancelled = selector.select(SelectionKey::cancel, 5000);
                    return List.of(
                            count,
                            again,
                            held,
                            thrown,
                            reentered,
                            cancelled,
                            seen,
                            selector.keys().size(),
                            selector.selectNow(),
                            selector.keys().size());
                });
        add(
                all,
                "closed by its action",
                (selector, reader, writer) -> {
                    reader.register(selector, READ);
                    write(writer);
                    return outcome(() -> selector.select(_ -> outcome(selector::close), 5000))
                            + selector.isOpen();
                });
    }

    private static boolean isLong(long begin) {
        return System.nanoTime() - begin >= 90_000_000;
    }

    private static void wakeups(Programs all) {
        add(
                all,
                "wakeups",
                (selector, reader, _) -> {
                    reader.register(selector, READ);
                    boolean itself = selector.wakeup().wakeup() == selector;
                    int woken = selector.select();
                    long begin = System.nanoTime();
                    int second = selector.select(100);
                    boolean once = isLong(begin);
                    selector.wakeup();
                    selector.selectNow();
                    begin = System.nanoTime();
                    selector.select(100);
                    boolean taken = isLong(begin);
                    selector.wakeup();
                    int action = selector.select(NOTHING);
                    return List.of(itself, woken, second, once, taken, action);
                });
        add(
                all,
                "interrupted",
                (selector, reader, _) -> {
                    reader.register(selector, READ);
                    Thread.currentThread().interrupt();
                    int count = selector.select();
                    boolean stays = Thread.interrupted();
                    return List.of(count, stays, selector.isOpen());
                });
    }

    private static void closing(Programs all) {
        add(
                all,
                "closed channel",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    write(writer);
                    selector.select(5000);
                    reader.close();
                    boolean valid = key.isValid();
                    int before = selector.keys().size();
                    int now = selector.selectNow();
                    return List.of(
                            valid,
                            before,
                            now,
                            selector.keys().size(),
                            selector.selectedKeys().size(),
                            outcome(() -> reader.register(selector, READ)),
                            outcome(() -> reader.keyFor(selector)));
                });
        add(
                all,
                "closed",
                (selector, reader, writer) -> {
                    SelectionKey key = reader.register(selector, READ);
                    selector.close();
                    selector.close();
                    writer.configureBlocking(false);
                    return List.of(
                            key.isValid(),
                            reader.isRegistered(),
                            reader.isOpen(),
                            outcome(() -> selector.select()),
                            outcome(() -> selector.selectNow()),
                            outcome(() -> selector.select(NOTHING)),
                            outcome(selector::keys),
                            outcome(selector::selectedKeys),
                            outcome(() -> selector.wakeup() == selector),
                            outcome(() -> writer.register(selector, READ)));
                });
    }
}
