package io.jackfield.programs.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.link.DirectionCounts;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/** Where the programs of one run stand: the world, their hosts, what they say. */
final class Stage {
    /** Of every cable. */
    private static final String NETEM = "delay 20ms 3ms loss 3%";

    /** Of world time, in which every program has ended, unless it may also go on for ever. */
    private static final Duration LIMIT = Duration.ofDays(1);

    /** Some program of a host. */
    interface Program {
        void run(Log log) throws Exception;
    }

    private final World world;
    private final Log log = new Log();
    private final List<JvmProgram> awaited = new ArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private String cue = "";
    private int times;
    private Runnable onCue = () -> {};
    private Duration enough = LIMIT;

    Stage(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    Log log() {
        return log;
    }

    /** A client and a server with a cable between them; it is over when the client is. */
    void twoHosts(Program server, Program client) {
        Host near = world.host("client");
        Host far = world.host("server");
        cable(near, far);
        start(far, server);
        startToTheEnd(near, client);
    }

    /** A cable that delays and loses. */
    void cable(Host a, Host b) {
        world.cable(a, b).netem(NETEM);
    }

    /** A cable of the same kind from a host to a switch. */
    PatchCable cable(Host host, EthernetSwitch lan) {
        return world.cable(host, lan).netem(NETEM);
    }

    /**
     * Does something once programs have said something so many times, when the world rests next.
     */
    void whenSaid(String something, int often, Runnable action) {
        cue = something;
        times = often;
        onCue = action;
    }

    /** A run is over after so much world time, also if programs have not ended by then. */
    void overAfter(Duration time) {
        enough = time;
    }

    /** Starts a program from its class path, that the others need. */
    JvmProgram start(Host host, Launch launch, String... arguments) {
        try {
            Lines lines = new Lines(host.name(), log);
            return Jvm.on(world, host).start(launch.output(lines, lines), arguments);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a program from its class path, whose end is awaited. */
    void startToTheEnd(Host host, Launch launch, String... arguments) {
        awaited.add(start(host, launch, arguments));
    }

    /** Starts a program that the others need. */
    void start(Host host, Program program) {
        Jvm.on(world, host).start(host.name(), () -> run(program));
    }

    /** Starts a program whose end is awaited. */
    void startToTheEnd(Host host, Program program) {
        running.incrementAndGet();
        Jvm.on(world, host)
                .start(
                        host.name(),
                        () -> {
                            try {
                                run(program);
                            } finally {
                                running.decrementAndGet();
                            }
                        });
    }

    private void run(Program program) {
        try {
            program.run(log);
        } catch (Exception | AssertionError e) {
            thrown.compareAndSet(null, e);
        }
    }

    /** Lets the world go on until all programs have ended that it is to wait for. */
    void play() {
        while (!isOver() && thrown.get() == null) {
            assertThat(world.nowNanos()).as("the end of %s", log).isLessThan(LIMIT.toNanos());
            world.runFor("10s");
            if (times > 0 && log.count(cue) == times) {
                times = 0;
                onCue.run();
            }
        }
        awaited.stream()
                .filter(JvmProgram::isEnded)
                .forEach(program -> assertThat(program.status()).as("%s", program).isZero());
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    private boolean isOver() {
        return world.nowNanos() >= enough.toNanos() || haveEnded();
    }

    private boolean haveEnded() {
        return running.get() == 0 && awaited.stream().allMatch(JvmProgram::isEnded);
    }

    /** Packets sent on all cables so far. */
    long packets() {
        return sum(DirectionCounts::sent);
    }

    /** Packets lost on all cables so far. */
    long lost() {
        return sum(DirectionCounts::lost);
    }

    private long sum(ToLongFunction<DirectionCounts> count) {
        return world.cables().stream()
                .flatMap(cable -> cable.hosts().stream().map(cable::from))
                .mapToLong(way -> count.applyAsLong(way.counts()))
                .sum();
    }
}
