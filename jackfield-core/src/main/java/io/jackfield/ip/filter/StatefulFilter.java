package io.jackfield.ip.filter;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;

/**
 * Lets packets of flows pass that it has seen begin, and forgets flows that were idle for too long:
 * a firewall, or a load balancer. For the FORWARD hook; ICMP errors and fragments pass.
 */
public final class StatefulFilter implements Filter {
    /** So many flows are remembered: Linux's nf_conntrack_max on a small machine. */
    private static final int MOST_FLOWS = 65_536;

    private final LinkedHashMap<FlowKey, IdleTimes.Flow> flows = new LinkedHashMap<>();
    private final @Nullable NetworkInterface inside;
    private IdleTimes times = IdleTimes.RECOMMENDED;
    private Verdict unknown = Verdict.DROP;

    /**
     * @param inside the interface from whose side flows may be opened; null for either side
     */
    public StatefulFilter(@Nullable NetworkInterface inside) {
        this.inside = inside;
    }

    /** Forgets flows that were idle for so long, instead of what the RFCs recommend. */
    public void idle(long nanos) {
        times = times.withIdle(nanos);
    }

    /** What becomes of a segment of a flow that it does not know (any more). */
    public void unknown(Verdict verdict) {
        unknown = verdict;
    }

    @Override
    public void forget() {
        flows.clear();
    }

    @Override
    public Verdict judge(
            Hook hook,
            Packet packet,
            @Nullable NetworkInterface in,
            @Nullable NetworkInterface out,
            long nowNanos) {
        FlowKey key = FlowKey.of(packet);
        if (key == null) {
            return Verdict.ACCEPT;
        }
        boolean byOpener = true;
        IdleTimes.Flow flow = flows.get(key);
        if (flow == null) {
            flow = flows.get(key.reversed());
            byOpener = flow == null;
        }
        if (flow != null && flow.isOver(nowNanos)) {
            flows.remove(byOpener ? key : key.reversed());
            flow = null;
            byOpener = true;
        }
        if (flow == null) {
            if (!mayOpen(packet, in)) {
                return packet instanceof Segment ? unknown : Verdict.DROP;
            }
            flow = new IdleTimes.Flow(true);
            remember(key, flow, nowNanos);
        }
        flow.passed(packet, byOpener, times, nowNanos);
        return Verdict.ACCEPT;
    }

    private boolean mayOpen(Packet packet, @Nullable NetworkInterface in) {
        boolean fromInside = inside == null || in == inside;
        return fromInside && (!(packet instanceof Segment segment) || segment.isSyn());
    }

    private void remember(FlowKey key, IdleTimes.Flow flow, long nowNanos) {
        if (flows.size() >= MOST_FLOWS) {
            flows.values().removeIf(each -> each.isOver(nowNanos));
        }
        if (flows.size() >= MOST_FLOWS) {
            flows.pollFirstEntry();
        }
        flows.put(key, flow);
    }
}
