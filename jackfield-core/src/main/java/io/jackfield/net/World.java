package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.host.JavaMachine;
import io.jackfield.link.NetworkInterface;
import io.jackfield.time.Deadline;
import io.jackfield.time.Durations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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
 *
 * <p>Any thread may add to it at any time.
 */
public non-sealed class World extends Fabric implements AutoCloseable {
    private final Tier tier;
    private final Misfortunes misfortunes = new Misfortunes();
    private final List<Object> kept = new CopyOnWriteArrayList<>();
    private boolean isClosed;

    /**
     * A world of a tier.
     *
     * @throws IllegalStateException if the tier needs the agent and it is not there
     */
    protected World(long seed, Tier tier) {
        super(seed, Engine.of(tier, seed));
        this.tier = tier;
    }

    /** {@link Tier#SCRIPTED}: its threads run one at a time, each until it sleeps. */
    public static World scripted(long seed) {
        return new World(seed, Tier.SCRIPTED);
    }

    /** {@link Tier#REAL_TIME}: a world in the machine's own time. */
    public static World realTime(long seed) {
        return new World(seed, Tier.REAL_TIME);
    }

    /**
     * {@link Tier#DETERMINISTIC}: virtual time for programs as published, whose threads run one at
     * a time, in an order drawn from the seed.
     *
     * @throws IllegalStateException if the agent is not there
     */
    public static World deterministic(long seed) {
        return new World(seed, Tier.DETERMINISTIC);
    }

    /** What may run in it, and how sure a run is. */
    public Tier tier() {
        return tier;
    }

    /** World time: nanoseconds since the world began. */
    public long nowNanos() {
        return engine.nowNanos();
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
        schedule(time.toNanos(), "action", action);
        return this;
    }

    /** A time at which something is to happen: {@code at("30s").blackhole(app, db)}. */
    public Moment at(String time) {
        return new Moment(this, Durations.parse(time));
    }

    /** Has a misfortune happen at a time, unless it is spared. */
    void schedule(long nanos, String what, Runnable action) {
        schedule(
                nanos,
                () -> {
                    if (happens(what, nanos)) {
                        action.run();
                    }
                });
    }

    void schedule(long nanos, Runnable action) {
        engine.schedule(new Action(action), nanos);
    }

    /** What the scheduler of a deterministic world decided so far. */
    public Decisions decisions() {
        return engine.decisions();
    }

    /** The threads of a deterministic world, which stand still while nobody runs it. */
    public List<ThreadView> threads() {
        return engine.stoppedThreads();
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

    /**
     * In a deterministic world, ends the threads of a {@link #claim claimed} group, and those that
     * they made, where they would next wait or give way. Other worlds cannot.
     */
    public void endThreads(ThreadGroup group) {
        engine.endThreads(group);
    }

    /** Whether every program has ended. */
    public boolean isDone() {
        return !engine.hasPrograms();
    }

    private Ending ending() {
        return new Ending(engine.nowNanos(), engine.events(), engine.waiting());
    }

    /** Captures everything on all cables, each packet once, into memory. */
    public Capture capture() {
        return captures.ofAll(cables(), null);
    }

    /** Captures everything on all cables, each packet once, into a file. */
    public Capture capture(Path file) {
        return captures.ofAll(cables(), Captures.open(file));
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

    @Override
    final Function<Host, JavaMachine> java() {
        return JavaMachines.of(this);
    }

    @Override
    void befall(String what, Runnable action) {
        if (happens(what, engine.nowNanos())) {
            action.run();
        }
    }

    private boolean happens(String what, long nanos) {
        boolean happens = misfortunes.happens(what, nanos);
        if (happens) {
            onlookers.happened(what, nanos);
        }
        return happens;
    }

    @Override
    void prepare(Runnable action) {
        action.run();
    }

    /** Has the world remember what befalls it, for {@link #misfortunes}; said before it runs. */
    public World noteMisfortunes() {
        listen();
        misfortunes.note();
        return this;
    }

    /**
     * What has befallen the world so far, in order: every packet lost, doubled, overtaken, damaged
     * or marked by chance, every packet that a fault chose, every fault, and every action of {@link
     * #at}. The first ten thousand; {@link #misfortuneCount} counts all.
     *
     * @throws IllegalStateException if nobody said {@link #noteMisfortunes}
     */
    public List<Misfortune> misfortunes() {
        return misfortunes.list();
    }

    public int misfortuneCount() {
        return misfortunes.count();
    }

    /**
     * Spares the world these misfortunes, by their ids: what they would have befallen passes
     * unharmed, and all chance falls as if they had happened. Said before the world runs.
     */
    public World sparing(Set<String> ids) {
        Set<String> spared = new TreeSet<>(ids);
        return choosing(id -> !spared.contains(id));
    }

    /** Of all misfortunes, only these happen, by their ids. Said before the world runs. */
    public World only(Set<String> ids) {
        return choosing(new TreeSet<>(ids)::contains);
    }

    private World choosing(Predicate<String> which) {
        listen();
        misfortunes.choose(which);
        return this;
    }

    private void listen() {
        if (engine.events() > 0) {
            throw new IllegalStateException("the world has begun: this is said before it runs");
        }
        engine.mishaps(misfortunes);
    }

    /** Counts what goes on between two hosts from now on. */
    public Flow flow(Host a, Host b) {
        return new Flow(a, leaving(a), b, leaving(b));
    }

    /** Keeps something from being collected before the world is closed. */
    public void keep(Object of) {
        kept.add(of);
    }

    /** Ends all programs and threads. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            try {
                if (!engine.isStuck()) {
                    hosts().forEach(Host::end);
                }
                engine.end();
            } finally {
                captures.close();
                kept.clear();
            }
        }
    }
}
