package io.jackfield.cli.run;

import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The programs that a command line or a file gives, for who makes the network of them himself. */
public final class GivenPrograms {
    private GivenPrograms() {}

    /**
     * The programs, the one that it is about as the last. Of their hosts only the names mean
     * anything.
     *
     * @param file a scenario; null if there is none
     * @param peers without a file: programs by host, as after {@code java}
     * @param host where the command's program runs; null for the usual
     * @param command the program that it is about; null if it is the file's
     * @param unused is told which keys of the file are not used
     * @throws ScenarioException if something is said that cannot be
     */
    public static List<PlannedProgram> read(
            @Nullable Path file,
            Map<String, String> peers,
            @Nullable String host,
            @Nullable JavaCommand command,
            Consumer<String> unused)
            throws IOException {
        RunOptions options = new RunOptions(null, null, null, host, command);
        if (file != null) {
            return ScenarioReader.programs(file, options, unused);
        }
        try (World world = World.scripted(1)) {
            world.host(options.hostName());
            ProgramReader reader = new ProgramReader(Path.of(""), null);
            List<PlannedProgram> planned = new ArrayList<>();
            peers.forEach(
                    (name, line) -> {
                        Place said = Place.commandLine("--peer " + name);
                        if (name.equals(options.hostName())) {
                            throw said.wrong("it is the program's host");
                        }
                        planned.add(reader.fromLine(world.host(name), said, Words.of(line)));
                    });
            return options.withOwn(world, planned);
        }
    }
}
