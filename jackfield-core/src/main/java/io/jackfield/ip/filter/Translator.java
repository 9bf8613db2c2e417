package io.jackfield.ip.filter;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

/**
 * A NAT for IPv4: whatever leaves by the outside interface has its address (RFC 3022 §2.2), and
 * what comes to a mapped port goes inside. TCP, UDP and echoes are translated, and errors about
 * them; fragments and other protocols are dropped. What nobody inside asked for is the router's.
 */
public final class Translator implements ConnectionTracker {
    private static final int LOWEST_ERROR = 3;
    private static final int ECHO = 8;
    private static final int ECHO_REPLY = 0;

    private final NetworkInterface outside;
    private final Dependence filtering;
    private final Mappings mappings;
    private final PacketCodec codec = new PacketCodec();

    /** The flow of a packet on its way back inside, and by what name its source is to go. */
    private @Nullable FlowKey turning;

    private @Nullable Endpoint turnedFrom;

    /**
     * @param mapping what an inside end's outside port depends on
     * @param filtering who outside may send to it
     */
    public Translator(NetworkInterface outside, Dependence mapping, Dependence filtering) {
        this.outside = outside;
        this.filtering = filtering;
        this.mappings = new Mappings(mapping);
    }

    /** Forgets flows that were idle for so long, instead of what the RFCs recommend. */
    public void idle(long nanos) {
        mappings.idle(nanos);
    }

    /** Has an outside port, of TCP and of UDP, always stand for an inside end. */
    public void forward(int outsidePort, Endpoint inside) {
        mappings.forward(IpProtocol.TCP, outsidePort, inside);
        mappings.forward(IpProtocol.UDP, outsidePort, inside);
    }

    /** How many mappings there are at that time, configured ones too. */
    public int size(long nowNanos) {
        return mappings.size(nowNanos);
    }

    @Override
    public void forget() {
        mappings.forget();
    }

    @Override
    public @Nullable Packet track(
            Hook hook,
            Packet packet,
            @Nullable NetworkInterface in,
            @Nullable NetworkInterface out,
            long nowNanos) {
        IpAddress own = ownAddress();
        if (own == null || !packet.isV4()) {
            return packet;
        }
        boolean isForUs = packet.destination().is(own);
        if (hook == Hook.POSTROUTING && !packet.source().is(own)) {
            return out == outside ? outwards(packet, own, nowNanos) : turned(packet);
        }
        if (hook == Hook.PREROUTING && in == outside) {
            boolean isUnicast =
                    !packet.destination().isMulticast()
                            && !packet.destination().isLimitedBroadcast();
            return isForUs ? inwards(packet, nowNanos) : isUnicast ? drop(packet) : packet;
        }
        if (hook == Hook.PREROUTING && isForUs) {
            return hairpin(packet, own, nowNanos);
        }
        return packet;
    }

    private @Nullable IpAddress ownAddress() {
        for (Prefix prefix : outside.addresses()) {
            if (prefix.address().isV4()) {
                return prefix.address();
            }
        }
        return null;
    }

    private @Nullable Packet outwards(Packet packet, IpAddress own, long nowNanos) {
        if (isError(packet)) {
            return errorOutwards((IcmpMessage) packet, own, nowNanos);
        }
        FlowKey key = FlowKey.of(packet);
        Mapping mapping = key == null ? null : mappings.opened(packet, key, nowNanos);
        if (key == null || mapping == null) {
            return drop(packet);
        }
        mapping.passed(packet, remoteOf(key), true, mappings.times(), nowNanos);
        Endpoint from = new Endpoint(own, mapping.outsidePort());
        return replaced(packet, from, new Endpoint(key.to(), key.toPort()));
    }

    private @Nullable Packet inwards(Packet packet, long nowNanos) {
        if (isError(packet)) {
            return errorInwards((IcmpMessage) packet, nowNanos);
        }
        FlowKey key = FlowKey.of(packet);
        Mapping mapping =
                key == null ? null : mappings.outside(key.protocol(), key.toPort(), nowNanos);
        if (key == null || mapping == null) {
            return packet;
        }
        Endpoint remote = new Endpoint(key.from(), key.fromPort());
        if (!mapping.admits(remote, filtering)) {
            return drop(packet); // RFC 5382 REQ-4: no answer to what was not asked for
        }
        mapping.passed(packet, remote, false, mappings.times(), nowNanos);
        return replaced(packet, remote, mapping.inside());
    }

