package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.FOREIGN;
import static io.jackfield.jdk.parity.Programs.LOOPBACK;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;

/**
 * DatagramSocket and MulticastSocket themselves, NetworkInterface and InetAddress, which are a
 * host's only with the agent.
 */
@SuppressWarnings({"deprecation", "removal"}) // what is old is part of what programs use
public final class DatagramSocketPrograms {
    private static final InetSocketAddress GROUP =
            new InetSocketAddress(InetAddress.ofLiteral("224.0.0.251"), 0);

    private DatagramSocketPrograms() {}

    /** Runs all of them on the calling thread. */
    public static Map<String, String> run() {
        return Programs.run(
                all -> {
                    making(all);
                    sending(all);
                    states(all);
                    closed(all);
                    multicasts(all);
                    groups(all);
                    SourcePrograms.addTo(all);
                    interfaces(all);
                    OptionPrograms.addMissing(all);
                });
    }

    /** Prints all outcomes, a line each. */
    public static void main(String[] arguments) {
        run().forEach((name, outcome) -> System.out.println(name + "\t" + outcome));
        System.exit(0);
    }

    private interface Program<S> {
        Object run(S socket) throws Exception;
    }

    private static void add(Programs all, String name, Program<DatagramSocket> program) {
        all.add(
                "datagram socket " + name,
                () -> {
                    try (DatagramSocket socket = new DatagramSocket(of(0))) {
                        return program.run(socket);
                    }
                });
    }

    private static void addMulticast(Programs all, String name, Program<MulticastSocket> program) {
        all.add(
                "multicast socket " + name,
                () -> {
                    try (MulticastSocket socket = new MulticastSocket()) {
                        return program.run(socket);
                    }
                });
    }

    private static void making(Programs all) {
        all.add("datagram socket of a port", () -> describe(new DatagramSocket(0)));
        all.add("datagram socket unbound", () -> describe(new DatagramSocket(null)));
        all.add("datagram socket of an address", () -> describe(new DatagramSocket(0, LOOPBACK)));
        all.add(
                "datagram socket of a foreign address",
                () -> new DatagramSocket(0, InetAddress.getByName(FOREIGN)));
        all.add(
                "datagram socket unresolved",
                () -> new DatagramSocket(InetSocketAddress.createUnresolved("nobody", 1)));
        all.add("datagram socket of no port", () -> new DatagramSocket(70_000));
        all.add("multicast socket of a port", () -> describe(new MulticastSocket(0)));
        all.add("multicast socket unbound", () -> describe(new MulticastSocket(null)));
        add(all, "in use", socket -> new DatagramSocket(socket.getLocalSocketAddress()));
        add(all, "in use by multicasts", socket -> new MulticastSocket(socket.getLocalPort()));
        add(all, "bound twice", socket -> outcome(() -> socket.bind(of(0))));
        all.add(
                "multicast socket shared",
                () -> {
                    try (MulticastSocket first = new MulticastSocket(0);
                            MulticastSocket second = new MulticastSocket(first.getLocalPort())) {
                        return second.isBound();
                    }
                });
    }

    private static String describe(DatagramSocket socket) throws Exception {
        try (socket) {
            return socket.isBound()
                    + " "
                    + socket.getLocalAddress()
                    + " "
                    + (socket.getLocalPort() > 0)
                    + " "
                    + socket.getReuseAddress()
                    + socket.getBroadcast()
                    + " "
                    + socket.getChannel()
                    + socket.getTrafficClass()
                    + " "
                    + socket.getSoTimeout();
        }
    }

    private static DatagramPacket packet(int octets, InetSocketAddress to) {
        return new DatagramPacket(new byte[octets], octets, to);
    }

    private static void sending(Programs all) {
        add(
                all,
                "echo",
                socket -> {
                    socket.send(packet(10, (InetSocketAddress) socket.getLocalSocketAddress()));
                    DatagramPacket received = new DatagramPacket(new byte[4], 4);
                    socket.receive(received);
                    return received.getLength()
                            + " "
                            + received.getSocketAddress().equals(socket.getLocalSocketAddress());
                });
        add(all, "to nowhere", socket -> outcome(() -> socket.send(packetWithoutAddress())));
        add(all, "to port 0", socket -> outcome(() -> socket.send(packet(1, of(0)))));
        add(all, "too much", socket -> outcome(() -> socket.send(packet(65_508, of(9)))));
        add(
                all,
                "in time",
                socket -> {
                    socket.setSoTimeout(10);
                    return outcome(() -> socket.receive(new DatagramPacket(new byte[1], 1)));
                });
        add(
                all,
                "refused",
                socket -> {
                    try (DatagramSocket gone = new DatagramSocket(of(0))) {
                        socket.connect(gone.getLocalSocketAddress());
                    }
                    socket.send(new DatagramPacket(new byte[1], 1));
                    socket.setSoTimeout(2_000);
                    return outcome(() -> socket.receive(new DatagramPacket(new byte[1], 1)));
                });
    }

    private static DatagramPacket packetWithoutAddress() {
        return new DatagramPacket(new byte[1], 1);
    }

