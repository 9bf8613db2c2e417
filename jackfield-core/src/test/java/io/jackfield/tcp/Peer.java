package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.link.Attachment;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A scripted remote end: it sends what it is told to and knows only what it has seen. */
final class Peer implements Attachment {
    static final int ISS = 100_000;
    static final int PORT = 5000;
    static final int HOST_PORT = 80;

    final Bench bench;
    private final NetworkInterface nic;
    private final ArrayDeque<Segment> arrived = new ArrayDeque<>();
    final List<Long> arrivalNanos = new ArrayList<>();
    int port = PORT;
    int hostPort = HOST_PORT;

    /** The host's ISS, as its SYN told it. */
    int hostIss;

    /** Whether segments carry timestamps without being told to. */
    boolean hasTimestamps;

    private int lastTsVal;
    private @Nullable TcpConnection connection;

    Peer(Bench bench) {
        this.bench = bench;
        this.nic = bench.plug(this);
    }

    /** The connection of the host with this peer. */
    TcpConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        return connection;
    }

    Peer with(TcpConnection c) {
        connection = c;
        return this;
    }

    @Override
    public void deliver(Inbox from, long nowNanos, DrainList work) {
        Packet packet = from.next();
        while (packet != null) {
            if (packet instanceof Segment segment) {
                arrived.add(segment);
                arrivalNanos.add(nowNanos);
                if (segment.has(Segment.SYN)) {
                    hostIss = segment.seq();
                }
                if (segment.hasTimestamps()) {
                    lastTsVal = segment.tsVal();
                }
            }
            packet = from.next();
        }
    }

    /** Sends a segment, see {@link SegmentText}; the payload counts up from its number. */
    Peer sends(String text) {
        inject(segment(text));
        return this;
    }

    void inject(Segment segment) {
        nic.transmit(segment, bench.nowNanos());
        bench.settle();
    }

    /** Sends several that arrive together. */
    void sendsTogether(String... texts) {
        for (String text : texts) {
            nic.transmit(segment(text), bench.nowNanos());
        }
        bench.settle();
    }

    Segment segment(String text) {
        SegmentText t = SegmentText.parse(text);
        Segment seg = new Segment(Bench.PEER, port, Bench.HOST, hostPort);
        seg.seq(ISS + t.seq()).flags(t.flagBits());
        if (t.has("ack")) {
            seg.ack(hostIss + t.number("ack", 1));
        }
        seg.window(t.has("win") ? t.number("win", 1) : 0xffff);
        if (t.has("mss")) {
            seg.mss(t.number("mss", 1));
        }
        if (t.has("ws")) {
            seg.windowScale(t.number("ws", 1));
        }
        if (t.has("urg")) {
            seg.urgentPointer(t.number("urg", 1));
        }
        if (t.has("sack")) {
            seg.sack(t.sack(hostIss));
        }
        seg.sackPermitted(t.has("sackOK"));
        if (t.has("ts")) {
            seg.timestamps(t.number("ts", 1), t.number("ts", 2));
        } else if (hasTimestamps) {
            seg.timestamps(clock(), lastTsVal);
        }
        if (t.length() > 0) {
            Slab slab = Slab.of(payload(t.seq(), t.length()));
            seg.append(slab, 0, t.length());
            slab.release();
        }
        return seg;
    }

    int clock() {
        return (int) (bench.nowNanos() / Bench.MILLI);
    }

    int lastTsVal() {
        return lastTsVal;
    }

    /** What this peer's stream holds from a relative number on: letters that tell their place. */
    static byte[] payload(int seq, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) ('a' + (seq - 1 + i) % 26);
        }
        return octets;
    }

    static String text(int seq, int length) {
        return new String(payload(seq, length), java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** The next segment to arrive is this; what the text does not name may be anything. */
    Segment expects(String text) {
        Segment seg = arrived.poll();
        if (seg == null) {
            return fail("expected \"%s\", but nothing came", text);
        }
        String actual = SegmentText.of(seg, hostIss, ISS);
        SegmentText wanted = SegmentText.parse(text);
        assertThat(matches(wanted, SegmentText.parse(actual)))
                .as("expected \"%s\", but came \"%s\"", text, actual)
                .isTrue();
        seg.release();
        return seg;
    }

    private static boolean matches(SegmentText wanted, SegmentText actual) {
        boolean numbers =
                wanted.flagBits() == actual.flagBits()
                        && wanted.seq() == actual.seq()
                        && wanted.length() == actual.length();
        return numbers
                && wanted.options().stream()
                        .allMatch(
                                o ->
                                        o[0].equals("nosack")
                                                ? !actual.has("sack")
                                                : actual.has(o[0])
                                                        && List.of(actual.words(o[0]))
                                                                .equals(List.of(o)));
    }

    Peer expectsNothing() {
        assertThat(arrived.stream().map(seg -> SegmentText.of(seg, hostIss, ISS)))
                .as("segments that nobody expected")
                .isEmpty();
        return this;
    }

    /** What came, as text; nothing is left. */
    List<String> takes() {
        List<String> texts = new ArrayList<>();
        for (Segment seg : arrived) {
            texts.add(SegmentText.of(seg, hostIss, ISS));
            seg.release();
        }
        arrived.clear();
        return texts;
    }

    /** Forgets what came. */
    Peer ignores() {
        takes();
        arrivalNanos.clear();
        return this;
    }

    /* Fixtures, named by the state of the host's connection. */

    static Peer connectedTo(Bench bench) {
        return connectedTo(bench, new TcpOptions(), "mss 1460");
    }

    /** The peer has opened a connection to port 80, which is accepted. */
    static Peer connectedTo(Bench bench, TcpOptions options, String synOptions) {
        TcpListener listener = bench.listen(HOST_PORT, 5, options);
        Peer peer = new Peer(bench);
        peer.hasTimestamps = synOptions.contains("ts");
        peer.sends("S 0:0(0) win 65535 " + synOptions);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1 win 32768");
        TcpConnection c = listener.accept();
        if (c == null) {
            return fail("nothing to accept");
        }
        c.user((_, _) -> {});
        CloseCall.close(listener, bench.nowNanos());
        peer.expectsNothing();
        return peer.with(c);
    }

    static Peer in(TcpState state) {
        Bench bench = new Bench();
        Peer peer =
                switch (state) {
                    case SYN_SENT, SYN_RECEIVED -> new Peer(bench);
                    default -> connectedTo(bench);
                };
        switch (state) {
            case SYN_SENT -> peer.connects();
            case SYN_RECEIVED -> peer.connects().sends("S 0:0(0) win 65535 mss 1460");
            case ESTABLISHED -> {}
            case FIN_WAIT_1 -> peer.hostCloses();
            case FIN_WAIT_2 -> peer.hostCloses().sends(". 1:1(0) ack 2");
            case CLOSE_WAIT -> peer.sends("F. 1:1(0) ack 1");
            case CLOSING -> peer.hostCloses().sends("F. 1:1(0) ack 1");
            case LAST_ACK -> peer.sends("F. 1:1(0) ack 1").hostCloses();
            case TIME_WAIT -> peer.hostCloses().sends("F. 1:1(0) ack 2");
            case CLOSED, LISTEN -> throw new IllegalArgumentException(state + " has no peer");
        }
        assertThat(peer.connection().state())
                .isEqualTo(state == TcpState.TIME_WAIT ? TcpState.CLOSED : state);
        return peer.ignores();
    }

    /** The host opens a connection to the peer's port. */
    Peer connects() {
        hostPort = 4000;
        port = 7000;
        return with(bench.connect(hostPort, port, new TcpOptions()));
    }

    Peer hostCloses() {
        bench.shutdown(connection(), CloseCall.SHUT_WR);
        return this;
    }

    /** Runs something on the host and carries what it sends. */
    Peer host(Consumer<TcpConnection> action) {
        action.accept(connection());
        bench.settle();
        return this;
    }

    IpAddress address() {
        return Bench.PEER;
    }
}
