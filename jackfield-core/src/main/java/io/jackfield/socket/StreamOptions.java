package io.jackfield.socket;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.tcp.OptionCall;
import io.jackfield.tcp.StatusCall;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;
import io.jackfield.tcp.TcpOptions;
import io.jackfield.tcp.receive.Timestamps;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The options of a stream socket: those of its connection, its listener, or its own until then. */
abstract class StreamOptions extends InetSocket {
    /** What TCP_MAXSEG reads before there is a connection (RFC 9293 §3.7.1). */
    private static final int DEFAULT_MSS = 536;

    private static final int CONGESTION_NAME = 16;

    private static final long UNLIMITED = -1;

    private TcpOptions own = TcpOptions.DEFAULT;

    /** An error that nobody took before its connection was dissolved. */
    short pendingError;

    StreamOptions(Protocols host, int family, int uid) {
        super(host, family, Family.SOCK_STREAM, Family.IPPROTO_TCP, uid);
    }

    abstract @Nullable TcpConnection connection();

    abstract @Nullable TcpListener listener();

    final TcpOptions tcpOptions() {
        TcpConnection connection = connection();
        if (connection != null) {
            return connection.options();
        }
        TcpListener listener = listener();
        return listener != null ? listener.options() : own;
    }

    /** Changes a copy of the options and puts it in force. */
    private void change(Consumer<TcpOptions> change) {
        TcpOptions changed = tcpOptions().copy();
        change.accept(changed);
        apply(changed);
    }

    private void apply(TcpOptions changed) {
        own = changed; // so that they outlast a connection that comes to nothing
        TcpConnection connection = connection();
        TcpListener listener = listener();
        if (connection != null) {
            OptionCall.apply(connection, changed, host().nowNanos());
        } else if (listener != null) {
            listener.options(changed);
        }
    }

    @Override
    final int receiveBuffer() {
        int set = tcpOptions().receiveBuffer();
        return set != 0 ? set : host().settings().get(Setting.TCP_RMEM_DEFAULT);
    }

    @Override
    final void receiveBuffer(int octets) {
        change(options -> options.receiveBuffer(octets));
    }

    @Override
    final int sendBuffer() {
        TcpConnection connection = connection();
        if (connection != null) {
            return connection.sendBuffer();
        }
        int set = tcpOptions().sendBuffer();
        return set != 0 ? set : host().settings().get(Setting.TCP_WMEM_DEFAULT);
    }

    @Override
    final void sendBuffer(int octets) {
        change(options -> options.sendBuffer(octets));
    }

    @Override
    final int hopLimit(boolean v4) {
        return tcpOptions().hopLimit(v4);
    }

    @Override
    final void hopLimit(boolean v4, int hops) {
        change(options -> options.hopLimit(v4, hops));
    }

    @Override
    final int trafficClass(boolean v4) {
        return tcpOptions().trafficClass(v4);
    }

    @Override
    final void trafficClass(boolean v4, int octet) {
        change(options -> options.trafficClass(v4, octet));
    }

    @Override
    final int takeError() {
        TcpConnection connection = connection();
        return connection == null ? takePendingError() : StatusCall.takeError(connection);
    }

    /** What a connection left behind that was dissolved, once; a positive errno or 0. */
    final int takePendingError() {
        int taken = pendingError;
        pendingError = 0;
        return taken;
    }

    @Override
    public final int takeSocketError() {
        TcpConnection connection = connection();
        return connection == null ? takePendingError() : StatusCall.takeSocketError(connection);
    }

    @Override
    public final void leaveError(int errno) {
        pendingError = (short) errno;
    }

    @Override
    final boolean isListening() {
        return listener() != null;
    }

    @Override
    final int ownOption(int name, boolean on) {
        switch (name) {
            case Option.SO_KEEPALIVE -> change(options -> options.keepAlive(on));
            case Option.SO_OOBINLINE -> change(options -> options.oobInline(on));
            case Option.SO_ZEROCOPY -> change(options -> options.zeroCopy(on));
            case Option.SO_BROADCAST -> ownOptions().idle(name, on);
            case Option.SO_DONTROUTE -> ownOptions().isDirect = on;
            default -> {
                return Errno.ENOPROTOOPT.result();
            }
        }
        return 0;
    }

    @Override
    final long maxPacingRate() {
        long set = tcpOptions().maxPacingRate();
        return set == 0 ? UNLIMITED : set;
    }

    @Override
    final int maxPacingRate(long octetsPerSecond) {
        long rate = octetsPerSecond == UNLIMITED ? 0 : Math.max(octetsPerSecond, 1);
        change(options -> options.maxPacingRate(rate));
        return 0;
    }

    @Override
    final int readOwnOption(int name) {
        return switch (name) {
            case Option.SO_KEEPALIVE -> tcpOptions().keepAlive() ? 1 : 0;
            case Option.SO_OOBINLINE -> tcpOptions().oobInline() ? 1 : 0;
            case Option.SO_ZEROCOPY -> tcpOptions().zeroCopy() ? 1 : 0;
            case Option.SO_BROADCAST -> options().isIdleOn(name) ? 1 : 0;
            case Option.SO_DONTROUTE -> options().isDirect ? 1 : 0;
            default -> Errno.ENOPROTOOPT.result();
        };
    }

