package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.outcome;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Socket options: which there are, what they are at first, and what they take and give back. */
final class OptionPrograms {
    /** Sizes that the machine's settings decide; only what is set is compared. */
    private static final Set<String> SIZES = Set.of("SO_SNDBUF", "SO_RCVBUF");

    /** Options that the public tier cannot have, as README lists. */
    static final Set<String> MISSING = Set.of("IP_MULTICAST_IF", "SO_OOBINLINE");

    /** Values to try for integers: usual, odd and wrong ones. */
    private static final List<Integer> NUMBERS = List.of(1, 0, -1, 7, 8192, 100_000);

    private OptionPrograms() {}

    /** Whatever has options. */
    private interface Subject {
        Set<SocketOption<?>> all();

        <T> T get(SocketOption<T> name) throws IOException;

        <T> void set(SocketOption<T> name, T value) throws IOException;
    }

    private record OfChannel(NetworkChannel channel) implements Subject {
        @Override
        public Set<SocketOption<?>> all() {
            return channel.supportedOptions();
        }

        @Override
        public <T> T get(SocketOption<T> name) throws IOException {
            return channel.getOption(name);
        }

        @Override
        public <T> void set(SocketOption<T> name, T value) throws IOException {
            channel.setOption(name, value);
        }
    }

    private record OfSocket(Socket socket) implements Subject {
        @Override
        public Set<SocketOption<?>> all() {
            return socket.supportedOptions();
        }

        @Override
        public <T> T get(SocketOption<T> name) throws IOException {
            return socket.getOption(name);
        }

        @Override
        public <T> void set(SocketOption<T> name, T value) throws IOException {
            socket.setOption(name, value);
        }
    }

    private record OfListener(ServerSocket socket) implements Subject {
        @Override
        public Set<SocketOption<?>> all() {
            return socket.supportedOptions();
        }

        @Override
        public <T> T get(SocketOption<T> name) throws IOException {
            return socket.getOption(name);
        }

        @Override
        public <T> void set(SocketOption<T> name, T value) throws IOException {
            socket.setOption(name, value);
        }
    }

    private record OfDatagrams(DatagramSocket socket) implements Subject {
        @Override
        public Set<SocketOption<?>> all() {
            return socket.supportedOptions();
        }

        @Override
        public <T> T get(SocketOption<T> name) throws IOException {
            return socket.getOption(name);
        }

        @Override
        public <T> void set(SocketOption<T> name, T value) throws IOException {
            socket.setOption(name, value);
        }
    }

    static void addTo(Programs all) {
        options(all, "Socket", () -> new OfSocket(new Socket()));
        options(all, "ServerSocket", () -> new OfListener(new ServerSocket()));
        options(all, "SocketChannel", () -> new OfChannel(SocketChannel.open()));
        options(
                all,
                "SocketChannel of INET",
                () -> new OfChannel(SocketChannel.open(StandardProtocolFamily.INET)));
        options(all, "ServerSocketChannel", () -> new OfChannel(ServerSocketChannel.open()));
        options(all, "DatagramChannel", () -> new OfChannel(DatagramChannel.open()));
        options(
                all,
                "DatagramChannel of INET",
                () -> new OfChannel(DatagramChannel.open(StandardProtocolFamily.INET)));
        options(all, "adaptor", () -> new OfSocket(SocketChannel.open().socket()));
        options(
                all,
                "listener's adaptor",
                () -> new OfListener(ServerSocketChannel.open().socket()));
        options(all, "datagram's adaptor", () -> new OfDatagrams(DatagramChannel.open().socket()));
    }

    /** The options that the public tier cannot have, of channels that have them in the JDK. */
    static void addMissing(Programs all) {
        missing(all, "SocketChannel", () -> new OfChannel(SocketChannel.open()));
        missing(all, "adaptor", () -> new OfSocket(SocketChannel.open().socket()));
        missing(all, "Socket", () -> new OfSocket(new Socket()));
        missing(all, "ServerSocketChannel", () -> new OfChannel(ServerSocketChannel.open()));
        missing(all, "DatagramChannel", () -> new OfChannel(DatagramChannel.open()));
        OptionSets.run().forEach((type, names) -> all.add("all options of " + type, () -> names));
    }

    private static void missing(Programs all, String what, Callable<Subject> open) {
        List<String> names =
                fresh(open).all().stream()
                        .map(SocketOption::name)
                        .filter(MISSING::contains)
                        .sorted()
                        .toList();
        all.add("special options of " + what, () -> names);
        for (String name : names) {
            all.add(name + " of " + what, () -> roundTrips(open.call(), name));
        }
    }

    private static void options(Programs all, String what, Callable<Subject> open) {
        all.add("options of " + what, () -> names(open.call()));
        all.add(
                "options that " + what + " has not",
                () -> {
                    Subject subject = open.call();
                    List<String> outcomes = new ArrayList<>();
                    for (SocketOption<Integer> name :
                            List.of(
                                    StandardSocketOptions.IP_MULTICAST_TTL,
                                    StandardSocketOptions.SO_LINGER)) {
                        if (!subject.all().contains(name)) {
                            outcomes.add(outcome(() -> subject.get(name)));
                            outcomes.add(outcome(() -> subject.set(name, 1)));
                        }
                    }
                    return outcomes;
                });
        for (String name : names(fresh(open))) {
            all.add(name + " of " + what, () -> roundTrips(open.call(), name));
        }
    }

    private static Subject fresh(Callable<Subject> open) {
        try {
            return open.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Subject subject) {
        return subject.all().stream()
                .map(SocketOption::name)
                .filter(name -> !MISSING.contains(name))
                .sorted()
                .toList();
    }

    private static List<String> roundTrips(Subject subject, String name) {
        SocketOption<?> option =
                subject.all().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        List<String> outcomes = new ArrayList<>();
        if (!SIZES.contains(name)) {
            outcomes.add(outcome(() -> subject.get(option)));
        }
        if (option.type() == Boolean.class) {
            tryAll(outcomes, subject, option, List.of(true, false));
        } else if (option.type() == Integer.class) {
            tryAll(outcomes, subject, option, NUMBERS);
        }
        outcomes.add(outcome(() -> subject.set(option, null)));
        return outcomes;
    }

    @SuppressWarnings(
            "unchecked") // the values are of the option's type, which the caller looked at
    private static <T> void tryAll(
            List<String> outcomes, Subject subject, SocketOption<?> option, List<T> values) {
        SocketOption<T> name = (SocketOption<T>) option;
        for (T value : values) {
            String set = outcome(() -> subject.set(name, value));
            outcomes.add(value + ": " + set + ", " + outcome(() -> subject.get(name)));
        }
    }
}
