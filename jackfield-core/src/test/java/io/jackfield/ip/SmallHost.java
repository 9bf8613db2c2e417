package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.Slab;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.icmp.Icmp;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.Attachment;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.Loopback;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IpProtocol;
import io.jackfield.time.TimerWheel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A host of a {@link SmallWorld}; UDP and TCP end in a {@link Recorder}. */
public final class SmallHost implements Attachment {
    public final Settings settings = new Settings();
    public final Counters counters = new Counters();
    public final TimerWheel timers = new TimerWheel();
    public final Ip ip;
    public final Icmp icmp;
    public final Recorder udp = new Recorder();
    public final Recorder tcp = new Recorder();
    public final NetworkInterface lo;

    private final SmallWorld world;
    private final String name;
    private final int number;
    private final List<NetworkInterface> nics = new ArrayList<>();

    SmallHost(SmallWorld world, String name, int number) {
        this.world = world;
        this.name = name;
        this.number = number;
        ip = new Ip(settings, counters, timers, new HostEntropy(world.seed, number));
        icmp = new Icmp(ip, settings, counters);
        ip.register(IpProtocol.UDP, udp);
        ip.register(IpProtocol.TCP, tcp);
        lo = new NetworkInterface(name, "lo", 1, MacAddress.NONE, 65536, this, world.work);
        Loopback around = new Loopback(world, world.nextLink(), world.seed, lo);
        assert around.isUp();
        ip.attach(lo);
    }

    void forward() {
        settings.set(Setting.IP_FORWARD, 1);
        settings.set(Setting.IPV6_FORWARDING, 1);
    }

    NetworkInterface newInterface(int mtu) {
        int index = nics.size() + 2;
        long mac = MacAddress.local(number, index);
        NetworkInterface nic =
                new NetworkInterface(name, "eth" + nics.size(), index, mac, mtu, this, world.work);
        nics.add(nic);
        return nic;
    }

    void takeIntoUse(NetworkInterface nic, String addresses) {
        ip.attach(nic);
        for (Prefix own : SmallWorld.prefixes(addresses)) {
            ip.addAddress(nic, own);
        }
    }

    /** The interface of that number, from 0, the loopback interface not counted. */
    public NetworkInterface eth(int which) {
        return nics.get(which);
    }

    /** Routes everything of the gateway's family over it. */
    public void defaultRoute(String gateway) {
        route(IpAddress.of(gateway).isV4() ? "0.0.0.0/0" : "::/0", gateway);
    }

    public void route(String prefix, String gateway) {
        IpAddress via = IpAddress.of(gateway);
        Route link = Objects.requireNonNull(to(gateway), "no way to " + gateway);
        ip.routes().add(RouteEntry.via(Prefix.of(prefix), via, link.nic()));
    }

    public Route to(String destination) {
        IpAddress address = IpAddress.of(destination);
        return Objects.requireNonNull(ip.route(address, any(address), 0), "no route");
    }

    static IpAddress any(IpAddress like) {
        return like.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
    }

    /** Sends a UDP datagram of so many octets from port 1000 to port 2000. */
    public int send(String destination, int octets) {
        return send(datagram(destination, octets), PathMtuDiscovery.WANT);
    }

    public int send(Datagram datagram, PathMtuDiscovery discovery) {
        Route route = to(datagram.destination().toString());
        return ip.send(datagram, route, discovery, true, world.nowNanos());
    }

    /** A datagram with a pattern that shows where each octet belongs. */
    public Datagram datagram(String destination, int octets) {
        Route route = to(destination);
        Datagram datagram = new Datagram(route.source(), 1000, route.destination(), 2000);
        Slab slab = Slab.of(pattern(octets));
        datagram.append(slab, 0, octets);
        slab.release();
        return datagram;
    }

    /** A datagram without data from one of this host's addresses. */
    public Datagram datagramFrom(String source, String destination) {
        return new Datagram(IpAddress.of(source), 1000, IpAddress.of(destination), 2000);
    }

    public static byte[] pattern(int octets) {
        byte[] pattern = new byte[octets];
        for (int i = 0; i < octets; i++) {
            pattern[i] = (byte) (i * 31 ^ i >>> 8);
        }
        return pattern;
    }

    public long count(Counter counter) {
        return counters.get(counter);
    }

    @Override
    public void deliver(Inbox from, long nowNanos, DrainList work) {
        Objects.requireNonNull(from.nic()).deliver(ip, nowNanos);
    }
}
