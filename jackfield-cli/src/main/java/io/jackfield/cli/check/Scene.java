package io.jackfield.cli.check;

import io.jackfield.cli.run.PlannedProgram;
import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.Flow;
import io.jackfield.net.PatchCable;
import io.jackfield.net.StandstillException;
import io.jackfield.net.World;
import io.jackfield.observe.SocketSnapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The network of one run, with the program on it, its peers and its visitors. */
final class Scene implements AutoCloseable {
    static final String NETEM = "delay 5ms";

    /** Whom every port is open to. */
    private static final int PRIVILEGED = 0;

    private static final long STEP = 5 * Times.SECOND;
    private static final long CLOSE_STEP = Times.SECOND;

    private final Subject subject;
    private final Surroundings around;
    private final Case given;
    private final Log log;
    private final World world;
    private final Host router;
    private final Host app;
    private final PatchCable cable;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Watch watch;
    private final List<Visit> visits = new ArrayList<>();
    private @Nullable Ear ear;
    private @Nullable JvmProgram program;
    private @Nullable String undecided;
    private long endedNanos;
    private volatile long exitNanos;

    /** Is told what a program says first to whom nobody gave. */
    interface Ear {
        void hear(String host, int port, String said);
    }

    Scene(Subject subject, Surroundings around, Case given, OutputStream to) {
        this.subject = subject;
        this.around = around;
        this.given = given;
        this.log = new Log(to);
        world = World.deterministic(subject.seed());
        world.onStall(_ -> {});
        router = world.router("router");
        app = world.host(subject.host());
        cable = world.cable(app, router).netem(NETEM);
        List<Flow> flows =
                around.parties().stream()
                        .map(party -> world.flow(app, host(party.name())))
                        .toList();
        watch =
                new Watch(
                        world,
                        app,
                        () -> flows.stream().mapToLong(flow -> flow.from(app).octets()).sum(),
                        Own.prefix(subject),
                        subject.limitNanos());
    }

    /** Has those whom nobody gave listen instead of answering. */
    void sniffs(Ear to) {
        ear = to;
    }

    World world() {
        return world;
    }

    Host app() {
        return app;
    }

    Host router() {
        return router;
    }

    /** The program's cable. */
    PatchCable cable() {
        return cable;
    }

    Watch watch() {
        return watch;
    }

    List<Visit> visits() {
        return visits;
    }

    /** The host of that name, which is added and plugged in if there is none. */
    Host host(String name) {
        return hosts.computeIfAbsent(
                name,
                _ -> {
                    Host host = world.host(name);
                    world.cable(host, router).netem(NETEM);
                    return host;
                });
    }

    /** Has a party's programs run on a host, or who answers for them. */
    void serve(Host host, Party party, @Nullable StandIn instead) {
        if (instead == null) {
            party.programs().forEach(each -> start(host, each));
        }
        if (instead != null || !party.isGiven()) {
            party.ports().forEach((port, usual) -> listen(host, port, instead, usual));
        }
    }

    private void listen(Host host, int port, @Nullable StandIn instead, StandIn usual) {
        Ear to = ear;
        if (to != null && usual == StandIn.SILENT) {
            host.start(
                    "sniffer",
                    PRIVILEGED,
                    Sniffer.listen(port, said -> to.hear(host.name(), port, said)));
        } else {
            (instead == null ? usual : instead).on(port).start(host);
        }
    }

    private JvmProgram start(Host host, PlannedProgram planned) {
        try {
            return Jvm.on(world, host)
                    .start(
                            planned.launch().output(log, log),
                            planned.arguments().toArray(String[]::new));
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw planned.said().wrong("there is no class " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw planned.said().wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Runs it to its end. */
    void play() {
        try {
            given.before().forEach(act -> act.action().accept(this));
            for (Party party : around.parties()) {
                serve(
                        host(party.name()),
                        party,
                        party.equals(given.party()) ? given.instead() : null);
            }
            world.runFor(Duration.ofNanos(Times.START));
            JvmProgram started = start(app, subject.app());
            program = started;
            var unused = started.onExit().thenRun(() -> exitNanos = world.nowNanos());
            List<Act> acts = new ArrayList<>(given.acts());
            long nextVisit = Times.FIRST_VISIT;
            while (!isEnded() && world.nowNanos() < given.endNanos()) {
                long now = world.nowNanos();
                while (!acts.isEmpty() && acts.getFirst().nanos() <= now) {
                    acts.removeFirst().action().accept(this);
                }
                if (nextVisit <= now) {
                    visit();
                    nextVisit += Times.BETWEEN_VISITS;
                }
                long until = now + (look() ? CLOSE_STEP : STEP);
                until = Math.min(until, Math.min(nextVisit, given.endNanos()));
                until = acts.isEmpty() ? until : Math.min(until, acts.getFirst().nanos());
                world.runFor(Duration.ofNanos(until - now));
            }
            look();
            tell();
        } catch (StandstillException e) {
            undecided = e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        endedNanos = isEnded() ? exitNanos : world.nowNanos();
    }

    /** What there is at the end, for who reads what the program printed. */
    private void tell() throws IOException {
        log.line("--- the sockets of " + app + " after " + Times.text(world.nowNanos()));
        for (SocketSnapshot socket : app.sockets()) {
            log.line(socket.toString());
        }
        log.over();
    }

    private boolean look() {
        visits.forEach(visit -> visit.look(world.nowNanos()));
        return watch.look();
    }

    private void visit() {
        long now = world.nowNanos();
        if (now < given.faultNanos() || now >= given.quietUntilNanos()) {
            around.served()
                    .forEach(
                            (port, wanted) -> visits.add(Visit.start(this, subject, port, wanted)));
        }
    }

    /** Whether the program has ended. */
    boolean isEnded() {
        return program != null && program.isEnded();
    }

    JvmProgram program() {
        return Objects.requireNonNull(program);
    }

    /** When it was over. */
    long endedNanos() {
        return endedNanos;
    }

    /** Why nothing can be said of the program; null if it can. */
    @Nullable String undecided() {
        return undecided;
    }

    @Override
    public void close() {
        try {
            world.close();
        } catch (IllegalStateException stuck) {
            if (undecided == null) {
                undecided = stuck.getMessage();
            }
        }
    }
}
