package io.jackfield.programs.published;

import io.jackfield.host.Host;
import io.jackfield.net.OneWay;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;

import java.util.List;

/** What a world's cables and hosts have counted, and its time. */
record Counted(long packets, long lost, long retransmitted, long nanos) {
    static Counted of(World world) {
        long packets = 0;
        long lost = 0;
        for (PatchCable cable : world.cables()) {
            Host end = cable.hosts().getFirst();
            for (OneWay way : List.of(cable.from(end), cable.to(end))) {
                packets += way.counts().sent();
                lost += way.counts().lost();
            }
        }
        long retransmitted = 0;
        for (Host host : world.hosts()) {
            retransmitted += host.counts().getOrDefault(Counter.TCP_RETRANS_SEGS, 0L);
        }
        return new Counted(packets, lost, retransmitted, world.nowNanos());
    }

    Counted minus(Counted before) {
        return new Counted(
                packets - before.packets,
                lost - before.lost,
                retransmitted - before.retransmitted,
                nanos - before.nanos);
    }
}
