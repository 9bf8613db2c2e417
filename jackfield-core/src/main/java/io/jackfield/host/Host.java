package io.jackfield.host;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.file.HostLock;
import io.jackfield.file.Sleeper;
import io.jackfield.file.WakeList;
import io.jackfield.icmp.Icmp;
import io.jackfield.icmp.Ping;
import io.jackfield.ip.Ip;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.Attachment;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.Loopback;
import io.jackfield.link.Network;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.process.Scheduler;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One computer: everything its kernel keeps, guarded by its one lock.
 *
 * <p>Three doors lead in: a system call ({@link #enter} and {@link #leave}), a batch of packets
 * ({@link #deliver}) and the time of a timer. Each leads out the same way: the world is told the
 * earliest deadline, the lock is given back, those are woken for whom that was decided, and what
 * was sent is carried on.
 */
public final class Host implements Attachment {
    /** Linux's lo. */
    private static final int LOOPBACK_MTU = 65_536;

    private static final int ETHERNET_MTU = 1500;

    private final HostLock lock = new HostLock();
    private final WakeList wakeList = new WakeList();
    private final DrainList sent = new DrainList();
    private final TimerWheel timers = new TimerWheel();
    private final Alarm alarm = new Alarm();
    private final Settings settings = new Settings();
    private final Counters counters = new Counters();
    private final SlabPool slabs = new SlabPool();
    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final Network network;
    private final Scheduler scheduler;
    private final Runnable beforeUse;
    private final String name;
    private final int number;
    private final HostEntropy entropy;
    private final Ip ip;
    private final Icmp icmp;

    private volatile List<IpAddress> addresses = List.of();
    private long nowNanos;
    private long alarmNanos = Deadline.NEVER;
    private int drainBudget = Drain.UNLIMITED;

    /** The earliest deadline of the host's timers, as an event of the world. */
    private final class Alarm extends Event {
        @Override
        public void occur(long nowNanos) {
            expire();
        }
    }

    /**
     * Starts a host with its loopback interface.
     *
     * @param number the host's place in the world, from 1
     * @param seed the world's
     * @param beforeUse called, without the lock, before a program or a ping starts: routes are
     *     given
     */
    public Host(
            String name,
            int number,
            long seed,
            Network network,
            Scheduler scheduler,
            Runnable beforeUse) {
        this.name = name;
        this.number = number;
        this.network = network;
        this.scheduler = scheduler;
        this.beforeUse = beforeUse;
        this.entropy = new HostEntropy(seed, number);
        this.ip = new Ip(settings, counters, timers, entropy);
        this.icmp = new Icmp(ip, settings, counters);
        NetworkInterface lo = newInterface("lo", MacAddress.NONE, LOOPBACK_MTU);
        new Loopback(network, -number, seed, lo);
        attach(lo);
    }

    public String name() {
        return name;
    }

    /* The three doors. */

    public long enter() {
        lock.lock();
        nowNanos = network.nowNanos();
        return nowNanos;
    }

    public void leave() {
        if (sent.isEmpty()) {
            wake(unlock());
            return;
        }
        DrainList work = new DrainList();
        work.addAll(sent);
        wake(unlock());
        Drain.run(work, network, drainBudget);
    }

    @Override
    public void deliver(Inbox from, long beganNanos, DrainList work) {
        enter();
        try {
            NetworkInterface nic = from.nic();
            assert nic != null : "a host's inbox is an interface's";
            nic.deliver(ip, nowNanos);
        } catch (Throwable thrown) {
            counters.increment(Counter.DRAIN_ERRORS);
            throw thrown;
        } finally {
            leave(work);
        }
    }

    private void expire() {
        enter();
        try {
            alarmNanos = Deadline.NEVER;
            timers.advance(nowNanos);
        } finally {
            leave(network.work());
        }
    }

    /** Leaves; what was sent goes on the list of the drain that is under way. */
    private void leave(DrainList work) {
        work.addAll(sent);
        wake(unlock());
    }

    private @Nullable Sleeper unlock() {
        long next = timers.nextDeadlineNanos();
        if (next < alarmNanos) {
            alarmNanos = next;
            network.schedule(alarm, next);
        }
        Sleeper woken = wakeList.takeAll();
        lock.unlock();
        return woken;
    }

    private void wake(@Nullable Sleeper first) {
        Sleeper sleeper = first;
        while (sleeper != null) {
            Sleeper next = WakeList.after(sleeper);
            scheduler.wake(sleeper);
            sleeper = next;
        }
    }

    /** Does something under the lock, as a system call does. */
    private <T extends @Nullable Object> T call(Supplier<T> action) {
        enter();
        try {
            return action.get();
        } finally {
            leave();
        }
    }

    private void call(Runnable action) {
        enter();
        try {
            action.run();
        } finally {
            leave();
        }
    }

    /* What it is made of. */

    /** Adds an interface eth0, eth1, … that has no link and no address yet. */
    public NetworkInterface addInterface() {
        return call(
                () -> {
                    int index = interfaces.size();
                    long mac = MacAddress.local(number, index);
                    return newInterface("eth" + (index - 1), mac, ETHERNET_MTU);
                });
    }

    private NetworkInterface newInterface(String nicName, long mac, int mtu) {
        int index = interfaces.size() + 1;
        NetworkInterface nic = new NetworkInterface(name, nicName, index, mac, mtu, this, sent);
        interfaces.add(nic);
        return nic;
    }

    /** Takes an interface into use whose link is plugged in. */
    public void attach(NetworkInterface nic) {
        call(() -> ip.attach(nic));
    }

    /** All interfaces, the loopback interface first. */
    public List<NetworkInterface> interfaces() {
        return call(() -> List.copyOf(interfaces));
    }

    /**
     * The interface of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public NetworkInterface nic(String nicName) {
        for (NetworkInterface nic : interfaces()) {
            if (nic.name().equals(nicName)) {
                return nic;
            }
        }
        throw new IllegalArgumentException(name + " has no interface \"" + nicName + "\"");
    }

    /** {@code ip address add}. */
    public void addAddress(NetworkInterface nic, Prefix own) {
        call(
                () -> {
                    ip.addAddress(nic, own);
                    gather();
                });
    }

    /** {@code ip address del}. */
    public void removeAddress(NetworkInterface nic, Prefix own) {
        call(
                () -> {
                    ip.removeAddress(nic, own);
                    gather();
                });
    }

    /** {@code ip link set mtu}. */
    public void mtu(NetworkInterface nic, int octets) {
        call(
                () -> {
                    nic.mtu(octets);
                    ip.interfaceChanged(nic);
                });
    }

    /** {@code ip link set up} and {@code down}. */
    public void up(NetworkInterface nic, boolean on) {
        call(
                () -> {
                    nic.up(on);
                    ip.interfaceChanged(nic);
                });
    }

    /** {@code ip route add}. */
    public void addRoute(RouteEntry entry) {
        call(() -> ip.routes().add(entry));
    }

    /** {@code ip route del}; false if there was no such route. */
    public boolean removeRoute(RouteEntry entry) {
        return call(() -> ip.routes().remove(entry));
    }

    /** {@code ip route}: the main tables, IPv4 first. */
    public List<RouteEntry> routes() {
        beforeUse.run();
        return call(() -> ip.routes().entries());
    }

    /** Whether it forwards packets of both families. */
    public void forwards(boolean on) {
        call(
                () -> {
                    settings.set(Setting.IP_FORWARD, on ? 1 : 0);
                    settings.set(Setting.IPV6_FORWARDING, on ? 1 : 0);
                });
    }

    /** Whether it forwards packets of either family. */
    public boolean isForwarding() {
        return call(
                () -> settings.isOn(Setting.IP_FORWARD) || settings.isOn(Setting.IPV6_FORWARDING));
    }

    /**
     * Every address that others reach it by, IPv4 first, in the order of the interfaces. May be
     * asked anywhere, also by a predicate on packets.
     */
    public List<IpAddress> addresses() {
        return addresses;
    }

    private void gather() {
        List<IpAddress> all = new ArrayList<>();
        gather(all, true);
        gather(all, false);
        addresses = List.copyOf(all);
    }

    private void gather(List<IpAddress> into, boolean v4) {
        for (NetworkInterface nic : interfaces) {
            for (Prefix own : nic.addresses()) {
                IpAddress address = own.address();
                if (address.isV4() == v4 && !address.isLoopback() && !address.isLinkLocal()) {
                    into.add(address);
                }
            }
        }
    }

    /** Its first IPv4 address, 127.0.0.1 while it has no other. */
    public IpAddress address() {
        return firstAddress(true, IpAddress.LOOPBACK4);
    }

    /** Its first IPv6 address that is no link-local one, ::1 while it has no other. */
    public IpAddress address6() {
        return firstAddress(false, IpAddress.LOOPBACK6);
    }

    private IpAddress firstAddress(boolean v4, IpAddress otherwise) {
        for (IpAddress address : addresses()) {
            if (address.isV4() == v4) {
                return address;
            }
        }
        return otherwise;
    }

    /** Whether others reach it by this address. */
    public boolean has(IpAddress address) {
        return addresses.contains(address);
    }

    /** The settings; a change takes effect where Linux next reads it. */
    public Settings settings() {
        return settings;
    }

    /** Its counters as they are now, those that are not zero. */
    public Map<Counter, Long> counts() {
        return call(counters::snapshot);
    }

    /** Slabs that packets and queues hold now; 0 on a quiet host. */
    public int slabsOut() {
        return call(slabs::outstanding);
    }

    /** Timers that are armed now. */
    public int timersArmed() {
        return call(timers::size);
    }

    /**
     * Sends an echo request with 56 octets of data; look at the answer when the world has gone on.
     */
    public Ping ping(IpAddress destination) {
        beforeUse.run();
        return call(() -> icmp.ping(destination, Icmp.USUAL_ECHO_DATA, null, nowNanos));
    }

    @Override
    public String toString() {
        return name;
    }
}
