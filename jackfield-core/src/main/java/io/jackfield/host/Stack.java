package io.jackfield.host;

import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.file.OpenFile;
import io.jackfield.icmp.Icmp;
import io.jackfield.ip.Ip;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Settings;
import io.jackfield.packet.IpProtocol;
import io.jackfield.raw.RawTable;
import io.jackfield.tcp.Tcp;
import io.jackfield.time.TimerWheel;
import io.jackfield.time.WallClock;
import io.jackfield.udp.Udp;
import io.jackfield.unix.Unix;

import java.util.List;
import java.util.function.Consumer;

/** The protocols of a host with all that they remember: what is gone when its power is. */
final class Stack {
    final TimerWheel timers = new TimerWheel();
    final SlabPool slabs = new SlabPool();
    final Ip ip;
    final Icmp icmp;
    final Udp udp;
    final Tcp tcp;
    final Unix unix;
    final RawTable raw;

    /**
     * @param release gives up the reference to a file that a message had
     */
    Stack(
            Settings settings,
            Counters counters,
            Observatory observatory,
            HostEntropy entropy,
            WallClock wallClock,
            Consumer<OpenFile> release) {
        this.ip = new Ip(settings, counters, timers, entropy);
        ip.observeTo(observatory);
        this.icmp = new Icmp(ip, settings, counters);
        this.udp = new Udp(ip, settings, counters, slabs, entropy, wallClock);
        this.tcp = new Tcp(ip, settings, counters, observatory, timers, slabs, entropy);
        this.raw = new RawTable(ip);
        ip.register(IpProtocol.TCP, tcp);
        this.unix = new Unix(settings, slabs, entropy, release);
    }

    /** Takes over what is configured, and nothing that was learnt. */
    void configureAs(Stack before, List<NetworkInterface> interfaces) {
        List<RouteEntry> routes = before.ip.routes().entries();
        interfaces.forEach(ip::attach);
        List<RouteEntry> own = ip.routes().entries();
        for (RouteEntry entry : routes) {
            if (!own.contains(entry)) {
                ip.routes().add(entry);
            }
        }
        ip.filterAs(before.ip);
    }
}
