package io.jackfield.tcp;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.Ip;
import io.jackfield.ip.TransportProtocol;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.port.Binding;
import io.jackfield.port.Flow;
import io.jackfield.port.FlowTable;
import io.jackfield.port.PortTable;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.InitialNumbers;
import io.jackfield.tcp.open.SynCookies;
import io.jackfield.tcp.receive.ReceivePool;
import io.jackfield.tcp.send.SendPlan;
import io.jackfield.tcp.send.SendPool;
import io.jackfield.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * TCP on one host: its tables, what all connections share, and the way of a segment to its flow.
 */
public final class Tcp implements TransportProtocol {
    private final Ip ip;
    private final Settings settings;
    private final Counters counters;
    private final Observatory observatory;
    private final SenderEvents senderEvents;
    private final TimerWheel timers;
    private final SlabPool pool;
    private final FlowTable flows;
    private final PortTable<TcpListener> ports;
    private final InitialNumbers initialNumbers;
    private final SynCookies cookies;
    private final ChallengeAcks challengeAcks;

    private final SendPool sendPool;
    private final ReceivePool receivePool;

    /** The plan of whatever segment is being made. */
    final SendPlan plan = new SendPlan();

    /** Header prediction; off only in the test that shows that it changes nothing. */
    boolean isPredicting = true;

    private int orphans;
    private int timeWaits;
    private boolean isInBatch;
    private final List<TcpConnection> pending = new ArrayList<>();

    public Tcp(
            Ip ip,
            Settings settings,
            Counters counters,
            Observatory observatory,
            TimerWheel timers,
            SlabPool pool,
            HostEntropy entropy) {
        this.ip = ip;
        this.settings = settings;
        this.counters = counters;
        this.observatory = observatory;
        this.senderEvents = new SenderEvents(observatory);
        this.timers = timers;
        this.pool = pool;
        this.flows = new FlowTable(entropy.secret(Purpose.FLOW_SECRET, IpProtocol.TCP));
        this.ports = PortTable.forTcp(entropy);
        this.initialNumbers = new InitialNumbers(entropy);
        this.cookies = new SynCookies(entropy);
        this.sendPool = new SendPool(settings, counters, pool);
        this.receivePool = new ReceivePool(pool);
        this.challengeAcks = new ChallengeAcks(settings, counters, entropy);
    }

    Ip ip() {
        return ip;
    }

    public Settings settings() {
        return settings;
    }

    public Counters counters() {
        return counters;
    }

    Observatory observatory() {
        return observatory;
    }

    SenderEvents senderEvents() {
        return senderEvents;
    }

    TimerWheel timers() {
        return timers;
    }

    public SlabPool pool() {
        return pool;
    }

    /** Connections, requests and TIME-WAIT remainders by four-tuple. */
    public FlowTable flows() {
        return flows;
    }

    /** The local ports of the host. */
    public PortTable<TcpListener> ports() {
        return ports;
    }

    InitialNumbers initialNumbers() {
        return initialNumbers;
    }

    SynCookies cookies() {
        return cookies;
    }

    SendPool sendPool() {
        return sendPool;
    }

    ReceivePool receivePool() {
        return receivePool;
    }

    ChallengeAcks challengeAcks() {
        return challengeAcks;
    }

    /** A connection in CLOSED, for a socket that may connect with it once. */
    public TcpConnection create(TcpUser user, TcpOptions options) {
        return new TcpConnection(this, user, options);
    }

    /** A listener that does not listen yet, at a port that the binding owns. */
    public TcpListener createListener(
            ListenerUser user, Binding<TcpListener> binding, TcpOptions options) {
        return new TcpListener(this, user, binding, options);
    }

    /** Orphans: connections that no user holds. */
    public int orphans() {
        return orphans;
    }

    void orphaned() {
        orphans++;
    }

    void orphanEnded() {
        orphans--;
    }

    /** TIME-WAIT remainders. */
    public int timeWaits() {
        return timeWaits;
    }

    void timeWaitBegins() {
        timeWaits++;
        counters.increment(Counter.TCP_TW);
    }

    void timeWaitEnds() {
        timeWaits--;
    }

    /** Takes a connection's name out of the table and its hold off the port. */
    void unlist(TcpConnection connection) {
        if (connection.isListed) {
            flows.remove(connection);
            connection.isListed = false;
        }
        Binding<TcpListener> hold = connection.disown();
        if (hold != null) {
            ports.release(hold);
        }
    }

    /** What is not a connection yet, or no more, goes from one state to another. */
    void changed(Flow flow, TcpState from, TcpState to, long nowNanos) {
        if (observatory.isListening()) {
            observatory.observe(
                    new Observation.StateChanged(nowNanos, local(flow), remote(flow), from, to));
        }
    }

    /** A SYN or SYN-ACK goes out once more. */
    void retransmittedSyn(Flow flow, int seq, long nowNanos) {
        counters.increment(Counter.TCP_RETRANS_SEGS);
        counters.increment(Counter.TCP_SYN_RETRANS);
        if (observatory.isListening()) {
            observatory.observe(
                    new Observation.Retransmitted(
                            nowNanos, local(flow), remote(flow), Observation.Cause.SYN, seq, 0, 1));
        }
    }

