package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.link.NetworkInterface;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Setting;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a scenario file into a world. Whatever is wrong is said with file and line. */
final class ScenarioReader {
    private static final List<String> KEYS =
            List.of(
                    "seed",
                    "time",
                    "hosts",
                    "switches",
                    "links",
                    "classpath",
                    "run",
                    "until",
                    "at",
                    "capture",
                    "stop");
    private static final List<String> NETWORK =
            List.of("switches", "links", "at", "capture", "stop", "time");
    private static final List<String> HOST_KEYS = List.of("sysctl", "router");
    private static final List<String> SYSCTLS =
            Arrays.stream(Setting.values()).map(Setting::sysctl).distinct().toList();

    private final Path directory;
    private final Yaml file;
    private final Map<String, Yaml> fields;

    private ScenarioReader(Path directory, Yaml file) {
        this.directory = directory;
        this.file = file;
        this.fields = file.fields(KEYS);
    }

    /** Reads a file, for a JVM that can run it. */
    static Scenario read(Path path, RunOptions options) throws IOException {
        return open(path).scenario(options);
    }

    /**
     * The programs of a file, that which ends its run as the last of them, for who makes another
     * network.
     *
     * @param unused is told what of the file is not for him
     */
    static List<PlannedProgram> programs(Path path, RunOptions options, Consumer<String> unused)
            throws IOException {
        ScenarioReader reader = open(path);
        try (World world = World.scripted(1)) {
            reader.entries("hosts").forEach((name, _) -> name.apply(world::host));
            List<PlannedProgram> planned = reader.planned(world, options);
            PlannedProgram last = reader.last(world, planned, options);
            if (last == null) {
                throw reader.file.wrong("there is no program: say run:");
            }
            reader.fields.keySet().stream().filter(NETWORK::contains).forEach(unused);
            List<PlannedProgram> ordered = new ArrayList<>(planned);
            ordered.remove(last);
            ordered.add(last);
            return ordered;
        }
    }

    /** Whether a file, or an option, wants virtual time. */
    static boolean isVirtual(Path path, RunOptions options) throws IOException {
        return open(path).isVirtual(options);
    }

