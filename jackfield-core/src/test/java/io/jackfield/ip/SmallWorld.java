package io.jackfield.ip;

import io.jackfield.address.Prefix;
import io.jackfield.link.Cable;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.Link;
import io.jackfield.link.Network;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.Switch;
import io.jackfield.link.Verdict;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.EventHeap;
import io.jackfield.time.ManualClock;
import io.jackfield.wire.PacketText;

import java.util.ArrayList;
import java.util.List;

/** Hosts that have an internet layer and nothing above it, on real links, under a manual clock. */
public final class SmallWorld implements Network {
    public static final long SECOND = 1_000_000_000L;
    public static final long MILLISECOND = 1_000_000L;

    final ManualClock clock = new ManualClock();
    final DrainList work = new DrainList();
    final long seed;
    private final EventHeap events = new EventHeap();
    private final List<SmallHost> hosts = new ArrayList<>();
    private int links;

    public SmallWorld() {
        this(Long.getLong("jackfield.seed", 1));
    }

    public SmallWorld(long seed) {
        this.seed = seed;
    }

    public SmallHost host(String name) {
        SmallHost host = new SmallHost(this, name, hosts.size() + 1);
        hosts.add(host);
        return host;
    }

    public SmallHost router(String name) {
        SmallHost host = host(name);
        host.forward();
        return host;
    }

    int nextLink() {
        return ++links;
    }

    /** A cable between two hosts, each with the addresses given, blank between them. */
    public Cable cable(SmallHost a, String addressesOfA, SmallHost b, String addressesOfB) {
        return cable(a, addressesOfA, b, addressesOfB, 1500);
    }

    public Cable cable(SmallHost a, String ofA, SmallHost b, String ofB, int mtu) {
        NetworkInterface left = a.newInterface(mtu);
        NetworkInterface right = b.newInterface(mtu);
        Cable cable = new Cable(this, nextLink(), seed, left, right);
        a.takeIntoUse(left, ofA);
        b.takeIntoUse(right, ofB);
        return cable;
    }

    /** A cable between a host and a switch. */
    public Cable plug(SmallHost host, String addresses, Switch bridge) {
        NetworkInterface nic = host.newInterface(1500);
        Cable cable = new Cable(this, nextLink(), seed, nic, bridge.port());
        host.takeIntoUse(nic, addresses);
        return cable;
    }

    /** What is sent over a link from now on, as text. */
    public List<String> capture(Link link) {
        List<String> lines = new ArrayList<>();
        link.add(
                (_, packet, _, verdict) -> {
                    if (verdict != Verdict.DELIVERED) {
                        lines.add(PacketText.of(packet));
                    }
                });
        return lines;
    }

    /** Delivers everything that is under way now. */
    public void settle() {
        Drain.run(work, this, Drain.UNLIMITED);
    }

    /** Lets time pass, stopping at every event and deadline. */
    public void runFor(long nanos) {
        long end = nowNanos() + nanos;
        settle();
        for (long next = nextDueNanos(); next <= end; next = nextDueNanos()) {
            clock.advance(Math.max(0, next - nowNanos()));
            while (events.nextDueNanos() <= nowNanos()) {
                Event event = events.poll();
                if (event != null) {
                    event.occur(nowNanos());
                }
            }
            for (SmallHost host : hosts) {
                host.timers.advance(nowNanos());
            }
            settle();
        }
        clock.advance(end - nowNanos());
    }

    private long nextDueNanos() {
        long next = events.nextDueNanos();
        for (SmallHost host : hosts) {
            next = Deadline.earlier(next, host.timers.nextDeadlineNanos());
        }
        return next;
    }

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        events.schedule(event, dueNanos);
    }

    @Override
    public DrainList work() {
        return work;
    }

    @Override
    public void handOver(DrainList list) {
        if (list != work) {
            work.addAll(list);
        }
    }

    @Override
    public void failed(Inbox at, Throwable thrown) {
        throw new AssertionError("delivery to " + at.nic(), thrown);
    }

    static List<Prefix> prefixes(String blankSeparated) {
        List<Prefix> all = new ArrayList<>();
        for (String one : blankSeparated.split(" ")) {
            if (!one.isEmpty()) {
                all.add(Prefix.of(one));
            }
        }
        return all;
    }
}
