package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.KernelSockets;
import io.jackfield.jdk.Launch;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.World;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A world with hosts, the programs on them, and what came of the clients. */
final class Stage implements AutoCloseable {
    private static final String CABLE = "delay 5ms 1ms loss 2%";
    private static final int SIGTERM = 128 + 15;

    private final Tier tier;
    private final Path directory;
    private final KernelSockets before = KernelSockets.now();
    private final World world;
    private final List<String> servers = new ArrayList<>();
    private final List<JvmProgram> running = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private String awaited = "";
    private Runnable action = () -> {};

    Stage(Tier tier, Path directory) {
        this.tier = tier;
        this.directory = directory;
        this.world = tier.open();
    }

    /** Where the programs may keep files; empty at first. */
    Path directory() {
        return directory;
    }

    Tier tier() {
        return tier;
    }

    World world() {
        return world;
    }

    List<Row> rows() {
        return rows;
    }

    /** Says what the JVM of all programs was started with for them. */
    void options(List<String> options) {
        if (!options.isEmpty()) {
            servers.add("JVM: " + anywhere(String.join(" ", options)));
        }
    }

    /** Sets a system property, which is every program's from now on. */
    void property(String name, Path value) {
        System.setProperty(name, value.toString());
        options(List.of("-D" + name + "=" + value));
    }

    /** Adds hosts: two on one cable, more on a switch; each cable delays and loses. */
    void hosts(String... names) {
        List<Host> hosts = new ArrayList<>();
        for (String name : names) {
            hosts.add(world.host(name));
        }
        if (hosts.size() == 2) {
            world.cable(hosts.get(0), hosts.get(1));
        } else {
            EthernetSwitch lan = world.ethernetSwitch("switch");
            hosts.forEach(host -> world.cable(host, lan));
        }
        world.cables().forEach(cable -> cable.netem(CABLE));
    }

    /** A command as the document has it, the same wherever the show is played. */
    private String line(String host, Command command) {
        return host + ": " + anywhere(command.toString());
    }

    private String anywhere(String text) {
        return text.replace(directory.toString(), "$DIR");
    }

    /** Starts a program that goes on; its output is in HOST.log. */
    JvmProgram start(String host, Command command) throws Exception {
        servers.add(line(host, command));
        OutputStream log =
                Files.newOutputStream(
                        directory.resolve(host + ".log"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        JvmProgram program = start(host, command, command.launch().output(log, log).prefixed());
        running.add(program);
        return program;
    }

    private JvmProgram start(String host, Command command, Launch launch) throws Exception {
        Jvm jvm = Jvm.on(world, world.find(host));
        return jvm.start(launch, command.arguments().toArray(String[]::new));
    }

    /** Runs a program that prepares others, to its end. */
    void prepare(String host, Command command) throws Exception {
        servers.add(line(host, command));
        run(host, command);
    }

    /** Runs a program to its end, which must be a good one; what it printed. */
    private String run(String host, Command command) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        JvmProgram program = start(host, command, command.launch().output(output, output));
        try {
            await(() -> hasEnded(program, output));
        } finally {
            Files.write(
                    directory.resolve(host + ".log"),
                    output.toByteArray(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        String printed = output.toString(StandardCharsets.UTF_8);
        assertThat(program.status()).as("%s: %s", command, printed).isZero();
        return printed.strip();
    }

    private boolean hasEnded(JvmProgram program, ByteArrayOutputStream output) {
        if (!awaited.isEmpty() && output.toString(StandardCharsets.UTF_8).contains(awaited)) {
            awaited = "";
            action.run();
        }
        return program.isEnded();
    }

    /** Does something once, as soon as the client that is shown next has printed a text. */
    void whenPrinted(String text, Runnable then) {
        awaited = text;
        action = then;
    }

    /** What a program has printed so far. */
    String log(String host) {
        try {
            return Files.readString(directory.resolve(host + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a client to its end and keeps what came of it.
     *
     * @param name the programs with their versions
     * @param expected what it must print last
     * @param needed what was done for them that their makers do not say; empty for nothing
     */
    void show(String name, String host, Command client, String expected, String needed)
            throws Exception {
        Counted counted = Counted.of(world);
        long realNanos = System.nanoTime();
        String printed = run(host, client);
        long realMillis = (System.nanoTime() - realNanos) / 1_000_000;
        counted = Counted.of(world).minus(counted);
        int kernelSockets = kernelSockets();
        before.assertNoMore();
        String result = printed.substring(printed.lastIndexOf('\n') + 1);
        assertThat(result).as("%s: %s", name, printed).isEqualTo(expected);
        assertThat(counted.lost()).as("packets lost of %s", counted).isPositive();
        List<String> commands = new ArrayList<>(servers);
        commands.add(line(host, client));
        rows.add(
                new Row(
                        name,
                        tier,
                        result,
                        counted.packets(),
                        counted.lost(),
                        counted.retransmitted(),
                        kernelSockets,
                        counted.nanos() / 1_000_000,
                        realMillis,
                        anywhere(needed),
                        commands));
    }

    private int kernelSockets() {
        List<String> open = new ArrayList<>(KernelSockets.now().sockets());
        open.removeAll(before.sockets());
        return open.size();
    }

    /** Lets the world go on until the condition holds. */
    void await(BooleanSupplier condition) {
        tier.await(world, condition);
    }

    /** Lets the world go on until a host's port takes connections from another. */
    void awaitListening(String from, JvmProgram server, int port) {
        String name = server.jvm().host().name();
        AtomicReference<String> tried = new AtomicReference<>("");
        try (Jvm jvm = Jvm.on(world, world.find(from))) {
            jvm.start("probe", () -> tried.set(connect(name, port)));
            await(() -> !tried.get().isEmpty() || server.isEnded());
        }
        assertThat(tried.get()).as("%s's port %d", server, port).isEqualTo("connected");
    }

    /** Tries again as long as it is refused, which takes a round trip each time. */
    private static String connect(String host, int port) {
        while (true) {
            try (Socket _ = new Socket(host, port)) {
                return "connected";
            } catch (ConnectException e) {
                // not yet
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    /** Ends what goes on by SIGTERM, the last one first. */
    void end() {
        for (JvmProgram program : running.reversed()) {
            if (program.isEnded()) {
                assertThat(program.status()).as("%s", program).isZero();
                continue;
            }
            program.jvm().start("SIGTERM", program::terminate);
            await(program::isEnded);
            assertThat(program.status()).as("%s", program).isEqualTo(SIGTERM);
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
