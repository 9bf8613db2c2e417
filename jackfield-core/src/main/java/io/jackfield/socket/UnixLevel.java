package io.jackfield.socket;

import io.jackfield.observe.Setting;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.unix.UnixEndpoint;

import java.nio.ByteBuffer;

/** The options of SOL_SOCKET that a socket of AF_UNIX has. What is not listed is refused. */
final class UnixLevel {
    private UnixLevel() {}

    static int usualReceiveBuffer(Protocols host) {
        return host.settings().get(Setting.RMEM_DEFAULT);
    }

    static int set(UnixSocket socket, int name, ByteBuffer value, boolean isPrivileged) {
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        int number = OptionValue.getInt(value);
        boolean on = number != 0;
        UnixEndpoint endpoint = socket.endpoint();
        switch (name) {
            case Option.SO_SNDBUF, Option.SO_RCVBUF -> buffer(socket, name, number, false);
            case Option.SO_SNDBUFFORCE, Option.SO_RCVBUFFORCE -> {
                if (!isPrivileged) {
                    return Errno.EPERM.result();
                }
                buffer(socket, name, number, true);
            }
            case Option.SO_RCVLOWAT -> socket.ownOptions().receiveLowWater = lowWater(number);
            case Option.SO_RCVTIMEO, Option.SO_SNDTIMEO, Option.SO_LINGER -> {
                return time(socket, name, value);
            }
            case Option.SO_PASSCRED -> endpoint.passesCredentials(on);
            case Option.SO_PASSRIGHTS -> endpoint.passesRights(on);
            case Option.SO_OOBINLINE -> endpoint.urgentInline(on);
            case Option.SO_PEEK_OFF -> endpoint.peekOffset(number);
            case Option.SO_REUSEADDR, Option.SO_KEEPALIVE, Option.SO_BROADCAST ->
                    socket.ownOptions().idle(name, on);
            case Option.SO_REUSEPORT, Option.SO_ZEROCOPY -> {
                boolean isOff = name == Option.SO_REUSEPORT && !on;
                return isOff ? 0 : Errno.EOPNOTSUPP.result();
            }
            default -> {
                return Errno.ENOPROTOOPT.result();
            }
        }
        return 0;
    }

    private static int lowWater(int asked) {
        return asked < 0 ? Integer.MAX_VALUE : Math.max(asked, 1);
    }

    private static void buffer(UnixSocket socket, int name, int asked, boolean force) {
        if (name == Option.SO_RCVBUF || name == Option.SO_RCVBUFFORCE) {
            socket.receiveBuffer(Buffers.receive(asked, force, socket.host().settings()));
        } else {
            socket.endpoint().sendBuffer(Buffers.send(asked, force, socket.host().settings()));
        }
    }

    private static int time(UnixSocket socket, int name, ByteBuffer value) {
        SocketOptions options = socket.ownOptions();
        if (name == Option.SO_LINGER) {
            return options.linger(value);
        }
        long nanos = OptionValue.getTimeval(value);
        if (nanos < 0) {
            return (int) nanos;
        }
        if (name == Option.SO_RCVTIMEO) {
            options.receiveTimeoutNanos = nanos;
        } else {
            options.sendTimeoutNanos = nanos;
        }
        return 0;
    }

    static int read(UnixSocket socket, int name, ByteBuffer room) {
        SocketOptions options = socket.options();
        Credentials peer = socket.endpoint().peerCredentials();
        return switch (name) {
            case Option.SO_LINGER -> {
                boolean on = options.lingerSeconds >= 0;
                yield OptionValue.putLinger(room, on, on ? options.lingerSeconds : 0);
            }
            case Option.SO_RCVTIMEO -> OptionValue.putTimeval(room, options.receiveTimeoutNanos);
            case Option.SO_SNDTIMEO -> OptionValue.putTimeval(room, options.sendTimeoutNanos);
            case Option.SO_PEERCRED -> OptionValue.put(room, peer.octets());
            case Option.SO_PEERGROUPS -> peer.pid() == 0 ? Errno.ENODATA.result() : 0;
            case Option.SO_PEEK_OFF -> OptionValue.putInt(room, socket.endpoint().peekOffset());
            default -> {
                int number = number(socket, name);
                yield number < 0 ? number : OptionValue.putInt(room, number);
            }
        };
    }

    private static int number(UnixSocket socket, int name) {
        UnixEndpoint endpoint = socket.endpoint();
        return switch (name) {
            case Option.SO_TYPE -> socket.type();
            case Option.SO_DOMAIN -> socket.family();
            case Option.SO_PROTOCOL -> socket.protocol();
            case Option.SO_ERROR -> endpoint.takeError();
            case Option.SO_ACCEPTCONN -> endpoint.isListening() ? 1 : 0;
            case Option.SO_SNDBUF -> endpoint.sendBuffer();
            case Option.SO_RCVBUF -> socket.receiveBuffer();
            case Option.SO_RCVLOWAT -> socket.options().receiveLowWater;
            case Option.SO_SNDLOWAT -> 1;
            case Option.SO_PASSCRED -> endpoint.passesCredentials() ? 1 : 0;
            case Option.SO_PASSRIGHTS -> endpoint.passesRights() ? 1 : 0;
            case Option.SO_OOBINLINE -> endpoint.isUrgentInline() ? 1 : 0;
            case Option.SO_REUSEADDR, Option.SO_KEEPALIVE, Option.SO_BROADCAST ->
                    socket.options().isIdleOn(name) ? 1 : 0;
            case Option.SO_REUSEPORT, Option.SO_ZEROCOPY -> 0;
            default -> Errno.ENOPROTOOPT.result();
        };
    }
}
