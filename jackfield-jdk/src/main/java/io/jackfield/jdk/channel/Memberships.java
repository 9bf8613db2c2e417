package io.jackfield.jdk.channel;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The multicast groups that a datagram channel is a member of. */
final class Memberships {
    /** Whether NetworkInterface lists a host's interfaces on its threads: with the agent. */
    private static volatile boolean interfacesAreHosts;

    private final PacketChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by lock. */
    private final List<Key> keys = new ArrayList<>();

    Memberships(PacketChannel channel) {
        this.channel = channel;
    }

    static void interfacesAreHosts() {
        interfacesAreHosts = true;
    }

    /** Whether programs can name a host's interface. */
    static boolean areInterfacesHosts() {
        return interfacesAreHosts;
    }

    /**
     * Joins, or answers the key of the membership there is. Without the agent it is refused: an
     * index would be one of the real machine's interfaces.
     *
     * @param nic null for the interface that the host chooses
     * @param source refused where it is not null: there are no filters by source
     */
    MembershipKey join(
            InetAddress group, @Nullable NetworkInterface nic, @Nullable InetAddress source)
            throws IOException {
        if (!interfacesAreHosts) {
            throw new UnsupportedOperationException("multicast groups need the agent");
        }
        check(group);
        if (source != null) {
            throw new UnsupportedOperationException();
        }
        lock.lock();
        try {
            Key known = findLocked(group, nic);
            if (known != null) {
                return known;
            }
            Key key = new Key(group, nic);
            set(key, true);
            keys.add(key);
            return key;
        } finally {
            lock.unlock();
        }
    }

    private void check(InetAddress group) {
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException("Group not a multicast address");
        }
        if (group instanceof Inet6Address && channel.descriptor().family() == Family.AF_INET) {
            throw new IllegalArgumentException("Only IPv6 sockets can join IPv6 multicast group");
        }
    }

    /** The membership, or null. */
    @Nullable MembershipKey find(InetAddress group, @Nullable NetworkInterface nic) {
        lock.lock();
        try {
            return findLocked(group, nic);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Key findLocked(InetAddress group, @Nullable NetworkInterface nic) {
        for (Key key : keys) {
            if (key.group.equals(group) && Objects.equals(key.nic, nic)) {
                return key;
            }
        }
        return null;
    }

    /** The channel is closed, and with it every membership. */
    void close() {
        lock.lock();
        try {
            keys.clear();
        } finally {
            lock.unlock();
        }
    }

    private void set(Key key, boolean join) throws IOException {
        boolean v4 = key.group instanceof Inet4Address;
        int name =
                v4
                        ? join ? Option.IP_ADD_MEMBERSHIP : Option.IP_DROP_MEMBERSHIP
                        : join ? Option.IPV6_JOIN_GROUP : Option.IPV6_LEAVE_GROUP;
        OptionValues.set(
                channel.descriptor(), v4 ? Option.SOL_IP : Option.SOL_IPV6, name, key.request(v4));
    }

    private final class Key extends MembershipKey {
        private final InetAddress group;
        private final @Nullable NetworkInterface nic;

        Key(InetAddress group, @Nullable NetworkInterface nic) {
            this.group = group;
            this.nic = nic;
        }

        /** struct ip_mreqn, struct ipv6_mreq. */
        ByteBuffer request(boolean v4) {
            ByteBuffer request = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
            request.put(Addresses.of(group).octets());
            if (v4) {
                request.put(IpAddress.ANY4.octets());
            }
            return request.putInt(nic == null ? 0 : nic.getIndex()).flip();
        }

        @Override
        public boolean isValid() {
            lock.lock();
            try {
                return keys.contains(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void drop() {
            lock.lock();
            try {
                if (keys.remove(this)) {
                    set(this, false);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e); // who has joined may leave
            } finally {
                lock.unlock();
            }
        }

        @Override
        public MembershipKey block(InetAddress source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MembershipKey unblock(InetAddress source) {
            throw new IllegalStateException("not currently blocked");
        }

        @Override
        public DatagramChannel channel() {
            return channel;
        }

        @Override
        public InetAddress group() {
            return group;
        }

        @Override
        public @Nullable NetworkInterface networkInterface() {
            return nic;
        }

        @Override
        public @Nullable InetAddress sourceAddress() {
            return null;
        }

        @Override
        public String toString() {
            return "<" + group.getHostAddress() + "," + (nic == null ? "" : nic.getName()) + ">";
        }
    }
}
