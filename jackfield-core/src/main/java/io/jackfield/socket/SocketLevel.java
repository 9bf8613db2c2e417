package io.jackfield.socket;

import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddressBuffer;

import java.nio.ByteBuffer;

/** The options of SOL_SOCKET. What is not listed is refused as unknown. */
final class SocketLevel {
    private static final int INTERFACE_NAME = 16;

    private SocketLevel() {}

    static int set(InetSocket socket, int name, ByteBuffer value, boolean isPrivileged) {
        if (name == Option.SO_BINDTODEVICE) {
            return bindToDevice(socket, OptionValue.getText(value, INTERFACE_NAME), isPrivileged);
        }
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        int number = OptionValue.getInt(value);
        boolean on = number != 0;
        switch (name) {
            case Option.SO_REUSEADDR -> socket.changeName(InetSocket.REUSE_ADDRESS, on);
            case Option.SO_REUSEPORT -> socket.changeName(InetSocket.REUSE_PORT, on);
            case Option.SO_LINGER -> {
                return socket.ownOptions().linger(value);
            }
            case Option.SO_RCVTIMEO,
                    Option.SO_SNDTIMEO,
                    Option.SO_RCVTIMEO_NEW,
                    Option.SO_SNDTIMEO_NEW -> {
                return timeout(socket, name, value);
            }
            case Option.SO_BINDTOIFINDEX -> {
                return bindToIndex(socket, number, isPrivileged);
            }
            case Option.SO_RCVLOWAT ->
                    socket.ownOptions().receiveLowWater = lowWater(socket, number);
            case Option.SO_RCVBUF, Option.SO_SNDBUF -> buffer(socket, name, number, false);
            case Option.SO_RCVBUFFORCE, Option.SO_SNDBUFFORCE -> {
                if (!isPrivileged) {
                    return Errno.EPERM.result();
                }
                buffer(socket, name, number, true);
            }
            case Option.SO_PEEK_OFF -> {
                if (!socket.isByteStream()) {
                    return Errno.ENOPROTOOPT.result();
                }
                socket.ownOptions().peekOffset = number;
            }
            case Option.SO_MAX_PACING_RATE -> {
                return socket.maxPacingRate(OptionValue.getUnsigned(value));
            }
            case Option.SO_ZEROCOPY -> {
                int result = socket.readOwnOption(name); // refused where the socket has none
                boolean isWrong = result >= 0 && number != 0 && number != 1;
                return isWrong ? Errno.EINVAL.result() : socket.ownOption(name, on);
            }
            default -> {
                return socket.ownOption(name, on);
            }
        }
        return 0;
    }

    /** At least 1, of TCP at most half of the largest buffer; a negative number is the most. */
    private static int lowWater(InetSocket socket, int asked) {
        int most =
                socket.isByteStream()
                        ? socket.host().settings().get(Setting.TCP_RMEM_MAX) / 2
                        : Integer.MAX_VALUE;
        return asked < 0 || asked > most ? most : Math.max(asked, 1);
    }

    private static void buffer(InetSocket socket, int name, int asked, boolean force) {
        if (name == Option.SO_RCVBUF || name == Option.SO_RCVBUFFORCE) {
            socket.receiveBuffer(Buffers.receive(asked, force, socket.host().settings()));
        } else {
            socket.sendBuffer(Buffers.send(asked, force, socket.host().settings()));
        }
    }

    private static int timeout(InetSocket socket, int name, ByteBuffer value) {
        long nanos = OptionValue.getTimeval(value);
        if (nanos < 0) {
            return (int) nanos;
        }
        if (name == Option.SO_RCVTIMEO || name == Option.SO_RCVTIMEO_NEW) {
            socket.ownOptions().receiveTimeoutNanos = nanos;
        } else {
            socket.ownOptions().sendTimeoutNanos = nanos;
        }
        return 0;
    }