    private static ScenarioReader open(Path path) throws IOException {
        Yaml file = Yaml.parse(path.toString(), Files.readString(path));
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw file.wrong("a file is in a directory");
        }
        return new ScenarioReader(directory, file);
    }

    private boolean isVirtual(RunOptions options) {
        Yaml own = fields.get("time");
        String named = own == null ? "real" : own.oneOf("time", RunOptions.TIMES);
        return options.isVirtual(named.equals("virtual"));
    }

    private Scenario scenario(RunOptions options) {
        Yaml own = fields.get("seed");
        long seed = options.seed(own == null ? 1 : own.number());
        World world = Scenario.world(seed, isVirtual(options));
        try {
            return scenario(world, options);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private Scenario scenario(World world, RunOptions options) {
        Yaml hosts = fields.get("hosts");
        if (hosts == null) {
            throw file.wrong("there are no hosts: say hosts: {a: {}, b: {}}");
        }
        hosts.entries().forEach((name, said) -> host(world, name, said));
        Map<String, EthernetSwitch> switches = new LinkedHashMap<>();
        for (Yaml name : items("switches")) {
            name.apply(text -> switches.put(text, world.ethernetSwitch(text)));
        }
        LinkReader links = new LinkReader(world, switches);
        items("links").forEach(links::read);
        Programs programs = new Programs(world);
        List<PlannedProgram> planned = planned(world, options);
        EventReader events = new EventReader(world, programs);
        entries("at").forEach(events::read);
        List<Runnable> captures = new ArrayList<>();
        entries("capture").forEach((name, what) -> captures.add(capture(world, name, what)));
        Yaml stop = fields.get("stop");
        long ownStop = stop == null ? Deadline.NEVER : ProgramReader.nanos(stop);
        Scenario scenario =
                new Scenario(
                        world,
                        isVirtual(options),
                        programs,
                        planned,
                        last(world, planned, options),
                        options.stopNanos(ownStop));
        captures.forEach(Runnable::run); // files are written only where all was understood
        return scenario;
    }

    private List<Yaml> items(String key) {
        Yaml said = fields.get(key);
        return said == null ? List.of() : said.list();
    }

    private Map<Yaml, Yaml> entries(String key) {
        Yaml said = fields.get(key);
        return said == null ? Map.of() : said.entries();
    }

    private static void host(World world, Yaml name, Yaml said) {
        name.apply(world::host);
        Host host = world.find(name.text());
        Map<String, Yaml> own = said.fields(HOST_KEYS);
        Yaml router = own.get("router");
        if (router != null) {
            host.forwards(router.truth());
        }
        Yaml sysctl = own.get("sysctl");
        if (sysctl != null) {
            sysctl.entries().forEach((key, value) -> set(host, key, value));
        }
    }

    private static void set(Host host, Yaml key, Yaml value) {
        String sysctl = key.oneOf("sysctl", SYSCTLS);
        value.apply(text -> host.settings().set(sysctl, text));
    }

    private List<PlannedProgram> planned(World world, RunOptions options) {
        ProgramReader reader = new ProgramReader(directory, fields.get("classpath"));
        List<PlannedProgram> planned = new ArrayList<>();
        entries("run")
                .forEach(
                        (name, said) ->
                                planned.addAll(
                                        reader.read(
                                                Scenario.host(world, name, name.text()), said)));
        return options.withOwn(world, planned);
    }

    /** The last that is listed, or the last of the host that {@code until} names. */
    private @Nullable PlannedProgram last(
            World world, List<PlannedProgram> planned, RunOptions options) {
        Yaml until = fields.get("until");
        if (until == null) {
            if (planned.isEmpty()
                    && options.stopNanos(Deadline.NEVER) == Deadline.NEVER
                    && !fields.containsKey("stop")) {
                throw file.wrong("nothing runs and nothing stops it: say run: or stop:");
            }
            return planned.isEmpty() ? null : planned.getLast();
        }
        Host host = Scenario.host(world, until, until.text());
        for (PlannedProgram each : planned.reversed()) {
            if (each.host() == host) {
                return each;
            }
        }
        throw until.wrong("no program runs on " + host.name());
    }

    /** {@code all}, a host's interface {@code app:eth0}, or the cable of two hosts. */
    private Runnable capture(World world, Yaml name, Yaml said) {
        Path to = directory.resolve(name.text());
        if (said.text().equals("all")) {
            return writing(name, () -> world.capture(to));
        }
        List<String> words = Words.of(said.text());
        int colon = said.text().indexOf(':');
        if (words.size() == 2) {
            Host a = Scenario.host(world, said, words.get(0));
            Host b = Scenario.host(world, said, words.get(1));
            PatchCable cable = cable(world, said, a, b);
            return writing(name, () -> world.capture(cable, to));
        }
        if (words.size() == 1 && colon > 0) {
            Host host = Scenario.host(world, said, said.text().substring(0, colon));
            NetworkInterface[] nic = new NetworkInterface[1];
            said.apply(text -> nic[0] = host.nic(text.substring(colon + 1)));
            return writing(name, () -> world.capture(nic[0], to));
        }
        throw said.wrong("a capture is of all, of HOST:INTERFACE, or of HOST HOST");
    }

    /** The capture's file is opened, where it was named. */
    static Runnable writing(Place name, Runnable open) {
        return () -> {
            try {
                open.run();
            } catch (UncheckedIOException e) {
                throw name.wrong("the capture cannot be written: " + e.getCause());
            }
        };
    }

    static PatchCable cable(World world, Yaml said, Host a, Host b) {
        for (PatchCable cable : world.cables()) {
            if (a != b && cable.hosts().contains(a) && cable.hosts().contains(b)) {
                return cable;
            }
        }
        throw said.wrong("there is no link between " + a.name() + " and " + b.name());
    }
}
