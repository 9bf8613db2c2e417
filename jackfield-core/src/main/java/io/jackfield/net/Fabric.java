package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.host.JavaMachine;
import io.jackfield.link.Switch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a {@link World} consists of: hosts, switches, and the cables between them. */
public abstract sealed class Fabric extends Faults permits World {
    final Engine engine;
    final Captures captures;
    final Onlookers onlookers = new Onlookers();
    private final long seed;
    private final Topology topology = new Topology();
    private final Routing routing = new Routing(topology);
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, EthernetSwitch> switches = new LinkedHashMap<>();
    private final Cabling cabling;
    private final Names names;

    @SuppressWarnings("this-escape") // nobody calls back before there are hosts
    Fabric(long seed, Engine engine) {
        this.seed = seed;
        this.engine = engine;
        captures = new Captures(engine, this::hosts);
        names = new Names(engine, this::hosts);
        cabling = new Cabling(seed, engine, topology, this::plugged);
        engine.toSettle(routing::compute);
    }

    /** What runs Java programs on its hosts. */
    abstract Function<Host, JavaMachine> java();

    /** Of all chance. */
    public final long seed() {
        return seed;
    }

    /** Adds a computer. */
    public final Host host(String name) {
        return engine.plan(
                () -> {
                    requireNew(name);
                    Host host = new Host(name, hosts.size() + 1, seed, engine, java());
                    hosts.put(name, host);
                    engine.adds(host);
                    onlookers.built(host);
                    return host;
                });
    }

    /** Adds a computer that forwards packets of both families. */
    public final Host router(String name) {
        Host router = host(name);
        router.forwards(true);
        return router;
    }

    /** Adds a learning switch. */
    public final EthernetSwitch ethernetSwitch(String name) {
        return engine.plan(
                () -> {
                    requireNew(name);
                    Switch inner = new Switch(name);
                    EthernetSwitch added = new EthernetSwitch(inner, topology.addSubnet());
                    switches.put(name, added);
                    return added;
                });
    }

    private void requireNew(String name) {
        if (hosts.containsKey(name) || switches.containsKey(name)) {
            throw new IllegalArgumentException("there is a \"" + name + "\" already");
        }
    }

    /** A cable from host to host; each gets an interface with addresses of a subnet of its own. */
    public final PatchCable cable(Host a, Host b) {
        return engine.plan(() -> cabling.cable(a, b));
    }

    /** A cable from a host to a switch; the host gets the next addresses of the switch's subnet. */
    public final PatchCable cable(Host host, EthernetSwitch to) {
        return engine.plan(() -> cabling.cable(host, to));
    }

    /** {@link #cable(Host, EthernetSwitch)}. */
    public final PatchCable cable(EthernetSwitch from, Host host) {
        return engine.plan(() -> cabling.cable(from, host));
    }

    /** A cable from switch to switch: their subnets become one. */
    public final PatchCable cable(EthernetSwitch a, EthernetSwitch b) {
        return engine.plan(() -> cabling.cable(a, b));
    }

    /**
     * A cable from a host out of the world: packets as octets, to whoever calls. For worlds that
     * one thread has at a time.
     */
    public final Tunnel tunnel(Host host, Tunnel.Receiver receiver) {
        return engine.plan(() -> cabling.tunnel(host, receiver));
    }

    /** What names stand for; {@link Moment#name} changes one at a time of the world's. */
    public final Names names() {
        return names;
    }

    /**
     * The addresses that a name stands for, IPv4 first; none if it does not resolve. Takes as long
     * as {@link #names} says.
     */
    public final List<IpAddress> resolve(String name) {
        return names.resolve(name);
    }

    /** The host of that name. */
    public final Host find(String name) {
        return engine.plan(
                () -> {
                    Host host = hosts.get(name);
                    if (host == null) {
                        throw new IllegalArgumentException("no host is called \"" + name + "\"");
                    }
                    return host;
                });
    }

    /** In the order in which they were added. */
    public final List<Host> hosts() {
        return engine.plan(() -> List.copyOf(hosts.values()));
    }

    public final List<PatchCable> cables() {
        return engine.plan(() -> List.copyOf(cabling.cables()));
    }

    /** Shows somebody every packet and every host from now on, also those that are to come. */
    public final void watch(Onlooker onlooker) {
        engine.plan(
                () -> {
                    onlookers.add(onlooker, hosts.values(), cabling.cables());
                    return true;
                });
    }

    private void plugged(PatchCable cable) {
        captures.plugged(cable);
        onlookers.plugged(cable);
    }

    @Override
    List<PatchCable> everyCable() {
        return cables();
    }
}
