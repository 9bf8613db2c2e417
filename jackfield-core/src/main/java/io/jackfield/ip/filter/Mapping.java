package io.jackfield.ip.filter;

import io.jackfield.address.Endpoint;
import io.jackfield.packet.Packet;

import java.util.LinkedHashMap;
import java.util.Map;

/** An inside end, the outside port that stands for it, and the remote ends it has talked with. */
final class Mapping {
    private final int protocol;
    private final Endpoint inside;
    private final Endpoint remote;
    private final int outsidePort;
    private final boolean isForwarded;
    private final Map<Endpoint, IdleTimes.Flow> flows = new LinkedHashMap<>();

    /**
     * @param remote as much of the remote end as the mapping depends on
     * @param isForwarded whether it was configured: it does not expire and lets everybody in
     */
    Mapping(int protocol, Endpoint inside, Endpoint remote, int outsidePort, boolean isForwarded) {
        this.protocol = protocol;
        this.inside = inside;
        this.remote = remote;
        this.outsidePort = outsidePort;
        this.isForwarded = isForwarded;
    }

    /** By what it is found when its inside end sends. */
    record InsideKey(int protocol, Endpoint inside, Endpoint remote) {}

    /** By what it is found when somebody outside sends. */
    record OutsideKey(int protocol, int port) {}

    InsideKey insideKey() {
        return new InsideKey(protocol, inside, remote);
    }

    OutsideKey outsideKey() {
        return new OutsideKey(protocol, outsidePort);
    }

    Endpoint inside() {
        return inside;
    }

    int outsidePort() {
        return outsidePort;
    }

    boolean isForwarded() {
        return isForwarded;
    }

    boolean isOver(long nowNanos) {
        flows.values().removeIf(flow -> flow.isOver(nowNanos));
        return !isForwarded && flows.isEmpty();
    }

    /** Whether a remote end may send to it. */
    boolean admits(Endpoint from, Dependence filtering) {
        return isForwarded
                || flows.keySet().stream().anyMatch(known -> filtering.isSame(known, from));
    }

    void passed(Packet packet, Endpoint with, boolean goesOut, IdleTimes times, long nowNanos) {
        flows.computeIfAbsent(with, _ -> new IdleTimes.Flow(goesOut))
                .passed(packet, goesOut, times, nowNanos);
    }
}
