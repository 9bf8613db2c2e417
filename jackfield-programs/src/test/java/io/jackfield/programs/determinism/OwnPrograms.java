package io.jackfield.programs.determinism;

import io.jackfield.host.Host;
import io.jackfield.jdk.Launch;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs each with a class loader of its own, from the jars that their makers publish. */
final class OwnPrograms {
    private static final Path PUBLISHED = Path.of("target", "published");
    private static final Path CLASSES = Path.of("target", "test-classes");

    private static final String GROUP_MEMBER = "io.jackfield.programs.published.GroupMember";
    private static final List<String> MEMBERS = List.of("one", "two", "three");
    private static final String CUT_OFF = "two";

    /** A group that has lost another member to the lossy cables does not end by itself. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private OwnPrograms() {}

    /** The H2 database, Jetty with HikariCP before it, and who asks Jetty. */
    static void database(Stage stage) {
        World world = stage.world();
        Host client = world.host("client");
        Host web = world.host("web");
        Host database = world.host("database");
        stage.cable(client, web);
        stage.cable(web, database);
        List<Path> jars = new ArrayList<>(List.of(CLASSES));
        jars.addAll(jars("h2", ""));
        for (String name : List.of("server", "http", "io", "util")) {
            jars.addAll(jars("jetty-home-12.1.5/lib", "jetty-" + name + "-12"));
        }
        stage.start(
                database,
                Launch.of("org.h2.tools.Server", jars("h2", "h2-")),
                "-tcp",
                "-tcpAllowOthers",
                "-ifNotExists");
        stage.start(
                web,
                Launch.of(RowsServer.class.getName(), jars),
                "jdbc:h2:tcp://database/mem:parts;DB_CLOSE_DELAY=-1");
        stage.startToTheEnd(client, Launch.of(RowsClient.class.getName(), List.of(CLASSES)), "web");
    }

    /** Three JGroups members on a switch; the second is cut off when all have got everything. */
    static void group(Stage stage) {
        EthernetSwitch lan = stage.world().ethernetSwitch("switch");
        List<Path> jars = new ArrayList<>(List.of(CLASSES));
        jars.addAll(jars("jgroups", ""));
        Launch member = Launch.of(GROUP_MEMBER, jars);
        PatchCable cut = null;
        for (String name : MEMBERS) {
            Host host = stage.world().host(name);
            PatchCable cable = stage.cable(host, lan);
            if (name.equals(CUT_OFF)) {
                cut = cable;
                stage.start(host, member, arguments(name));
            } else {
                stage.startToTheEnd(host, member, arguments(name));
            }
        }
        stage.overAfter(LONG);
        stage.whenSaid("all have everything", MEMBERS.size(), cut::cut);
    }

    private static String[] arguments(String name) {
        return new String[] {
            "sequencer.xml",
            name,
            "30",
            "FD_ALL3.interval=1000",
            "FD_ALL3.timeout=8000",
            "MERGE3.min_interval=1000",
            "MERGE3.max_interval=3000"
        };
    }

    private static List<Path> jars(String folder, String prefix) {
        try (Stream<Path> files = Files.list(PUBLISHED.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