    private static Endpoint local(Flow flow) {
        return new Endpoint(flow.local(), flow.localPort());
    }

    private static Endpoint remote(Flow flow) {
        return new Endpoint(flow.remote(), flow.remotePort());
    }

    /** A packet is dropped, for a reason that has a counter. */
    void dropped(Segment segment, Counter why, long nowNanos) {
        counters.increment(why);
        if (observatory.isListening()) {
            observatory.observe(
                    new Observation.Dropped(nowNanos, why, StatusCall.describe(segment)));
        }
    }

    @Override
    public void arrives(Packet packet, NetworkInterface in, long nowNanos) {
        counters.increment(Counter.TCP_IN_SEGS);
        if (!(packet instanceof Segment segment) || packet.integrity() != Integrity.SOUND) {
            counters.increment(Counter.TCP_IN_ERRS);
            if (packet.integrity() == Integrity.BAD_CHECKSUM) {
                counters.increment(Counter.TCP_IN_CSUM_ERRORS);
            }
            packet.release();
            return;
        }
        if (segment.destination().isMulticast()
                || segment.source().isMulticast()
                || !ip.isLocal(segment.destination())) {
            segment.release(); // RFC 9293 §3.9.2.3 MUST-57, for every segment
            return;
        }
        dispatch(segment, in.index(), nowNanos);
    }

    private void dispatch(Segment seg, int nicIndex, long nowNanos) {
        Flow flow =
                flows.find(
                        seg.destination(), seg.destinationPort(), seg.source(), seg.sourcePort());
        switch (flow) {
            case null -> arrivesAtPort(seg, nicIndex, nowNanos);
            case TcpConnection connection -> SegmentArrives.at(connection, seg, nowNanos);
            case ConnectionRequest<?> request ->
                    arrivesAtRequest(request(request), seg, nicIndex, nowNanos);
            case TimeWait remainder ->
                    SegmentArrivesTimeWait.at(remainder, seg, nicIndex, nowNanos);
            default -> throw new AssertionError("a foreign flow: " + flow.getClass());
        }
    }

    private void arrivesAtRequest(
            ConnectionRequest<TcpListener> request, Segment seg, int nicIndex, long nowNanos) {
        TcpListener listener = Heirs.listenerOf(request);
        if (listener != null) {
            SegmentArrivesSynReceived.at(this, request, listener, seg, nowNanos);
        } else {
            SynAckTimer.forget(this, request, nowNanos);
            arrivesAtPort(seg, nicIndex, nowNanos);
        }
    }

    /** All requests in this host's table are made by its listeners. */
    @SuppressWarnings("unchecked")
    static ConnectionRequest<TcpListener> request(ConnectionRequest<?> request) {
        return (ConnectionRequest<TcpListener>) request;
    }

    /** A segment that belongs to no flow. */
    private void arrivesAtPort(Segment seg, int nicIndex, long nowNanos) {
        TcpListener listener = listener(seg, nicIndex);
        if (listener == null) {
            SegmentArrivesClosed.at(this, seg, nowNanos);
        } else {
            SegmentArrivesListen.at(listener, seg, null, nowNanos);
        }
    }

    @Nullable TcpListener listener(Segment seg, int nicIndex) {
        return ports.lookup(
                seg.destination(), seg.destinationPort(), seg.source(), seg.sourcePort(), nicIndex);
    }

    @Override
    public void icmpError(IcmpError error, Packet quoted, long nowNanos) {
        if (quoted instanceof Segment segment) {
            ErrorArrives.at(this, error, segment, nowNanos);
        }
    }

    /**
     * Segments that arrived together are about to come in. Until {@link #batchEnds} connections do
     * not answer each of them alone (RFC 9293 §3.10.7.4 MUST-59).
     */
    public void batchBegins() {
        isInBatch = true;
    }

    /** Every connection that was touched answers once. */
    public void batchEnds(long nowNanos) {
        isInBatch = false;
        for (int i = 0; i < pending.size(); i++) {
            TcpConnection connection = pending.get(i);
            connection.isPending = false;
            SegmentOutput.respond(connection, nowNanos);
        }
        pending.clear();
    }

    /** Lets a connection answer what has come in: now, or at the end of the batch. */
    void respond(TcpConnection connection, long nowNanos) {
        boolean isAnsweredAlone = connection.isAckNow && !connection.hasSack;
        if (!isInBatch || isAnsweredAlone) { // without SACK the peer counts duplicate ACKs
            SegmentOutput.respond(connection, nowNanos);
        } else if (!connection.isPending) {
            connection.isPending = true;
            pending.add(connection);
        }
    }

    /** Whether connect may use this four-tuple: no flow has it, or one that may be succeeded. */
    public boolean mayConnect(
            IpAddress local, int localPort, IpAddress remote, int remotePort, long nowNanos) {
        Flow flow = flows.find(local, localPort, remote, remotePort);
        return flow == null
                || (flow instanceof TimeWait remainder && remainder.mayBeReused(false, nowNanos));
    }
}
