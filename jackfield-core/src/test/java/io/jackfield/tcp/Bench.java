package io.jackfield.tcp;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.ip.Ip;
import io.jackfield.link.Attachment;
import io.jackfield.link.Cable;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.Loopback;
import io.jackfield.link.Network;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.IpProtocol;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.TimerWheel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A host under test with nothing above TCP, a cable to a {@link Peer}, and time by hand. */
final class Bench implements Attachment, Network {
    static final IpAddress HOST = IpAddress.of("10.0.0.1");
    static final IpAddress PEER = IpAddress.of("10.0.0.2");
    static final long SECOND = 1_000_000_000;
    static final long MILLI = 1_000_000;

    final Settings settings = new Settings();
    final Counters counters = new Counters();
    final Observatory observatory = new Observatory();
    final TimerWheel timers = new TimerWheel();
    final SlabPool pool = new SlabPool();
    final Ip ip;
    final Tcp tcp;
    final NetworkInterface nic;
    final List<Observation> observations = new ArrayList<>();
    private final DrainList work = new DrainList();
    private long nowNanos = 1000 * SECOND;
    boolean isBatching;

    Bench() {
        HostEntropy entropy = new HostEntropy(1, 1);
        ip = new Ip(settings, counters, timers, entropy);
        tcp = new Tcp(ip, settings, counters, observatory, timers, pool, entropy);
        ip.register(IpProtocol.TCP, tcp);
        NetworkInterface lo =
                new NetworkInterface("host", "lo", 1, MacAddress.NONE, 65_536, this, work);
        new Loopback(this, 1, 1, lo);
        ip.attach(lo);
        nic = new NetworkInterface("host", "eth0", 2, MacAddress.local(1, 1), 1500, this, work);
        observatory.add(observations::add);
    }

    /** Plugs the peer's interface in at the other end. */
    NetworkInterface plug(Attachment peer) {
        NetworkInterface far =
                new NetworkInterface("peer", "eth0", 1, MacAddress.local(2, 1), 1500, peer, work);
        new Cable(this, 2, 1, nic, far);
        ip.attach(nic);
        ip.addAddress(nic, new Prefix(HOST, 24));
        return far;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    /** Carries what was sent until nothing moves. */
    void settle() {
        Drain.run(work, this, Drain.UNLIMITED);
    }

    /** Lets time pass; every timer fires at its own nanosecond. */
    void advance(long nanos) {
        long end = nowNanos + nanos;
        settle();
        while (timers.nextDeadlineNanos() <= end) {
            nowNanos = Math.max(nowNanos, timers.nextDeadlineNanos());
            timers.advance(nowNanos);
            settle();
        }
        nowNanos = end;
    }

    /** Lets time pass until something is due, and lets that happen; false if nothing ever is. */
    boolean advanceToNextTimer() {
        long next = timers.nextDeadlineNanos();
        if (next == Deadline.NEVER) {
            return false;
        }
        advance(next - nowNanos);
        return true;
    }

    @Override
    public void deliver(Inbox from, long now, DrainList list) {
        NetworkInterface at = from.nic();
        if (at == null) {
            throw new AssertionError("a host's inbox is an interface's");
        }
        if (isBatching) {
            tcp.batchBegins();
        }
        at.deliver(ip, nowNanos);
        if (isBatching) {
            tcp.batchEnds(nowNanos);
        }
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        throw new AssertionError("a cable without delay schedules nothing");
    }

    @Override
    public DrainList work() {
        return work;
    }

    @Override
    public void handOver(DrainList list) {
        throw new AssertionError("this drain has no budget");
    }

    @Override
    public void failed(Inbox at, Throwable thrown) {
        throw new AssertionError("while delivering", thrown);
    }

    void set(Setting setting, int value) {
        settings.set(setting, value);
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    /* What a program does. */

    /** A socket bound to a port of the host's address. */
    Binding<TcpListener> bind(IpAddress address, int port) {
        Binding<TcpListener> binding = new Binding<>(address, 0);
        binding.reuseAddress(true);
        int result = tcp.ports().bind(binding, port);
        assert result == 0 : Errno.of(result);
        return binding;
    }

    TcpListener listen(int port, int backlog) {
        return listen(port, backlog, new TcpOptions());
    }

    TcpListener listen(int port, int backlog, TcpOptions options) {
        Binding<TcpListener> binding = bind(IpAddress.ANY4, port);
        TcpListener listener = tcp.createListener(l -> {}, binding, options);
        int result = OpenCall.listen(listener, backlog);
        assert result == 0 : Errno.of(result);
        return listener;
    }

    /** A connection that has sent its SYN. */
    TcpConnection connect(int localPort, int remotePort, TcpOptions options) {
        Binding<TcpListener> binding = bind(HOST, localPort);
        TcpConnection c = tcp.create((_, _) -> {}, options);
        int result = OpenCall.connect(c, binding, HOST, PEER, remotePort, nowNanos);
        assert result == 0 : Errno.of(result);
        tcp.ports().release(binding);
        settle();
        return c;
    }

    int send(TcpConnection c, String text) {
        return send(c, text.getBytes(StandardCharsets.US_ASCII));
    }

    int send(TcpConnection c, byte[] octets) {
        int result = SendCall.send(c, ByteBuffer.wrap(octets), 0, nowNanos);
        settle();
        return result;
    }

    /** What can be read, as text; "-EAGAIN" and the like for an error, "" for the end. */
    String receive(TcpConnection c) {
        return receive(c, 1 << 20, 0);
    }

    String receive(TcpConnection c, int most, int flags) {
        byte[] octets = new byte[most];
        int result = ReceiveCall.receive(c, ByteBuffer.wrap(octets), flags, nowNanos);
        settle();
        return result < 0
                ? "-" + Errno.of(result)
                : new String(octets, 0, result, StandardCharsets.US_ASCII);
    }

    void shutdown(TcpConnection c, int how) {
        CloseCall.shutdown(c, how, nowNanos);
        settle();
    }

    void close(TcpConnection c) {
        CloseCall.close(c, false, nowNanos);
        settle();
    }
}
