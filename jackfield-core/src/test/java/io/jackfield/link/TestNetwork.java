package io.jackfield.link;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.time.Event;
import io.jackfield.time.EventHeap;

import java.util.ArrayList;
import java.util.List;

/** A world for links alone: one thread, time that jumps from event to event. */
final class TestNetwork implements Network {
    static final IpAddress A = IpAddress.of("10.0.0.1");
    static final IpAddress B = IpAddress.of("10.0.0.2");

    final DrainList work = new DrainList();
    final List<Throwable> failures = new ArrayList<>();
    final List<DrainList> handedOver = new ArrayList<>();
    private final EventHeap events = new EventHeap();
    private long nowNanos;
    private long links;

    /** An end that notes what arrives and when. */
    static final class TestEnd implements End, Attachment {
        final String name;
        final Inbox inbox = new Inbox(this);
        final List<Packet> packets = new ArrayList<>();
        final List<Long> times = new ArrayList<>();

        TestEnd(String name) {
            this.name = name;
        }

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            for (Packet packet = from.next(); packet != null; packet = from.next()) {
                packets.add(packet);
                times.add(nowNanos);
            }
        }

        @Override
        public String label() {
            return name;
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public boolean isBridge() {
            return false;
        }

        @Override
        public void plug(Link link, Direction out, Direction in) {}

        /** The numbers of the datagrams that arrived, see {@link TestNetwork#datagram}. */
        List<Integer> numbers() {
            return packets.stream().map(Packet::identification).toList();
        }
    }

    Cable cable(End a, End b) {
        return cable(a, b, 1);
    }

    Cable cable(End a, End b, long seed) {
        return new Cable(this, links++, seed, a, b);
    }

    /** A datagram of so many octets from the IP header on. */
    static Datagram datagram(int number, int length) {
        Datagram datagram = new Datagram(A, 1000, B, 2000);
        datagram.identification(number);
        datagram.append(Slab.of(new byte[length - 28]), 0, length - 28);
        return datagram;
    }

    static Segment segment(int seq, int length, int segmentSize) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (seq + i);
        }
        Segment segment = new Segment(A, 1000, B, 2000).seq(seq).flags(Segment.ACK | Segment.PSH);
        segment.append(Slab.of(octets), 0, length);
        segment.segmentSize(segmentSize);
        return segment;
    }

    /** Sends datagrams 0, 1, … in one direction, so far apart, and lets them all arrive. */
    void send(Direction way, int count, long gapNanos) {
        for (int i = 0; i < count; i++) {
            way.transmit(datagram(i, 1000), nowNanos, work);
            runUntil(nowNanos + gapNanos);
        }
        run();
    }

    void drain() {
        Drain.run(work, this, Drain.UNLIMITED);
    }

    /** Lets everything happen up to a time. */
    void runUntil(long timeNanos) {
        drain();
        while (events.nextDueNanos() <= timeNanos) {
            nowNanos = Math.max(nowNanos, events.nextDueNanos());
            Event event = events.poll();
            if (event != null) {
                event.occur(nowNanos);
            }
            drain();
        }
        nowNanos = timeNanos;
    }

    /** Lets everything happen, however long it takes. */
    void run() {
        drain();
        while (events.size() > 0) {
            runUntil(events.nextDueNanos());
        }
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        if (!event.isScheduled() || dueNanos < event.dueNanos()) {
            events.schedule(event, dueNanos);
        }
    }

    @Override
    public DrainList work() {
        return work;
    }

    @Override
    public void handOver(DrainList list) {
        DrainList taken = new DrainList();
        taken.addAll(list);
        handedOver.add(taken);
    }

    @Override
    public void failed(Inbox at, Throwable thrown) {
        failures.add(thrown);
    }
}
