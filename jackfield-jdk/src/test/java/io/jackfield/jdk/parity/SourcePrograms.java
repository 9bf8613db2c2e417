package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.outcome;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;

/** Groups of chosen sources, over the loopback interface: what is said, and what is heard. */
final class SourcePrograms {
    private static final InetAddress GROUP = InetAddress.ofLiteral("239.7.7.7");
    private static final InetAddress SELF = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.9");
    private static final InetAddress OTHER6 = InetAddress.ofLiteral("::9");

    private SourcePrograms() {}

    private interface Scene {
        Object play(DatagramChannel channel, NetworkInterface lo) throws Exception;
    }

    static void addTo(Programs all) {
        for (StandardProtocolFamily family :
                List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
            add(all, "keys of " + family, family, SourcePrograms::keys);
            add(all, "blocked in " + family, family, SourcePrograms::blocked);
            add(all, "of one in " + family, family, SourcePrograms::ofOne);
            add(all, "wrong in " + family, family, SourcePrograms::wrong);
        }
    }

    private static void add(Programs all, String name, ProtocolFamily family, Scene scene) {
        all.add(
                "sources " + name,
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open(family)) {
                        channel.bind(new InetSocketAddress(0));
                        return scene.play(channel, NetworkInterface.getByName("lo"));
                    }
                });
    }

    private static Object keys(DatagramChannel channel, NetworkInterface lo) throws Exception {
        MembershipKey one = channel.join(GROUP, lo, SELF);
        MembershipKey two = channel.join(GROUP, lo, OTHER);
        List<Object> seen = new ArrayList<>();
        seen.add(one + " " + one.sourceAddress() + one.isValid());
        seen.add(channel.join(GROUP, lo, SELF) == one);
        seen.add(outcome(() -> channel.join(GROUP, lo)));
        seen.add(outcome(() -> one.block(OTHER)));
        one.drop();
        seen.add(outcome(one::isValid));
        seen.add(outcome(() -> one.unblock(OTHER)));
        two.drop();
        MembershipKey every = channel.join(GROUP, lo);
        seen.add(every + " " + every.sourceAddress());
        seen.add(outcome(() -> channel.join(GROUP, lo, SELF)));
        seen.add(outcome(() -> every.block(OTHER) == every));
        seen.add(outcome(() -> every.block(OTHER) == every));
        seen.add(outcome(() -> every.unblock(SELF)));
        seen.add(outcome(() -> every.unblock(OTHER) == every));
        seen.add(outcome(() -> every.unblock(OTHER)));
        every.drop();
        seen.add(outcome(() -> every.block(OTHER)));
        return seen;
    }

    /** Sends to the group, and whether that is heard. */
    private static boolean hears(DatagramChannel member, NetworkInterface lo) throws Exception {
        InetSocketAddress to =
                new InetSocketAddress(
                        GROUP, ((InetSocketAddress) member.getLocalAddress()).getPort());
        try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo);
            sender.bind(new InetSocketAddress(SELF, 0));
            sender.send(ByteBuffer.allocate(1), to);
        }
        member.socket().setSoTimeout(100);
        try {
            member.socket().receive(new java.net.DatagramPacket(new byte[1], 1));
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static Object blocked(DatagramChannel channel, NetworkInterface lo) throws Exception {
        MembershipKey key = channel.join(GROUP, lo);
        boolean first = hears(channel, lo);
        key.block(OTHER);
        boolean other = hears(channel, lo);
        key.block(SELF);
        boolean itself = hears(channel, lo);
        key.unblock(SELF);
        return List.of(first, other, itself, hears(channel, lo));
    }

    private static Object ofOne(DatagramChannel channel, NetworkInterface lo) throws Exception {
        MembershipKey other = channel.join(GROUP, lo, OTHER);
        boolean first = hears(channel, lo);
        channel.join(GROUP, lo, SELF);
        boolean both = hears(channel, lo);
        other.drop();
        return List.of(first, both, hears(channel, lo));
    }

    private static Object wrong(DatagramChannel channel, NetworkInterface lo) throws Exception {
        MembershipKey key = channel.join(GROUP, lo);
        return List.of(
                outcome(() -> channel.join(GROUP, lo, OTHER6)),
                outcome(() -> channel.join(GROUP, lo, GROUP)),
                outcome(() -> channel.join(GROUP, lo, new InetSocketAddress(0).getAddress())),
                outcome(() -> channel.join(GROUP, lo, null)),
                outcome(() -> channel.join(SELF, lo, SELF)),
                outcome(() -> key.block(OTHER6)),
                outcome(() -> key.block(GROUP)),
                outcome(() -> key.block(new InetSocketAddress(0).getAddress())));
    }
}