    private static void states(Programs all) {
        add(
                all,
                "connected",
                socket -> {
                    socket.connect(LOOPBACK, 9);
                    String connected =
                            socket.isConnected()
                                    + " "
                                    + socket.getInetAddress()
                                    + socket.getPort()
                                    + socket.getRemoteSocketAddress()
                                    + outcome(() -> socket.send(packet(1, of(10))));
                    socket.disconnect();
                    return connected + socket.isConnected() + socket.getPort();
                });
        add(all, "negative timeout", socket -> outcome(() -> socket.setSoTimeout(-1)));
        add(all, "empty buffer", socket -> outcome(() -> socket.setSendBufferSize(0)));
        add(
                all,
                "options",
                socket ->
                        socket.supportedOptions().stream()
                                .map(SocketOption::name)
                                .sorted()
                                .toList());
        add(all, "option", socket -> socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
        add(all, "unknown option", socket -> socket.getOption(StandardSocketOptions.TCP_NODELAY));
    }

    private static void closed(Programs all) {
        add(
                all,
                "closed",
                socket -> {
                    socket.close();
                    socket.close();
                    return socket.isClosed()
                            + " "
                            + socket.isBound()
                            + socket.getLocalPort()
                            + socket.getLocalAddress()
                            + socket.getLocalSocketAddress()
                            + outcome(() -> socket.send(packet(1, of(9))))
                            + outcome(() -> socket.receive(packetWithoutAddress()))
                            + outcome(() -> socket.bind(of(0)))
                            + outcome(() -> socket.connect(of(9)))
                            + outcome(socket::getSoTimeout)
                            + outcome(socket::getBroadcast)
                            + outcome(() -> socket.joinGroup(GROUP, null));
                });
    }

    private static void multicasts(Programs all) {
        addMulticast(
                all,
                "hops",
                socket -> {
                    int usual = socket.getTimeToLive();
                    socket.setTimeToLive(200);
                    return usual
                            + " "
                            + socket.getTimeToLive()
                            + socket.getTTL()
                            + outcome(() -> socket.setTimeToLive(256));
                });
        addMulticast(
                all,
                "loop",
                socket -> {
                    boolean usual = socket.getLoopbackMode();
                    socket.setLoopbackMode(true);
                    return usual + " " + socket.getLoopbackMode();
                });
        addMulticast(
                all,
                "interface",
                socket -> {
                    NetworkInterface none = socket.getNetworkInterface();
                    String before = none.getIndex() + " " + socket.getInterface();
                    socket.setInterface(LOOPBACK);
                    return before
                            + socket.getNetworkInterface().getName()
                            + socket.getInterface()
                            + outcome(() -> socket.setInterface(InetAddress.getByName(FOREIGN)))
                            + outcome(() -> socket.setNetworkInterface(null));
                });
    }

    private static void groups(Programs all) {
        addMulticast(
                all,
                "joins",
                socket -> {
                    NetworkInterface lo = NetworkInterface.getByName("lo");
                    socket.joinGroup(GROUP, lo);
                    return outcome(() -> socket.joinGroup(GROUP, lo))
                            + outcome(() -> socket.leaveGroup(GROUP, lo))
                            + outcome(() -> socket.leaveGroup(GROUP, lo));
                });
        addMulticast(
                all,
                "joins what is no group",
                socket ->
                        outcome(() -> socket.joinGroup(of(1), null))
                                + outcome(() -> socket.joinGroup(LOOPBACK))
                                + outcome(
                                        () ->
                                                socket.joinGroup(
                                                        InetSocketAddress.createUnresolved("x", 1),
                                                        null)));
    }

    private static void interfaces(Programs all) {
        all.add(
                "interface lo",
                () -> {
                    NetworkInterface lo = NetworkInterface.getByName("lo");
                    return lo
                            + " "
                            + lo.getIndex()
                            + lo.isUp()
                            + lo.isLoopback()
                            + lo.isPointToPoint()
                            + lo.supportsMulticast()
                            + lo.isVirtual()
                            + lo.getMTU()
                            + lo.getHardwareAddress()
                            + lo.getParent()
                            + lo.getSubInterfaces().hasMoreElements()
                            + lo.inetAddresses()
                                    .filter(each -> each.getAddress().length == 4)
                                    .toList();
                });
        all.add("interface of the loopback", () -> NetworkInterface.getByInetAddress(LOOPBACK));
        all.add("interface that is none", () -> NetworkInterface.getByName("none0"));
        all.add("interface of no index", () -> NetworkInterface.getByIndex(-1));
        all.add("interface of null", () -> NetworkInterface.getByName(null));
        all.add(
                "interface bindings",
                () ->
                        NetworkInterface.getByName("lo").getInterfaceAddresses().stream()
                                .filter(each -> each.getNetworkPrefixLength() == 8)
                                .toList());
        all.add("loopback is reachable", () -> LOOPBACK.isReachable(1000));
        all.add("reachable in no time", () -> LOOPBACK.isReachable(-1));
        all.add("reachable without hops", () -> LOOPBACK.isReachable(null, -1, 1));
        all.add("unknown name", () -> InetAddress.getByName("nobody.invalid"));
        all.add("name of the loopback", () -> InetAddress.getByName("localhost"));
        all.add("no name", () -> InetAddress.getByName(""));
        all.add("literal", () -> InetAddress.getByName("10.1.2.3"));
    }
}
