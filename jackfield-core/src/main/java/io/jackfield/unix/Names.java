package io.jackfield.unix;

import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whose is which name: abstract ones, of each type of socket for itself, and paths. */
final class Names {
    private static final int AUTOBIND_NAMES = 1 << 20;

    private final HostEntropy entropy;
    private final SocketPaths paths = new SocketPaths();
    private final Map<SocketAddress, UnixEndpoint> streams = new LinkedHashMap<>();
    private final Map<SocketAddress, UnixEndpoint> datagrams = new LinkedHashMap<>();
    private final Map<SocketAddress, UnixEndpoint> packets = new LinkedHashMap<>();

    Names(HostEntropy entropy) {
        this.entropy = entropy;
    }

    SocketPaths paths() {
        return paths;
    }

    private Map<SocketAddress, UnixEndpoint> abstracts(int type) {
        return switch (type) {
            case Family.SOCK_STREAM -> streams;
            case Family.SOCK_DGRAM -> datagrams;
            default -> packets;
        };
    }

    /** Whether an address has a name: 0 or -EINVAL. */
    static int validate(SocketAddress address) {
        boolean hasName =
                address.length() > SocketAddress.FAMILY_ONLY
                        && address.length() <= SocketAddress.SOCKADDR_UN;
        return hasName && address.family() == Family.AF_UNIX ? 0 : Errno.EINVAL.result();
    }

    /** bind(2) for a user. */
    int bind(UnixEndpoint endpoint, SocketAddress address, int uid) {
        boolean isUnnamed = address.length() == SocketAddress.FAMILY_ONLY;
        if (isUnnamed && address.family() == Family.AF_UNIX) {
            return autobind(endpoint);
        }
        int invalid = validate(address);
        if (invalid < 0) {
            return invalid;
        }
        return address.isPath()
                ? bindPath(endpoint, address.path(), uid)
                : bindAbstract(endpoint, address);
    }

    /** A path that is taken comes before the name that the socket has already, as on Linux. */
    private int bindPath(UnixEndpoint endpoint, String path, int uid) {
        int refused = paths.mayCreate(path);
        if (refused < 0) {
            boolean exists = refused == Errno.EEXIST.result();
            return exists ? Errno.EADDRINUSE.result() : refused;
        }
        if (endpoint.name() != null) {
            return Errno.EINVAL.result();
        }
        endpoint.named(SocketAddress.unixPath(path), paths.create(path, uid, endpoint));
        return 0;
    }

    private int bindAbstract(UnixEndpoint endpoint, SocketAddress name) {
        if (endpoint.name() != null) {
            return Errno.EINVAL.result();
        }
        if (abstracts(endpoint.type()).putIfAbsent(name, endpoint) != null) {
            return Errno.EADDRINUSE.result();
        }
        endpoint.named(name, null);
        return 0;
    }

    /** A NUL and five hexadecimal digits that nobody has (LINUX.md 101). */
    int autobind(UnixEndpoint endpoint) {
        if (endpoint.name() != null) {
            return 0;
        }
        int first = entropy.below(Purpose.AUTOBIND, AUTOBIND_NAMES);
        for (int i = 1; i <= AUTOBIND_NAMES; i++) {
            String digits = "%05x".formatted((first + i) % AUTOBIND_NAMES);
            if (bindAbstract(endpoint, SocketAddress.unixAbstract(digits)) == 0) {
                return 0;
            }
        }
        return Errno.ENOSPC.result();
    }

    /** Who has a name that a user may connect and send to; null if nobody: {@link #whyNobody}. */
    @Nullable UnixEndpoint find(SocketAddress address, int type, int uid) {
        if (!address.isPath()) {
            return abstracts(type).get(address);
        }
        SocketPaths.Node node = paths.find(address.path());
        if (node == null || !node.isWritableBy(uid)) {
            return null;
        }
        UnixEndpoint socket = node.socket;
        return socket != null && socket.type() == type ? socket : null;
    }

    int whyNobody(SocketAddress address, int type, int uid) {
        if (!address.isPath()) {
            return Errno.ECONNREFUSED.result();
        }
        SocketPaths.Node node = paths.find(address.path());
        if (node == null) {
            return paths.whyNone(address.path(), uid);
        }
        if (!node.isWritableBy(uid)) {
            return Errno.EACCES.result();
        }
        UnixEndpoint socket = node.socket;
        boolean isOther = socket != null && socket.type() != type;
        return (isOther ? Errno.EPROTOTYPE : Errno.ECONNREFUSED).result();
    }

    /** The endpoint is closed: an abstract name is free again, a path leads to nobody. */
    void release(UnixEndpoint endpoint) {
        SocketAddress name = endpoint.name();
        if (name != null && name.isAbstract()) {
            abstracts(endpoint.type()).remove(name, endpoint);
        }
    }
}
