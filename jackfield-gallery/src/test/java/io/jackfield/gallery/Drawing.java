package io.jackfield.gallery;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.net.PacketView;
import io.jackfield.net.picture.Sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sequence diagram of a run, as its class wants it. */
final class Drawing {
    private static final int NONE = -1;

    private final Net net;
    private final Outage outage;
    private final Sequence everything;

    Drawing(Net net, Outage outage) {
        this.net = net;
        this.outage = outage;
        everything = Sequence.of(net);
    }

    /** Empty if no hosts are named. */
    String text() {
        if (outage.hosts().length == 0) {
            return "";
        }
        Sequence between =
                everything
                        .between(Arrays.stream(outage.hosts()).map(this::host).toArray(Host[]::new))
                        .limit(outage.packets());
        if (outage.port() == 0) {
            return between.text();
        }
        Set<Integer> drawn = drawn(between);
        return between.where(packet -> drawn.contains(other(packet))).text();
    }

    /**
     * The clients' ports of the connections that are drawn, the first half of them and the last.
     */
    private Set<Integer> drawn(Sequence between) {
        Set<Integer> seen = new LinkedHashSet<>();
        between.where(packet -> seen.add(other(packet))).text();
        seen.remove(NONE);
        List<Integer> ports = new ArrayList<>(seen);
        int half = outage.connections() / 2;
        if (ports.size() > 2 * half) {
            ports.subList(half, ports.size() - half).clear();
        }
        return new LinkedHashSet<>(ports);
    }

    /** The port at the other end than the server's. */
    private int other(PacketView packet) {
        if (packet.destinationPort() == outage.port()) {
            return packet.sourcePort();
        }
        return packet.sourcePort() == outage.port() ? packet.destinationPort() : NONE;
    }

    private Host host(String name) {
        return net.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host is called " + name));
    }
}