    /** SO_BINDTODEVICE: anybody may bind a socket once, to change it takes privilege. */
    private static int bindToDevice(InetSocket socket, String name, boolean isPrivileged) {
        if (socket.options().boundIndex != 0 && !isPrivileged) {
            return Errno.EPERM.result();
        }
        int index = 0;
        if (!name.isEmpty()) {
            for (NetworkInterface nic : socket.host().ip().routes().interfaces()) {
                index = nic.name().equals(name) ? nic.index() : index;
            }
            if (index == 0) {
                return Errno.ENODEV.result();
            }
        }
        socket.ownOptions().boundIndex = index;
        socket.nameChanged();
        return 0;
    }

    /** As SO_BINDTODEVICE, but for that Linux does not look whether there is such an interface. */
    private static int bindToIndex(InetSocket socket, int index, boolean isPrivileged) {
        if (index < 0) {
            return Errno.EINVAL.result();
        }
        if (socket.options().boundIndex != 0 && !isPrivileged) {
            return Errno.EPERM.result();
        }
        socket.ownOptions().boundIndex = index;
        socket.nameChanged();
        return 0;
    }

    /** What getpeername(2) says, for who has no more room than it takes. */
    private static int peerName(InetSocket socket, ByteBuffer room) {
        SocketAddressBuffer peer = new SocketAddressBuffer();
        int refused = socket.peerName(peer);
        if (refused < 0) {
            return refused;
        }
        return room.remaining() > peer.length()
                ? Errno.EINVAL.result()
                : OptionValue.put(room, peer.address().octets());
    }

    static int read(InetSocket socket, int name, ByteBuffer room) {
        SocketOptions options = socket.options();
        switch (name) {
            case Option.SO_LINGER -> {
                boolean on = options.lingerSeconds >= 0;
                return OptionValue.putLinger(room, on, on ? options.lingerSeconds : 0);
            }
            case Option.SO_RCVTIMEO, Option.SO_RCVTIMEO_NEW -> {
                return OptionValue.putTimeval(room, options.receiveTimeoutNanos);
            }
            case Option.SO_SNDTIMEO, Option.SO_SNDTIMEO_NEW -> {
                return OptionValue.putTimeval(room, options.sendTimeoutNanos);
            }
            case Option.SO_BINDTODEVICE -> {
                if (options.boundIndex == 0) {
                    return 0;
                }
                NetworkInterface nic = socket.nic(options.boundIndex);
                return nic == null ? Errno.ENODEV.result() : OptionValue.putText(room, nic.name());
            }
            case Option.SO_PEEK_OFF -> {
                return socket.isByteStream()
                        ? OptionValue.putInt(room, options.peekOffset)
                        : Errno.ENOPROTOOPT.result();
            }
            case Option.SO_MAX_PACING_RATE -> {
                long rate = socket.maxPacingRate();
                return rate == 0 ? Errno.ENOPROTOOPT.result() : OptionValue.putUnsigned(room, rate);
            }
            case Option.SO_PEERNAME -> {
                return peerName(socket, room);
            }
            default -> {
                int number = number(socket, name);
                return number < 0 ? number : OptionValue.putInt(room, number);
            }
        }
    }

    private static int number(InetSocket socket, int name) {
        return switch (name) {
            case Option.SO_TYPE -> socket.type();
            case Option.SO_DOMAIN -> socket.family();
            case Option.SO_PROTOCOL -> socket.protocol();
            case Option.SO_ERROR -> socket.takeError();
            case Option.SO_ACCEPTCONN -> socket.isListening() ? 1 : 0;
            case Option.SO_REUSEADDR -> socket.is(InetSocket.REUSE_ADDRESS) ? 1 : 0;
            case Option.SO_REUSEPORT -> socket.is(InetSocket.REUSE_PORT) ? 1 : 0;
            case Option.SO_RCVBUF -> socket.receiveBuffer();
            case Option.SO_SNDBUF -> socket.sendBuffer();
            case Option.SO_RCVLOWAT -> socket.options().receiveLowWater;
            case Option.SO_SNDLOWAT -> 1;
            case Option.SO_BINDTOIFINDEX -> socket.options().boundIndex;
            case Option.SO_INCOMING_NAPI_ID -> 0; // no device here has NAPI
            default -> socket.readOwnOption(name);
        };
    }
}
