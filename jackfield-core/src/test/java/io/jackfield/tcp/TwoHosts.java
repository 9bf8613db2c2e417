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
import io.jackfield.link.Netem;
import io.jackfield.link.Network;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Settings;
import io.jackfield.packet.IpProtocol;
import io.jackfield.port.Binding;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.EventHeap;
import io.jackfield.time.TimerWheel;

/** Two hosts with nothing above TCP, a cable between them, and virtual time. */
final class TwoHosts implements Network {
    private final EventHeap events = new EventHeap();
    private final DrainList work = new DrainList();
    private long nowNanos = 1_000_000_000;
    final End a;
    final End b;
    final Cable cable;

    TwoHosts(long seed, Netem netem) {
        a = new End(seed, 1);
        b = new End(seed, 2);
        cable = new Cable(this, 3, seed, a.nic, b.nic);
        cable.netem(netem);
        a.attach();
        b.attach();
    }

    /** One of the hosts. */
    final class End implements Attachment {
        final Settings settings = new Settings();
        final Counters counters = new Counters();
        final Observatory observatory = new Observatory();
        final TimerWheel timers = new TimerWheel();
        final SlabPool pool = new SlabPool();
        final IpAddress address;
        final NetworkInterface nic;
        final Ip ip;
        final Tcp tcp;
        boolean isBatching = true;

        End(long seed, int number) {
            address = IpAddress.of("10.0.0." + number);
            HostEntropy entropy = new HostEntropy(seed, number);
            ip = new Ip(settings, counters, timers, entropy);
            tcp = new Tcp(ip, settings, counters, observatory, timers, pool, entropy);
            ip.register(IpProtocol.TCP, tcp);
            nic =
                    new NetworkInterface(
                            "h" + number, "eth0", 2, MacAddress.local(number, 1), 1500, this, work);
        }

        private void attach() {
            NetworkInterface lo =
                    new NetworkInterface("h", "lo", 1, MacAddress.NONE, 65_536, this, work);
            new Loopback(TwoHosts.this, 9, 9, lo);
            ip.attach(lo);
            ip.attach(nic);
            ip.addAddress(nic, new Prefix(address, 24));
        }

        @Override
        public void deliver(Inbox from, long now, DrainList list) {
            NetworkInterface at = from.nic();
            assert at != null;
            if (isBatching) {
                tcp.batchBegins();
            }
            at.deliver(ip, nowNanos);
            if (isBatching) {
                tcp.batchEnds(nowNanos);
            }
        }

        TcpListener listen(int port) {
            Binding<TcpListener> binding = new Binding<>(IpAddress.ANY4, 0);
            int result = tcp.ports().bind(binding, port);
            assert result == 0;
            TcpListener listener = tcp.createListener(l -> {}, binding, new TcpOptions());
            result = OpenCall.listen(listener, 10);
            assert result == 0;
            return listener;
        }

        TcpConnection connect(int port, End to, int toPort) {
            Binding<TcpListener> binding = new Binding<>(address, 0);
            int result = tcp.ports().bind(binding, port);
            assert result == 0;
            TcpConnection c = tcp.create((_, _) -> {}, new TcpOptions());
            result = OpenCall.connect(c, binding, address, to.address, toPort, nowNanos);
            assert result == 0;
            tcp.ports().release(binding);
            return c;
        }
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    void settle() {
        Drain.run(work, this, Drain.UNLIMITED);
    }

    /** Lets the next thing happen, whatever it is; false if nothing ever will. */
    boolean step() {
        settle();
        long next =
                Math.min(
                        events.nextDueNanos(),
                        Math.min(a.timers.nextDeadlineNanos(), b.timers.nextDeadlineNanos()));
        if (next == Deadline.NEVER) {
            return false;
        }
        nowNanos = Math.max(nowNanos, next);
        while (events.nextDueNanos() <= nowNanos) {
            Event event = events.poll();
            assert event != null;
            event.occur(nowNanos);
        }
        settle();
        a.timers.advance(nowNanos);
        b.timers.advance(nowNanos);
        settle();
        return true;
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        if (!event.isScheduled() || event.dueNanos() > dueNanos) {
            events.schedule(event, dueNanos);
        }
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
}