    @Override
    final int ownIpOption(boolean v4, int name, ByteBuffer value) {
        if (name != (v4 ? Option.IP_RECVERR : Option.IPV6_RECVERR)) {
            return Errno.ENOPROTOOPT.result();
        }
        boolean on = OptionValue.getIntOrOctet(value) != 0;
        change(options -> options.reportErrors(on));
        return 0;
    }

    @Override
    final int readOwnIpOption(boolean v4, int name, ByteBuffer room) {
        return name == (v4 ? Option.IP_RECVERR : Option.IPV6_RECVERR)
                ? OptionValue.putInt(room, tcpOptions().reportErrors() ? 1 : 0)
                : Errno.ENOPROTOOPT.result();
    }

    @Override
    final int protocolOption(int level, int name, ByteBuffer value, long nowNanos) {
        if (level != Option.SOL_TCP) {
            return Errno.ENOPROTOOPT.result();
        }
        TcpOptions changed = tcpOptions().copy();
        int result;
        if (name == Option.TCP_CONGESTION) {
            result = changed.congestion(OptionValue.getText(value, CONGESTION_NAME));
        } else if (!OptionValue.hasInt(value)) {
            result = Errno.EINVAL.result();
        } else {
            result = changed.set(name, OptionValue.getInt(value));
        }
        if (result < 0) {
            return result;
        }
        apply(changed);
        TcpConnection connection = connection();
        if (name == Option.TCP_QUICKACK && connection != null) {
            OptionCall.quickAck(connection, changed.quickAck(), nowNanos);
        }
        return 0;
    }

    @Override
    final int readProtocolOption(int level, int name, ByteBuffer room, long nowNanos) {
        if (level != Option.SOL_TCP) {
            return unknownLevel();
        }
        switch (name) {
            case Option.TCP_CONGESTION -> {
                return OptionValue.putText(room, tcpOptions().congestionName(host().settings()));
            }
            case Option.TCP_LINGER2 -> {
                int set = tcpOptions().linger2();
                int standard = host().settings().get(Setting.TCP_FIN_TIMEOUT_SECONDS);
                return OptionValue.putInt(room, set == 0 ? standard : set);
            }
            case Option.TCP_MAXSEG -> {
                return OptionValue.putInt(room, maxSegment(nowNanos));
            }
            case Option.TCP_TIMESTAMP -> {
                TcpConnection connection = connection();
                return OptionValue.putInt(
                        room,
                        connection == null
                                ? Timestamps.clock(nowNanos, 0)
                                : StatusCall.timestamp(connection, nowNanos));
            }
            case Option.TCP_SAVED_SYN -> {
                return takeSavedSyn(room);
            }
            case Option.TCP_CC_INFO -> {
                return 0; // neither cubic nor reno has anything to tell, on Linux too
            }
            case Option.TCP_INFO -> {
                TcpConnection connection = connection();
                return connection == null
                        ? OptionValue.put(room, TcpInfoStruct.of(listener()))
                        : OptionValue.put(
                                room, TcpInfoStruct.of(StatusCall.info(connection, nowNanos)));
            }
            default -> {
                int number = tcpOptions().get(name, host().settings());
                return number < 0 ? number : OptionValue.putInt(room, number);
            }
        }
    }

    /** TCP_SAVED_SYN: once, and whole. */
    private int takeSavedSyn(ByteBuffer room) {
        byte[] saved = tcpOptions().savedSyn();
        if (saved == null) {
            return 0;
        }
        if (room.remaining() < saved.length) {
            return Errno.EINVAL.result();
        }
        tcpOptions().savedSyn(null);
        return OptionValue.put(room, saved);
    }

    private int maxSegment(long nowNanos) {
        TcpConnection connection = connection();
        if (connection != null && connection.state() != TcpState.CLOSED) {
            return StatusCall.info(connection, nowNanos).sendMss();
        }
        int set = tcpOptions().maxSegment();
        return set != 0 ? set : DEFAULT_MSS;
    }

    @Override
    public final int ioctl(int request, int[] argument) {
        TcpConnection connection = connection();
        boolean isOfConnection =
                request == FileControl.FIONREAD
                        || request == FileControl.SIOCOUTQ
                        || request == FileControl.SIOCOUTQNSD;
        if (listener() != null && isOfConnection) {
            return Errno.EINVAL.result();
        }
        switch (request) {
            case FileControl.SIOCATMARK -> argument[0] = isAtMark() ? 1 : 0;
            case FileControl.FIONREAD ->
                    argument[0] = connection == null ? 0 : StatusCall.unread(connection);
            case FileControl.SIOCOUTQ ->
                    argument[0] = connection == null ? 0 : StatusCall.unacknowledged(connection);
            case FileControl.SIOCOUTQNSD ->
                    argument[0] = connection == null ? 0 : StatusCall.unsent(connection);
            default -> {
                return Errno.ENOTTY.result();
            }
        }
        return 0;
    }
}
