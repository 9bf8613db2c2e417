package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario without a file: one host for the command's program, one for each peer, and between
 * them the link that options describe. Of several peers each has a good cable to a switch, and the
 * link is the program's own.
 *
 * @param peers programs by host, as after {@code java}
 * @param preset of the link; its user is the program
 * @param netem in both directions, over the preset
 * @param capture a file for all packets
 */
record PeerScenario(
        Map<String, String> peers,
        @Nullable String preset,
        @Nullable String netem,
        @Nullable Path capture) {

    Scenario make(RunOptions options) {
        World world = Scenario.world(options.seed(1), options.isVirtual(false));
        try {
            return make(world, options);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private Scenario make(World world, RunOptions options) {
        Host app = world.host(options.hostName());
        Map<Host, String> programs = new LinkedHashMap<>();
        peers.forEach(
                (name, line) -> {
                    if (name.equals(app.name())) {
                        throw Place.commandLine("--peer").wrong(name + " is the program's host");
                    }
                    programs.put(world.host(name), line);
                });
        shape(plug(world, app, List.copyOf(programs.keySet())));
        ProgramReader reader = new ProgramReader(Path.of(""), null);
        List<PlannedProgram> planned = new ArrayList<>();
        programs.forEach(
                (host, line) ->
                        planned.add(
                                reader.fromLine(
                                        host,
                                        Place.commandLine("--peer " + host.name()),
                                        Words.of(line))));
        List<PlannedProgram> all = options.withOwn(world, planned);
        Scenario scenario =
                new Scenario(
                        world,
                        options.isVirtual(false),
                        new Programs(world),
                        all,
                        all.getLast(),
                        options.stopNanos(Deadline.NEVER));
        if (capture != null) {
            ScenarioReader.writing(Place.commandLine("--capture"), () -> world.capture(capture))
                    .run();
        }
        return scenario;
    }

    /** The program's link; null where there is nobody at its other end. */
    private static @Nullable PatchCable plug(World world, Host app, List<Host> others) {
        if (others.size() < 2) {
            return others.isEmpty() ? null : world.cable(app, others.getFirst());
        }
        EthernetSwitch between = world.ethernetSwitch("switch");
        PatchCable own = world.cable(app, between);
        others.forEach(each -> world.cable(each, between));
        return own;
    }

    private void shape(@Nullable PatchCable cable) {
        if (cable == null) {
            if (preset != null || netem != null) {
                throw Place.commandLine(preset == null ? "--netem" : "--preset")
                        .wrong("there is no link without a --peer");
            }
            return;
        }
        if (preset != null) {
            cable.preset(LinkReader.preset(Place.commandLine("--preset"), preset));
        }
        if (netem != null) {
            try {
                LinkReader.netem(cable, preset != null, netem);
            } catch (IllegalArgumentException e) {
                throw Place.commandLine("--netem").wrong(String.valueOf(e.getMessage()));
            }
        }
    }
}
