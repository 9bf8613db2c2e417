package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddressBuffer;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Between the JDK's paths and ours, and bind(2) of a path as channels do it. */
final class UnixAddresses {
    /** As many octets as the JDK takes; sun_path has 108. */
    private static final int LONGEST = 106;

    private static final int ATTEMPTS = 10;

    static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    private UnixAddresses() {}

    /**
     * What the JDK checks of an address that a channel is given.
     *
     * @throws UnsupportedAddressTypeException if it is no path
     */
    static UnixDomainSocketAddress checked(SocketAddress address) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            throw new UnsupportedAddressTypeException();
        }
        return unix;
    }

    /**
     * The octets of a path.
     *
     * @throws SocketException if it is too long
     */
    static io.jackfield.posix.SocketAddress toPosix(UnixDomainSocketAddress unix)
            throws SocketException {
        String path = unix.getPath().toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new SocketException("Unix domain path too long");
        }
        return io.jackfield.posix.SocketAddress.unix(path);
    }

    /** The JDK's address; an abstract name it does not show. */
    static UnixDomainSocketAddress fromPosix(io.jackfield.posix.SocketAddress address) {
        return address.isPath() ? UnixDomainSocketAddress.of(address.path()) : UNNAMED;
    }

    /** getsockname. */
    static UnixDomainSocketAddress local(Descriptor descriptor) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        int result = descriptor.os().getsockname(descriptor.fd(), name);
        return result < 0 ? UNNAMED : fromPosix(name.address());
    }

    /** Binds a stream; without a path it stays without a name. */
    static UnixDomainSocketAddress bind(Descriptor descriptor, UnixDomainSocketAddress address)
            throws IOException {
        if (address.getPath().toString().isEmpty()) {
            return UNNAMED;
        }
        bindPath(descriptor, address);
        return local(descriptor);
    }

    /** Binds what will listen. */
    static void bindListener(Descriptor descriptor, UnixDomainSocketAddress address)
            throws IOException {
        if (address.getPath().toString().isEmpty()) {
            throw new BindException("Server socket cannot bind to unnamed address");
        }
        bindPath(descriptor, address);
    }

    /** Binds what will listen to a path of its own in the directory for such. */
    static void bindTemporary(Descriptor descriptor) throws IOException {
        String directory = System.getProperty("jdk.net.unixdomain.tmpdir", "");
        if (directory.isEmpty()) {
            directory = System.getProperty("java.io.tmpdir", "/tmp");
        }
        boolean isBound = false;
        for (int i = 0; i < ATTEMPTS && !isBound; i++) {
            int number = descriptor.process().temporaryName(Integer.MAX_VALUE);
            isBound = tryBind(descriptor, Path.of(directory, "socket_" + number));
        }
        if (!isBound) {
            throw new BindException("Could not bind to temporary name");
        }
    }

    private static boolean tryBind(Descriptor descriptor, Path path) throws IOException {
        try {
            bindPath(descriptor, UnixDomainSocketAddress.of(path));
            return true;
        } catch (BindException _) {
            return false; // somebody has it, by chance
        }
    }

    /**
     * bind(2). A path whose socket is closed is taken over: a program removes it with Files, which
     * know nothing of a host's paths.
     */
    private static void bindPath(Descriptor descriptor, UnixDomainSocketAddress address)
            throws IOException {
        io.jackfield.posix.SocketAddress path = toPosix(address);
        int result = descriptor.os().bind(descriptor.fd(), path);
        if (result == Errno.EADDRINUSE.result() && isStale(descriptor, path)) {
            descriptor.os().unlink(path.path());
            result = descriptor.os().bind(descriptor.fd(), path);
        }
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
    }

    /** Whether nobody has a path that is there: then even a datagram finds nobody. */
    private static boolean isStale(Descriptor descriptor, io.jackfield.posix.SocketAddress path) {
        int probe = descriptor.os().socket(Family.AF_UNIX, Family.SOCK_DGRAM, 0);
        if (probe < 0) {
            return false;
        }
        int result = descriptor.os().connect(probe, path);
        descriptor.os().close(probe);
        return result == Errno.ECONNREFUSED.result(); // of another type: EPROTOTYPE
    }
}
