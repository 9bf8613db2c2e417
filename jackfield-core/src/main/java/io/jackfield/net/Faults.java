package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.PacketRule;
import io.jackfield.packet.Packet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What can be done to a network: said of a {@link World} it begins now, of a {@link Moment} then.
 * Each begins once and ends when it is closed or healed; closed before it began, it never begins.
 */
public abstract sealed class Faults implements PacketFaults permits Fabric, Moment {
    /** Has something done at its time, unless it is a misfortune that is to be spared. */
    abstract void befall(String what, Runnable action);

    /** Has something done at its time that is no misfortune by itself. */
    abstract void prepare(Runnable action);

    abstract List<PatchCable> everyCable();

    /**
     * Drops every packet from one host to another, wherever they are, and nobody is told: until the
     * fault is closed. The other way stays open.
     */
    public final Fault blackhole(Host from, Host to) {
        PacketRule rule = PacketRule.drop(packet -> goes(packet, from, to));
        return begin("blackhole " + from + "→" + to, () -> leaving(from), rule);
    }

    /** Drops every packet between two hosts, either way. */
    public final Fault partition(Host a, Host b) {
        PacketRule rule = PacketRule.drop(packet -> goes(packet, a, b) || goes(packet, b, a));
        return begin("partition " + a + "—" + b, () -> leaving(List.of(a, b)), rule);
    }

    /** Drops every packet between hosts of one group and hosts of another, either way. */
    public final Fault partition(List<Host> some, List<Host> others) {
        PacketRule rule =
                PacketRule.drop(packet -> goes(packet, some, others) || goes(packet, others, some));
        List<Host> all = new ArrayList<>(some);
        all.addAll(others);
        return begin("partition " + some + "—" + others, () -> leaving(all), rule);
    }

    private Fault begin(String what, Supplier<List<Direction>> where, PacketRule rule) {
        Fault fault = new Fault(where, rule.asOne());
        befall(what, fault::begin);
        return fault;
    }

    private static boolean goes(Packet packet, Host from, Host to) {
        return from.has(packet.source()) && to.has(packet.destination());
    }

    private static boolean goes(Packet packet, List<Host> from, List<Host> to) {
        return from.stream().anyMatch(host -> host.has(packet.source()))
                && to.stream().anyMatch(host -> host.has(packet.destination()));
    }

    private List<Direction> leaving(List<Host> hosts) {
        return hosts.stream().flatMap(host -> leaving(host).stream()).distinct().toList();
    }

    final List<Direction> leaving(Host host) {
        List<Direction> leaving = new ArrayList<>();
        for (PatchCable cable : everyCable()) {
            if (cable.hosts().contains(host)) {
                leaving.addAll(cable.from(host).directions());
            }
        }
        return leaving;
    }

    /** Holds for all cables; a packet that takes several is asked about on each. */
    @Override
    public final Fault fault(PacketRule rule) {
        Fault fault = new Fault(this::everyWay, rule);
        prepare(fault::begin);
        return fault;
    }

    private List<Direction> everyWay() {
        return everyCable().stream().flatMap(cable -> cable.directions().stream()).toList();
    }

    /** No carrier: what is under way is lost, and nothing goes any more. */
    public final Outage cut(PatchCable cable) {
        return outage("cut " + cable, cable::cut, cable::mend);
    }

    /** Ends a {@link #cut}. */
    public final void mend(PatchCable cable) {
        befall("mend " + cable, cable::mend);
    }

    /** The power of a host goes: {@link Host#crash}. */
    public final Outage crash(Host host) {
        return outage("crash " + host, host::crash, host::restart);
    }

    /** The power is back: {@link Host#restart}. Who wants programs to run again starts them. */
    public final void restart(Host host) {
        befall("restart " + host, host::restart);
    }

    /** A host stands still: {@link Host#pause}. */
    public final Outage pause(Host host) {
        return outage("pause " + host, host::pause, host::resume);
    }

    /** Ends a {@link #pause}. */
    public final void resume(Host host) {
        befall("resume " + host, host::resume);
    }

    private Outage outage(String what, Runnable begin, Runnable end) {
        Outage outage = new Outage(begin, end);
        befall(what, outage::begin);
        return outage;
    }

    /** Ends the faults of all cables; what netem's words say of them stays. */
    public final void heal() {
        befall("heal", () -> everyCable().forEach(PatchCable::endFaults));
    }
}
