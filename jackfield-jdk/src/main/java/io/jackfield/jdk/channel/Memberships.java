package io.jackfield.jdk.channel;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

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
     * @param source the only one to be heard; null for all
     */
    MembershipKey join(
            InetAddress group, @Nullable NetworkInterface nic, @Nullable InetAddress source)
            throws IOException {
        if (!interfacesAreHosts) {
            throw new UnsupportedOperationException("multicast groups need the agent");
        }
        check(group);
        if (source != null) {
            checkSource(source, group);
        }
        lock.lock();
        try {
            Key known = findLocked(group, nic, source);
            if (known != null) {
                return known;
            }
            Key key = new Key(group, nic, source);
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

    private static void checkSource(InetAddress source, InetAddress group) {
        if (source.isAnyLocalAddress()) {
            throw new IllegalArgumentException("Source address is a wildcard address");
        }
        if (source.isMulticastAddress()) {
            throw new IllegalArgumentException("Source address is multicast address");
        }
        if (source.getClass() != group.getClass()) {
            throw new IllegalArgumentException("Source address is different type to group");
        }
    }

    /** The membership, or null. */
    @Nullable MembershipKey find(InetAddress group, @Nullable NetworkInterface nic) {
        lock.lock();
        try {
            return findLocked(group, nic, null);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Key findLocked(
            InetAddress group, @Nullable NetworkInterface nic, @Nullable InetAddress source) {
        for (Key key : keys) {
            if (!key.group.equals(group) || !Objects.equals(key.nic, nic)) {
                continue;
            }
            if (Objects.equals(key.source, source)) {
                return key;
            }
            if (source == null) { // sic, both messages as the JDK has them
                throw new IllegalStateException("Already a member to receive all packets");
            }
            if (key.source == null) {
                throw new IllegalStateException("Already have source-specific membership");
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
        if (key.source != null) {
            int name = join ? Option.MCAST_JOIN_SOURCE_GROUP : Option.MCAST_LEAVE_SOURCE_GROUP;
            setSource(key, name, key.source);
            return;
        }
        boolean v4 = key.group instanceof Inet4Address;
        int name =
                v4
                        ? join ? Option.IP_ADD_MEMBERSHIP : Option.IP_DROP_MEMBERSHIP
                        : join ? Option.IPV6_JOIN_GROUP : Option.IPV6_LEAVE_GROUP;
        OptionValues.set(
                channel.descriptor(), v4 ? Option.SOL_IP : Option.SOL_IPV6, name, key.request(v4));
    }

    private void setSource(Key key, int name, InetAddress source) throws IOException {
        int level = key.group instanceof Inet4Address ? Option.SOL_IP : Option.SOL_IPV6;
        OptionValues.set(channel.descriptor(), level, name, key.request(source));
    }

    private final class Key extends MembershipKey {
        /** struct group_source_req: where the addresses stand, and its length. */
        private static final int GROUP_AT = 8;

        private static final int SOURCE_AT = GROUP_AT + SocketAddress.SOCKADDR_STORAGE;
        private static final int LENGTH = SOURCE_AT + SocketAddress.SOCKADDR_STORAGE;

        private final InetAddress group;
        private final @Nullable NetworkInterface nic;
        private final @Nullable InetAddress source;

        /** Guarded by lock. */
        private final List<InetAddress> blocked = new ArrayList<>(0);

        Key(InetAddress group, @Nullable NetworkInterface nic, @Nullable InetAddress source) {
            this.group = group;
            this.nic = nic;
            this.source = source;
        }

        ByteBuffer request(InetAddress filtered) {
            ByteBuffer request = ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder());
            request.putInt(nic == null ? 0 : nic.getIndex());
            request.put(GROUP_AT, SocketAddress.of(Addresses.of(group), 0).octets());
            request.put(SOURCE_AT, SocketAddress.of(Addresses.of(filtered), 0).octets());
            return request.rewind();
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
        public MembershipKey block(InetAddress toBlock) throws IOException {
            if (source != null) {
                throw new IllegalStateException("key is source-specific");
            }
            lock.lock();
            try {
                if (!blocked.contains(toBlock)) {
                    requireValidLocked();
                    checkSource(toBlock, group);
                    setSource(this, Option.MCAST_BLOCK_SOURCE, toBlock);
                    blocked.add(toBlock);
                }
                return this;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public MembershipKey unblock(InetAddress toUnblock) {
            lock.lock();
            try {
                if (!blocked.contains(toUnblock)) {
                    throw new IllegalStateException("not blocked");
                }
                requireValidLocked();
                setSource(this, Option.MCAST_UNBLOCK_SOURCE, toUnblock);
                blocked.remove(toUnblock);
                return this;
            } catch (IOException e) {
                throw new IllegalStateException(e); // what is blocked may be unblocked
            } finally {
                lock.unlock();
            }
        }

        private void requireValidLocked() {
            if (!keys.contains(this)) {
                throw new IllegalStateException("key is no longer valid");
            }
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
            return source;
        }

        @Override
        public String toString() {
            return "<"
                    + group.getHostAddress()
                    + ","
                    + (nic == null ? "" : nic.getName())
                    + (source == null ? "" : "," + source.getHostAddress())
                    + ">";
        }
    }
}
