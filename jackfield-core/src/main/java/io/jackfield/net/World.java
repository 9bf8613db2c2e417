package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.link.Cable;
import io.jackfield.link.Direction;
import io.jackfield.link.End;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.PacketRule;
import io.jackfield.link.Switch;
import io.jackfield.packet.Packet;
import io.jackfield.time.Deadline;
import io.jackfield.time.Durations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A network of computers in this JVM, with its own time.
 *
 * <p>{@link #scripted}: virtual time, one thread at a time; the same seed gives the same octets,
 * always. {@link #deterministic}: the same for programs that know nothing of Jackfield. {@link
 * #realTime}: threads as the JVM schedules them, and the network's chance from the seed.
 *
 * <pre>{@code
 * try (World world = World.scripted(1)) {
 *     Host app = world.host("app"), db = world.host("db");
 *     world.cable(app, db).netem("delay 20ms loss 1%");
 *     db.start("server", server);
 *     app.start("client", client);
 *     world.run();
 * }
 * }</pre>
 */
public final class World implements AutoCloseable {
    private final long seed;
    private final Engine engine;
    private final Topology topology = new Topology();
    private final Routing routing = new Routing(topology);
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, EthernetSwitch> switches = new LinkedHashMap<>();
    private final List<PatchCable> cables = new ArrayList<>();
    private final Captures captures;
    private boolean isClosed;

    private World(long seed, Engine engine) {
        this.seed = seed;
        this.engine = engine;
        captures = new Captures(engine, this::hosts);
        engine.toSettle(routing::compute);
    }

    /** A world in virtual time whose threads run one at a time, each until it sleeps. */
    public static World scripted(long seed) {
        return new World(seed, new ScriptedEngine());
    }

    /** A world in the machine's own time. */
    public static World realTime(long seed) {
        return new World(seed, new RealTimeEngine());
    }

    /**
     * A world in virtual time for programs as published: their threads, virtual or not, run one at
     * a time, in an order drawn from the seed. Needs the agent.
     *
     * @throws IllegalStateException if the agent is not there
     */
    public static World deterministic(long seed) {
        return new World(seed, new DeterministicEngine(seed, DeterministicTier.maker()));
    }

    public long seed() {
        return seed;
    }

    /** World time: nanoseconds since the world began. */
    public long nowNanos() {
        return engine.nowNanos();
    }

    /** Adds a computer. */
    public Host host(String name) {
        requireNew(name);
        Host host = new Host(name, hosts.size() + 1, seed, engine);
        hosts.put(name, host);
        return host;
    }

    /** Adds a computer that forwards packets of both families. */
    public Host router(String name) {
        Host router = host(name);
        router.forwards(true);
        return router;
    }

    /** Adds a learning switch. */
    public EthernetSwitch ethernetSwitch(String name) {
        requireNew(name);
        EthernetSwitch added = new EthernetSwitch(new Switch(name), topology.addSubnet());
        switches.put(name, added);
        return added;
    }

    private void requireNew(String name) {
        if (hosts.containsKey(name) || switches.containsKey(name)) {
            throw new IllegalArgumentException("there is a \"" + name + "\" already");
        }
    }

    /** A cable from host to host; each gets an interface with addresses of a subnet of its own. */
    public PatchCable cable(Host a, Host b) {
        Subnet subnet = topology.addSubnet();
        return cable(newPlug(a), newPlug(b), subnet, subnet);
    }

    /** A cable from a host to a switch; the host gets the next addresses of the switch's subnet. */
    public PatchCable cable(Host host, EthernetSwitch to) {
        return cable(newPlug(host), newPlug(to), to.subnet(), to.subnet());
    }

    /** {@link #cable(Host, EthernetSwitch)}. */
    public PatchCable cable(EthernetSwitch from, Host host) {
        return cable(newPlug(from), newPlug(host), from.subnet(), from.subnet());
    }

    /** A cable from switch to switch: their subnets become one. */
    public PatchCable cable(EthernetSwitch a, EthernetSwitch b) {
        PatchCable cable = cable(newPlug(a), newPlug(b), a.subnet(), b.subnet());
        if (a.subnet() != b.subnet()) {
            a.subnet().join(b.subnet());
        }
        return cable;
    }

    /** One end of a cable to be. */
    private record NewPlug(Object into, End end) {
        PatchCable.Plug plug() {
            return new PatchCable.Plug(into, end instanceof NetworkInterface nic ? nic : null);
        }
    }

    private static NewPlug newPlug(Host host) {
        return new NewPlug(host, host.addInterface());
    }

    private static NewPlug newPlug(EthernetSwitch into) {
        return new NewPlug(into, into.inner().port());
    }

    private PatchCable cable(NewPlug a, NewPlug b, Subnet atA, Subnet atB) {
        if (a.into == b.into) {
            throw new IllegalArgumentException("both ends of a cable in " + a.into);
        }
        Cable inner = new Cable(engine, cables.size() + 1, seed, a.end, b.end);
        PatchCable cable = new PatchCable(inner, a.plug(), b.plug());
        cables.add(cable);
        take(a, atA);
        take(b, atB);
        engine.unsettle();
        return cable;
    }

    /** The host takes its new interface into use. */
    private void take(NewPlug plug, Subnet subnet) {
        if (plug.into instanceof Host host && plug.end instanceof NetworkInterface nic) {
            host.attach(nic);
            for (Prefix address : subnet.nextAddresses()) {
                host.addAddress(nic, address);
            }
            topology.plug(host, nic, subnet);
        }
    }

    /**
     * Lets the world go on until every program has ended or nothing can happen any more. Programs
     * that only wait while something goes on for ever, such as keepalive, need {@link #runFor}.
     *
     * @throws WorldException if a program or the network fails
     */
    public Ending run() {
        engine.settle();
        engine.run(Deadline.NEVER - 1, true, null);
        return ending();
    }

    /** Lets the world go on for so long: {@code runFor("20m")}. */
    public Ending runFor(String duration) {
        return runFor(Duration.ofNanos(Durations.parse(duration)));
    }

    /** Lets the world go on for so long, whether something happens or not. */
    public Ending runFor(Duration duration) {
        engine.settle();
        long until = Deadline.after(engine.nowNanos(), duration.toNanos());
        engine.run(until, false, null);
        engine.passUntil(until);
        return ending();
    }

    /**
     * Lets the world go on until the condition holds, which is looked at whenever something
     * happened.
     *
     * @throws StandstillException if it does not hold within the limit, or nothing can happen any
     *     more
     */
    public void until(BooleanSupplier condition, String limit) {
        until(condition, Duration.ofNanos(Durations.parse(limit)));
    }

    /** {@link #until(BooleanSupplier, String)}. */
    public void until(BooleanSupplier condition, Duration limit) {
        engine.settle();
        long until = Deadline.after(engine.nowNanos(), limit.toNanos());
        if (!engine.run(until, false, condition)) {
            throw new StandstillException(
                    "what was waited for did not come within " + Durations.format(limit.toNanos()),
                    engine.waiting());
        }
    }

    /** Lets one thing happen; false if there is nothing that could. Scripted worlds only. */
    public boolean step() {
        engine.settle();
        return engine.step();
    }

    /** Has something done at a time of the world's: {@code at("30s", cable::cut)}. */
    public World at(String time, Runnable action) {
        return at(Duration.ofNanos(Durations.parse(time)), action);
    }

    /** {@link #at(String, Runnable)}. */
    public World at(Duration time, Runnable action) {
        engine.schedule(new Action(action), time.toNanos());
        return this;
    }

    /** What the scheduler of a deterministic world decided so far. */
    public Decisions decisions() {
        return engine.decisions();
    }

    /**
     * Tells somebody, instead of standard error, when the clock of a deterministic world stands
     * still for a second of real time: which thread runs, where, and what the others wait for.
     */
    public void onStall(Consumer<String> reader) {
        engine.onStall(reader);
    }

    /** Has the threads of a group, whoever starts them, run in this world, on that host. */
    public void claim(Host host, ThreadGroup group) {
        engine.claim(host, group);
    }

    /** Whether every program has ended. */
    public boolean isDone() {
        return !engine.hasPrograms();
    }

    private Ending ending() {
        return new Ending(engine.nowNanos(), engine.events(), engine.waiting());
    }

    /** Captures everything on all cables that there are now, each packet once, into memory. */
    public Capture capture() {
        return captures.of(cables, null);
    }

    /** Captures everything on all cables that there are now, each packet once, into a file. */
    public Capture capture(Path file) {
        return captures.of(cables, Captures.open(file));
    }

    /** Captures one cable into a file. */
    public Capture capture(PatchCable cable, Path file) {
        return captures.of(List.of(cable), Captures.open(file));
    }

    /** Captures one cable into memory. */
    public Capture capture(PatchCable cable) {
        return captures.of(List.of(cable), null);
    }

    /** Captures what an interface sends and receives, as tcpdump on that host sees it. */
    public Capture capture(NetworkInterface nic, Path file) {
        return captures.of(nic, Captures.open(file));
    }

    /** The same, into memory. */
    public Capture capture(NetworkInterface nic) {
        return captures.of(nic, null);
    }

    /**
     * Drops every packet from one host to another, wherever they are, and nobody is told: until the
     * fault is closed.
     */
    public Fault blackhole(Host from, Host to) {
        PacketRule rule = PacketRule.drop(packet -> goes(packet, from, to));
        return new Fault(leaving(from), rule);
    }

    /** Drops every packet between two hosts, either way. */
    public Fault partition(Host a, Host b) {
        List<Direction> leaving = new ArrayList<>(leaving(a));
        leaving.addAll(leaving(b));
        return new Fault(
                leaving, PacketRule.drop(packet -> goes(packet, a, b) || goes(packet, b, a)));
    }

    private static boolean goes(Packet packet, Host from, Host to) {
        return from.has(packet.source()) && to.has(packet.destination());
    }

    private List<Direction> leaving(Host host) {
        List<Direction> leaving = new ArrayList<>();
        for (PatchCable cable : cables) {
            if (cable.hosts().contains(host)) {
                leaving.addAll(cable.from(host).directions());
            }
        }
        return leaving;
    }

    /** Heals every cable. */
    public void heal() {
        cables.forEach(PatchCable::heal);
    }

    /** The addresses of a host by its name, IPv4 first. */
    public List<IpAddress> resolve(String name) {
        Host host = hosts.get(name);
        return host == null ? List.of() : host.addresses();
    }

    /** The host of that name. */
    public Host find(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host is called \"" + name + "\"");
        }
        return host;
    }

    /** In the order in which they were added. */
    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    public List<PatchCable> cables() {
        return List.copyOf(cables);
    }

    /** Ends all programs and threads. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            try {
                if (!engine.isStuck()) {
                    hosts.values().forEach(Host::end);
                }
                engine.end();
            } finally {
                captures.close();
            }
        }
    }
}
