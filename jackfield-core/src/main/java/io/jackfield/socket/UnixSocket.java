package io.jackfield.socket;

import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.unix.CloseCall;
import io.jackfield.unix.ConnectCall;
import io.jackfield.unix.UnixEndpoint;
import io.jackfield.unix.UnixUser;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of AF_UNIX: stream, datagram or sequenced packets. */
public final class UnixSocket extends Socket implements UnixUser {
    private static final SocketAddress UNNAMED = SocketAddress.unixUnnamed();

    private final UnixEndpoint endpoint;
    private SocketOptions options = SocketOptions.DEFAULT;
    private int receiveBuffer;

    UnixSocket(Protocols host, UnixEndpoint endpoint, int uid) {
        super(host, Family.AF_UNIX, endpoint.type(), 0, uid);
        this.endpoint = endpoint;
        this.receiveBuffer = UnixLevel.usualReceiveBuffer(host);
        endpoint.user(this);
    }

    @Override
    public UnixEndpoint endpoint() {
        return endpoint;
    }

    SocketOptions options() {
        return options;
    }

    /** The options, this socket's own from now on. */
    SocketOptions ownOptions() {
        if (options == SocketOptions.DEFAULT) {
            options = options.copy();
        }
        return options;
    }

    int receiveBuffer() {
        return receiveBuffer;
    }

    void receiveBuffer(int octets) {
        receiveBuffer = octets;
    }

    @Override
    public int bind(SocketAddress address, Credentials process, long nowNanos) {
        return ConnectCall.bind(endpoint, address, process.uid());
    }

    @Override
    public int listen(int backlog, Credentials process, long nowNanos) {
        return ConnectCall.listen(endpoint, backlog, process);
    }

    /** The end of a listener that is shut down is seen by who waits. */
    @Override
    public int mayAccept() {
        if (endpoint.type() == Family.SOCK_DGRAM) {
            return Errno.EOPNOTSUPP.result();
        }
        boolean waitsInVain =
                endpoint.isReceiveShut() && endpoint.waiting() == 0 && !isNonBlocking();
        return endpoint.isListening() && !waitsInVain ? 0 : Errno.EINVAL.result();
    }

    @Override
    public @Nullable Socket accept(int acceptingUid, long nowNanos) {
        UnixEndpoint accepted = ConnectCall.accept(endpoint);
        return accepted == null ? null : new UnixSocket(host(), accepted, acceptingUid);
    }

    @Override
    public int shutdown(int how, long nowNanos) {
        return CloseCall.shutdown(endpoint, how);
    }

    @Override
    public int name(SocketAddressBuffer name) {
        name.set(shown(endpoint));
        return 0;
    }

    @Override
    public int peerName(SocketAddressBuffer name) {
        UnixEndpoint peer = endpoint.peer();
        if (peer == null) {
            return Errno.ENOTCONN.result();
        }
        name.set(shown(peer));
        return 0;
    }

    private static SocketAddress shown(UnixEndpoint of) {
        SocketAddress name = of.name();
        return name == null ? UNNAMED : name;
    }

    @Override
    public int option(int level, int name, ByteBuffer value, boolean isPrivileged, long nowNanos) {
        return level == Option.SOL_SOCKET
                ? UnixLevel.set(this, name, value, isPrivileged)
                : Errno.EOPNOTSUPP.result();
    }

    @Override
    public int readOption(int level, int name, ByteBuffer value, long nowNanos) {
        return level == Option.SOL_SOCKET
                ? UnixLevel.read(this, name, value)
                : Errno.EOPNOTSUPP.result();
    }

    @Override
    public int ioctl(int request, int[] argument) {
        int answer =
                switch (request) {
                    case FileControl.FIONREAD -> endpoint.readable();
                    case FileControl.SIOCOUTQ -> endpoint.allocated();
                    case FileControl.SIOCATMARK -> endpoint.mark();
                    default -> Errno.ENOTTY.result();
                };
        if (answer >= 0) {
            argument[0] = answer;
        }
        return Math.min(answer, 0);
    }

    @Override
    public long receiveTimeoutNanos() {
        return options.receiveTimeoutNanos;
    }

    @Override
    public long sendTimeoutNanos() {
        return options.sendTimeoutNanos;
    }

    @Override
    public int receiveLowWater() {
        return options.receiveLowWater;
    }

    @Override
    public boolean isByteStream() {
        return type() == Family.SOCK_STREAM;
    }

    @Override
    public boolean hasErrorQueue() {
        return false;
    }

    @Override
    public int readiness() {
        return endpoint.readiness();
    }

    @Override
    public void happened(int events) {
        wake(events);
    }

    @Override
    public void changed() {
        wakeAll(~0);
    }

    @Override
    protected void released(long nowNanos) {
        CloseCall.close(endpoint);
    }
}
