package io.jackfield.ip.filter;

import io.jackfield.address.Endpoint;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mappings of a NAT, found from either side. An idle one is as good as none. */
final class Mappings {
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 65_536 - FIRST_PORT;

    private final Dependence dependence;
    private final Map<Mapping.InsideKey, Mapping> byInside = new LinkedHashMap<>();
    private final Map<Mapping.OutsideKey, Mapping> byOutside = new LinkedHashMap<>();
    private IdleTimes times = IdleTimes.RECOMMENDED;
    private int lastPort;

    Mappings(Dependence dependence) {
        this.dependence = dependence;
    }

    void idle(long nanos) {
        times = times.withIdle(nanos);
    }

    IdleTimes times() {
        return times;
    }

    void forward(int protocol, int outsidePort, Endpoint inside) {
        Endpoint anybody = Dependence.ENDPOINT_INDEPENDENT.of(inside);
        add(new Mapping(protocol, inside, anybody, outsidePort, true));
    }

    private Mapping add(Mapping mapping) {
        byInside.put(mapping.insideKey(), mapping);
        byOutside.put(mapping.outsideKey(), mapping);
        return mapping;
    }

    private void remove(Mapping mapping) {
        byInside.remove(mapping.insideKey());
        byOutside.remove(mapping.outsideKey());
    }

    /** Forgets all but what is configured. */
    void forget() {
        for (Mapping mapping : new ArrayList<>(byOutside.values())) {
            if (!mapping.isForwarded()) {
                remove(mapping);
            }
        }
    }

    int size(long nowNanos) {
        return (int) byOutside.values().stream().filter(each -> !each.isOver(nowNanos)).count();
    }

    /** The mapping of an outside port, or null. */
    @Nullable Mapping outside(int protocol, int port, long nowNanos) {
        return alive(byOutside.get(new Mapping.OutsideKey(protocol, port)), nowNanos);
    }

    /** The mapping of a flow's inside end, or null. */
    @Nullable Mapping inside(FlowKey key, long nowNanos) {
        Endpoint from = new Endpoint(key.from(), key.fromPort());
        Endpoint to = new Endpoint(key.to(), key.toPort());
        Endpoint anybody = Dependence.ENDPOINT_INDEPENDENT.of(to);
        Mapping forwarded = byInside.get(new Mapping.InsideKey(key.protocol(), from, anybody));
        return forwarded != null && forwarded.isForwarded()
                ? forwarded
                : alive(
                        byInside.get(
                                new Mapping.InsideKey(key.protocol(), from, dependence.of(to))),
                        nowNanos);
    }

    private @Nullable Mapping alive(@Nullable Mapping mapping, long nowNanos) {
        if (mapping != null && mapping.isOver(nowNanos)) {
            remove(mapping);
            return null;
        }
        return mapping;
    }

    /** The same, made if it is not there and the packet may open a flow; null without a port. */
    @Nullable Mapping opened(Packet packet, FlowKey key, long nowNanos) {
        Mapping known = inside(key, nowNanos);
        if (known != null) {
            return known;
        }
        if (packet instanceof Segment segment && !segment.isSyn()) {
            return null; // forgotten: RFC 5382 §5 leaves it to the ends to find out
        }
        int port = freePort(key.protocol(), key.fromPort(), nowNanos);
        if (port < 0) {
            return null;
        }
        Endpoint from = new Endpoint(key.from(), key.fromPort());
        Endpoint to = dependence.of(new Endpoint(key.to(), key.toPort()));
        return add(new Mapping(key.protocol(), from, to, port, false));
    }

    /** The port that the inside end has, if it is free (RFC 4787 §4.2.1), else the next one. */
    private int freePort(int protocol, int wanted, long nowNanos) {
        if (outside(protocol, wanted, nowNanos) == null) {
            return wanted;
        }
        for (int i = 0; i < PORTS; i++) {
            lastPort = (lastPort + 1) % PORTS;
            if (outside(protocol, FIRST_PORT + lastPort, nowNanos) == null) {
                return FIRST_PORT + lastPort;
            }
        }
        return -1;
    }
}
