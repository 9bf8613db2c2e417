package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.IpInfo;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.TcpOption;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** In what a packet differs from a line of the script. */
final class Difference {
    private static final int LATE_FLAGS =
            PacketSpec.Tcp.FIN | PacketSpec.Tcp.PSH | PacketSpec.Tcp.CWR;

    private final long tickNanos;
    private final long toleranceNanos;

    /**
     * @param tickNanos what a timestamp counts, 0 if it is not compared
     */
    Difference(long tickNanos, long toleranceNanos) {
        this.tickNanos = tickNanos;
        this.toleranceNanos = toleranceNanos;
    }

    /**
     * The first difference; null if there is none.
     *
     * @param isLast whether the packet is all that is left of what the line says
     */
    @Nullable String of(PacketSpec.Tcp said, PacketSpec.Tcp seen, boolean isLast) {
        int compared = isLast ? -1 : ~LATE_FLAGS;
        if (((said.flags() ^ seen.flags()) & compared) != 0) {
            return differs("flags", Scribe.flags(said.flags()), Scribe.flags(seen.flags()));
        }
        if (said.seq() != seen.seq()) {
            return differs("sequence number", said.seq(), seen.seq());
        }
        if (isLast ? said.length() != seen.length() : seen.length() > said.length()) {
            return differs("length", said.length(), seen.length());
        }
        if (said.has(PacketSpec.Tcp.ACK) && said.ack() != seen.ack()) {
            return differs("ack", said.ack(), seen.ack());
        }
        if (said.window() >= 0 && said.window() != seen.window()) {
            return differs("win", said.window(), seen.window());
        }
        if (said.urgent() != seen.urgent()) {
            return differs("urg", said.urgent(), seen.urgent());
        }
        return options(said.options(), seen.options());
    }

    private @Nullable String options(
            @Nullable List<TcpOption> said, @Nullable List<TcpOption> seen) {
        if (said == null || seen == null) {
            return null;
        }
        if (said.size() != seen.size()) {
            return differs("options", said, seen);
        }
        for (int i = 0; i < said.size(); i++) {
            if (!alike(said.get(i), seen.get(i))) {
                return differs("option", said.get(i), seen.get(i));
            }
        }
        return null;
    }

    private boolean alike(TcpOption said, TcpOption seen) {
        if (said instanceof TcpOption.Timestamps expected
                && seen instanceof TcpOption.Timestamps actual) {
            long off = Math.abs((int) (expected.val() - actual.val()));
            return expected.ecr() == actual.ecr()
                    && (tickNanos == 0 || off * tickNanos <= toleranceNanos);
        }
        return said.equals(seen);
    }

    /** What differs in the IP header; null if nothing that the line says. */
    @Nullable String of(IpInfo said, IpInfo seen) {
        boolean isEither = said.ecn() == IpInfo.EITHER && (seen.ecn() == 1 || seen.ecn() == 2);
        if (said.ecn() >= 0 && said.ecn() != seen.ecn() && !isEither) {
            return differs("ecn", said.ecn(), seen.ecn());
        }
        if (said.trafficClass() >= 0 && said.trafficClass() != seen.trafficClass()) {
            return differs("tos", said.trafficClass(), seen.trafficClass());
        }
        if (said.hopLimit() >= 0 && said.hopLimit() != seen.hopLimit()) {
            return differs("ttl", said.hopLimit(), seen.hopLimit());
        }
        if (said.flowLabel() >= 0 && said.flowLabel() != seen.flowLabel()) {
            return differs("flowlabel", said.flowLabel(), seen.flowLabel());
        }
        return null;
    }

    private static String differs(String what, Object said, Object seen) {
        return what
                + " "
                + Objects.toString(said)
                + " expected, "
                + Objects.toString(seen)
                + " seen";
    }
}
