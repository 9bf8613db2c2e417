package io.jackfield.linux;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TUN device in the namespace of a {@link LinuxKernel}: an interface whose cable ends here.
 * Packets are octets from the IP header on. The descriptor is in a table of its own, so that no
 * process has it.
 */
public final class Tun implements AutoCloseable {
    private static final long TUNSETIFF = 0x4004_54ca;
    private static final short IFF_TUN = 1;
    private static final short IFF_NO_PI = 0x1000;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891c;
    private static final long SIOCSIFMTU = 0x8922;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int IFREQ = 40;
    private static final int IFREQ_UNION = 16;
    private static final int IFREQ_ADDRESS = 20;
    private static final int IN6_IFREQ = 24;
    private static final int IN6_PREFIX = 16;
    private static final int IN6_INDEX = 20;
    private static final int POLLFD = 8;
    private static final int POLLIN = 1;
    private static final int MOST_OCTETS = 65_535;

    private final String name;
    private final LinuxKernel kernel;
    private final KernelThread thread;
    private final ReentrantLock turn = new ReentrantLock();
    private final int fd;

    Tun(LinuxKernel kernel, KernelThread thread, String name) {
        this.kernel = kernel;
        this.thread = thread;
        this.name = name;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment device = arena.allocateFrom("/dev/net/tun");
            fd = must("/dev/net/tun", call(Call.OPENAT, AT_FDCWD, device.address(), O_RDWR, 0));
            MemorySegment request = request(arena);
            request.set(ValueLayout.JAVA_SHORT, IFREQ_UNION, (short) (IFF_TUN | IFF_NO_PI));
            must("TUNSETIFF", call(Call.IOCTL, fd, TUNSETIFF, request.address(), 0));
        }
    }

    private MemorySegment request(Arena arena) {
        MemorySegment request = arena.allocate(IFREQ, Long.BYTES);
        request.setString(0, name);
        return request;
    }

    private long call(Call number, long a, long b, long c, long d) {
        turn.lock();
        try {
            kernel.called();
            return thread.call(number, a, b, c, d, 0, 0);
        } finally {
            turn.unlock();
        }
    }

    private int must(String what, long result) {
        if (result < 0) {
            close();
            throw new IllegalStateException(name + ": " + what + ": " + Errno.of(result).text());
        }
        return (int) result;
    }

    /** {@code ip address add}: with it goes the route to its network. */
    public void add(Prefix address) {
        try (Arena arena = Arena.ofConfined()) {
            boolean v4 = address.address().isV4();
            int family = v4 ? AF_INET : AF_INET6;
            int asked = must("socket", call(Call.SOCKET, family, SOCK_DGRAM, 0, 0));
            if (v4) {
                add4(arena, asked, address);
            } else {
                add6(arena, asked, address);
            }
            call(Call.CLOSE, asked, 0, 0, 0);
        }
    }

    private void add4(Arena arena, int asked, Prefix address) {
        int mask = -1 << (Integer.SIZE - address.length());
        set4(arena, asked, SIOCSIFADDR, address.address());
        set4(arena, asked, SIOCSIFNETMASK, IpAddress.v4(mask));
    }

    private void set4(Arena arena, int asked, long what, IpAddress value) {
        MemorySegment request = request(arena);
        request.set(ValueLayout.JAVA_SHORT, IFREQ_UNION, (short) AF_INET);
        request.set(ValueLayout.JAVA_INT, IFREQ_ADDRESS, Integer.reverseBytes(value.v4Bits()));
        must("address", call(Call.IOCTL, asked, what, request.address(), 0));
    }

    private void add6(Arena arena, int asked, Prefix address) {
        MemorySegment request = request(arena);
        must("index", call(Call.IOCTL, asked, SIOCGIFINDEX, request.address(), 0));
        MemorySegment own = arena.allocate(IN6_IFREQ, Long.BYTES);
        own.set(ValueLayout.JAVA_LONG, 0, Long.reverseBytes(address.address().hi()));
        own.set(ValueLayout.JAVA_LONG, Long.BYTES, Long.reverseBytes(address.address().lo()));
        own.set(ValueLayout.JAVA_INT, IN6_PREFIX, address.length());
        own.set(ValueLayout.JAVA_INT, IN6_INDEX, request.get(ValueLayout.JAVA_INT, IFREQ_UNION));
        must("address", call(Call.IOCTL, asked, SIOCSIFADDR, own.address(), 0));
    }

    /**
     * {@code ip link set mtu}.
     *
     * @throws IllegalStateException if the kernel does not take it
     */
    public void mtu(int octets) {
        try (Arena arena = Arena.ofConfined()) {
            int asked = must("socket", call(Call.SOCKET, AF_INET, SOCK_DGRAM, 0, 0));
            MemorySegment request = request(arena);
            request.set(ValueLayout.JAVA_INT, IFREQ_UNION, octets);
            must("MTU", call(Call.IOCTL, asked, SIOCSIFMTU, request.address(), 0));
            call(Call.CLOSE, asked, 0, 0, 0);
        }
    }

    /** Has a packet arrive. The kernel has dealt with it, timers aside, when this returns. */
    public void send(byte[] packet) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment octets = arena.allocate(packet.length);
            octets.copyFrom(MemorySegment.ofArray(packet));
            must("write", call(Call.WRITE, fd, octets.address(), packet.length, 0));
        }
    }

    /** The next packet that the kernel has sent; null if it sends none within that time. */
    public byte @Nullable [] receive(long timeoutNanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(POLLFD, Integer.BYTES);
            one.set(ValueLayout.JAVA_INT, 0, fd);
            one.set(ValueLayout.JAVA_SHORT, Integer.BYTES, (short) POLLIN);
            long time = LinuxReadiness.timespec(arena, Math.max(0, timeoutNanos)).address();
            if (call(Call.PPOLL, one.address(), 1, time, 0) <= 0) {
                return null;
            }
            MemorySegment room = arena.allocate(MOST_OCTETS);
            int got = must("read", call(Call.READ, fd, room.address(), MOST_OCTETS, 0));
            return room.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Takes the device away. */
    @Override
    public void close() {
        thread.end();
    }
}
