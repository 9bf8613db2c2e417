package io.jackfield.socket;

import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.udp.Udp;
import io.jackfield.udp.UdpEndpoint;

import java.nio.ByteBuffer;

/** The options of a datagram socket, which are its endpoint's. */
abstract class DatagramOptions extends InetSocket {
    final Udp udp;
    final UdpEndpoint endpoint;

    DatagramOptions(Protocols host, int family, int type, int protocol, int uid) {
        super(host, family, type, protocol, uid);
        this.udp = host.udp();
        this.endpoint = udp.create((_, readiness) -> wake(readiness), new Binding<>(any(), uid));
    }

    /** Sends what was collected for one datagram (UDP_CORK). */
    abstract void push(long nowNanos);

    /** What it stands on. */
    public final UdpEndpoint endpoint() {
        return endpoint;
    }

    @Override
    final int receiveBuffer() {
        return endpoint.options().receiveBuffer();
    }

    @Override
    final void receiveBuffer(int octets) {
        endpoint.options().receiveBuffer(octets);
    }

    @Override
    final int sendBuffer() {
        return endpoint.options().sendBuffer();
    }

    @Override
    final void sendBuffer(int octets) {
        endpoint.options().sendBuffer(octets);
    }

    @Override
    final int hopLimit(boolean v4) {
        return endpoint.options().hopLimit(v4);
    }

    @Override
    final void hopLimit(boolean v4, int hops) {
        endpoint.options().hopLimit(v4, hops);
    }

    @Override
    final int trafficClass(boolean v4) {
        return endpoint.options().trafficClass(v4);
    }

    @Override
    final void trafficClass(boolean v4, int octet) {
        endpoint.options().trafficClass(v4, octet);
    }

    @Override
    final int takeError() {
        return endpoint.takeError();
    }

    @Override
    public final int takeSocketError() {
        return endpoint.takeError();
    }

    @Override
    public final void leaveError(int errno) {
        endpoint.error(errno);
    }

    @Override
    final int ownOption(int name, boolean on) {
        switch (name) {
            case Option.SO_BROADCAST -> endpoint.options().broadcast(on);
            case Option.SO_KEEPALIVE, Option.SO_OOBINLINE -> ownOptions().idle(name, on);
            case Option.SO_RXQ_OVFL -> ask(Asked.RXQ_OVFL, on);
            case Option.SO_DONTROUTE -> {
                endpoint.options().direct(on);
                endpoint.forgetRoute();
            }
            case Option.SO_NO_CHECK -> endpoint.options().noCheck(true, on);
            case Option.SO_SELECT_ERR_QUEUE -> ownOptions().tellsErrors = on;
            default -> {
                if (!Asked.isTime(name)) {
                    return Errno.ENOPROTOOPT.result();
                }
                asked(Asked.withTime(options().asked, name, on));
            }
        }
        return 0;
    }

    /** Wants to be told something with each datagram, or no longer. */
    final void ask(int what, boolean on) {
        asked(on ? options().asked | what : options().asked & ~what);
    }

    private void asked(int all) {
        ownOptions().asked = all;
        endpoint.options().keepCircumstances(all != 0);
    }

    @Override
    final int readOwnOption(int name) {
        return switch (name) {
            case Option.SO_BROADCAST -> endpoint.options().isBroadcast() ? 1 : 0;
            case Option.SO_KEEPALIVE, Option.SO_OOBINLINE -> options().isIdleOn(name) ? 1 : 0;
            case Option.SO_RXQ_OVFL -> (options().asked & Asked.RXQ_OVFL) != 0 ? 1 : 0;
            case Option.SO_DONTROUTE -> endpoint.options().isDirect() ? 1 : 0;
            case Option.SO_NO_CHECK -> endpoint.options().isNoCheck(true) ? 1 : 0;
            case Option.SO_SELECT_ERR_QUEUE -> options().tellsErrors ? 1 : 0;
            default ->
                    !Asked.isTime(name)
                            ? Errno.ENOPROTOOPT.result()
                            : Asked.isTimeOn(options().asked, name) ? 1 : 0;
        };
    }

    @Override
    int ownIpOption(boolean v4, int name, ByteBuffer value) {
        int asks = Asked.ofIp(v4, name);
        if (asks != 0) {
            ask(asks, OptionValue.getIntOrOctet(value) != 0);
            return 0;
        }
        return DatagramLevel.set(this, v4, name, value);
    }

    @Override
    int readOwnIpOption(boolean v4, int name, ByteBuffer room) {
        int asks = Asked.ofIp(v4, name);
        return asks != 0
                ? OptionValue.putInt(room, (options().asked & asks) != 0 ? 1 : 0)
                : DatagramLevel.read(this, v4, name, room);
    }

    @Override
    int protocolOption(int level, int name, ByteBuffer value, long nowNanos) {
        return level == Option.SOL_UDP
                ? UdpLevel.set(this, name, value, nowNanos)
                : Errno.ENOPROTOOPT.result();
    }

    @Override
    int readProtocolOption(int level, int name, ByteBuffer room, long nowNanos) {
        return switch (level) {
            case Option.SOL_UDP -> UdpLevel.read(endpoint, name, room);
            case Option.SOL_UDPLITE -> Errno.ENOPROTOOPT.result();
            default -> unknownLevel();
        };
    }
}
