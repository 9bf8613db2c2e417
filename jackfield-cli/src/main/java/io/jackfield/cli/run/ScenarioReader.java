package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Setting;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a scenario file into a world. Whatever is wrong is said with file and line. */
final class ScenarioReader {
    private static final List<String> KEYS =
            List.of(
                    "seed",
                    "hosts",
                    "switches",
                    "links",
                    "classpath",
                    "run",
                    "until",
                    "at",
                    "capture",
                    "stop");
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

    /**
     * Reads a file.
     *
     * @param seed instead of the file's; null for the file's
     * @param stopNanos instead of the file's; null for the file's
     */
    static Scenario read(Path path, @Nullable Long seed, @Nullable Long stopNanos)
            throws IOException {
        Yaml file = Yaml.parse(path.toString(), Files.readString(path));
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw file.wrong("a file is in a directory");
        }
        return new ScenarioReader(directory, file).scenario(seed, stopNanos);
    }

    private Scenario scenario(@Nullable Long seed, @Nullable Long stopNanos) {
        Yaml own = fields.get("seed");
        World world = World.realTime(seed != null ? seed : own == null ? 1 : own.number());
        try {
            return scenario(world, stopNanos);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private Scenario scenario(World world, @Nullable Long stopNanos) {
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
        List<PlannedProgram> planned = planned(world);
        EventReader events = new EventReader(world, programs);
        entries("at").forEach(events::read);
        entries("capture").forEach((name, what) -> capture(world, name, what));
        Yaml stop = fields.get("stop");
        long ownStop = stop == null ? Deadline.NEVER : ProgramReader.nanos(stop);
        return new Scenario(
                world,
                programs,
                planned,
                last(world, planned),
                stopNanos == null ? ownStop : stopNanos);
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

    private List<PlannedProgram> planned(World world) {
        ProgramReader reader = new ProgramReader(directory, fields.get("classpath"));
        List<PlannedProgram> planned = new ArrayList<>();
        entries("run")
                .forEach(
                        (name, said) ->
                                planned.addAll(
                                        reader.read(
                                                Scenario.host(world, name, name.text()), said)));
        return planned;
    }

    /** The last that is listed, or the last of the host that {@code until} names. */
    private @Nullable PlannedProgram last(World world, List<PlannedProgram> planned) {
        Yaml until = fields.get("until");
        if (until == null) {
            if (planned.isEmpty() && !fields.containsKey("stop")) {
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
    private void capture(World world, Yaml name, Yaml said) {
        Path to = directory.resolve(name.text());
        if (said.text().equals("all")) {
            world.capture(to);
            return;
        }
        List<String> words = Words.of(said.text());
        int colon = said.text().indexOf(':');
        if (words.size() == 2) {
            Host a = Scenario.host(world, said, words.get(0));
            Host b = Scenario.host(world, said, words.get(1));
            world.capture(cable(world, said, a, b), to);
        } else if (words.size() == 1 && colon > 0) {
            Host host = Scenario.host(world, said, said.text().substring(0, colon));
            said.apply(text -> world.capture(host.nic(text.substring(colon + 1)), to));
        } else {
            throw said.wrong("a capture is of all, of HOST:INTERFACE, or of HOST HOST");
        }
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