    /** From inside to an inside end by its outside name (RFC 4787 §6, REQ-9). */
    private @Nullable Packet hairpin(Packet packet, IpAddress own, long nowNanos) {
        FlowKey key = FlowKey.of(packet);
        Mapping target =
                key == null || isError(packet)
                        ? null
                        : mappings.outside(key.protocol(), key.toPort(), nowNanos);
        if (key == null || target == null) {
            return packet;
        }
        Mapping sender = mappings.opened(packet, key, nowNanos);
        if (sender == null) {
            return drop(packet);
        }
        Endpoint from = new Endpoint(own, sender.outsidePort());
        sender.passed(packet, remoteOf(key), true, mappings.times(), nowNanos);
        if (!target.admits(from, filtering)) {
            return drop(packet);
        }
        target.passed(packet, from, false, mappings.times(), nowNanos);
        Endpoint sentBy = new Endpoint(key.from(), key.fromPort());
        Packet going = replaced(packet, sentBy, target.inside());
        turning = FlowKey.of(going);
        turnedFrom = from;
        return going;
    }

    /** What turns back gets its outside name last: as a source it would be a martian before. */
    private Packet turned(Packet packet) {
        Endpoint from = turnedFrom;
        FlowKey key = turning;
        if (from == null || key == null || !key.equals(FlowKey.of(packet))) {
            return packet;
        }
        turning = null;
        turnedFrom = null;
        return replaced(packet, from, remoteOf(key));
    }

    private static Endpoint remoteOf(FlowKey key) {
        return new Endpoint(key.to(), key.toPort());
    }

    /* Errors, about packets that were translated: RFC 5508 §4. */

    private static boolean isError(Packet packet) {
        return packet instanceof IcmpMessage message
                && message.type() >= LOWEST_ERROR
                && message.type() != ECHO
                && message.type() <= 12;
    }

    private @Nullable Packet errorInwards(IcmpMessage error, long nowNanos) {
        Packet cause = codec.decodeQuote(error);
        FlowKey key = cause == null ? null : FlowKey.of(cause);
        Mapping mapping =
                key == null ? null : mappings.outside(key.protocol(), key.fromPort(), nowNanos);
        if (cause == null || key == null || mapping == null) {
            return error;
        }
        Packet inner = replaced(cause, mapping.inside(), new Endpoint(key.to(), key.toPort()));
        return requoted(error, error.source(), mapping.inside().address(), inner);
    }

    private @Nullable Packet errorOutwards(IcmpMessage error, IpAddress own, long nowNanos) {
        Packet cause = codec.decodeQuote(error);
        FlowKey key = cause == null ? null : FlowKey.of(cause);
        Mapping mapping = key == null ? null : mappings.inside(key.reversed(), nowNanos);
        if (cause == null || key == null || mapping == null) {
            return drop(error);
        }
        Endpoint mapped = new Endpoint(own, mapping.outsidePort());
        Packet inner = replaced(cause, new Endpoint(key.from(), key.fromPort()), mapped);
        return requoted(error, own, error.destination(), inner);
    }

    private static Packet requoted(IcmpMessage error, IpAddress from, IpAddress to, Packet inner) {
        IcmpMessage changed = error.emptied(from, to);
        PacketCodec.quote(changed, inner);
        inner.release();
        error.release();
        return changed;
    }

    private static @Nullable Packet drop(Packet packet) {
        packet.release();
        return null;
    }

    private static Packet replaced(Packet packet, Endpoint from, Endpoint to) {
        Packet changed =
                switch (packet) {
                    case Segment segment ->
                            segment.readdressed(
                                    from.address(), from.port(), to.address(), to.port());
                    case Datagram datagram ->
                            datagram.readdressed(
                                    from.address(), from.port(), to.address(), to.port());
                    case IcmpMessage echo -> {
                        int id = echo.type() == ECHO_REPLY ? to.port() : from.port();
                        int rest = id << 16 | (echo.rest() & 0xffff);
                        yield echo.readdressed(from.address(), to.address(), rest);
                    }
                    default -> throw new AssertionError("a packet without ports has no mapping");
                };
        packet.release();
        return changed;
    }
}
