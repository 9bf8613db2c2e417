package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.link.Netem;
import io.jackfield.net.Nearest;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads {@code at}: what happens when. All that is named is looked up when the file is read, not
 * when the time has come.
 */
final class EventReader {
    private static final List<String> KINDS =
            List.of("blackhole", "partition", "cut", "mend", "heal", "netem", "terminate", "kill");

    private final World world;
    private final Programs programs;

    EventReader(World world, Programs programs) {
        this.world = world;
        this.programs = programs;
    }

    void read(Yaml time, Yaml events) {
        long nanos = ProgramReader.nanos(time);
        for (Yaml event : events.list()) {
            Runnable action = action(event);
            world.at(Duration.ofNanos(nanos), action);
        }
    }

    private Runnable action(Yaml event) {
        List<String> words = Words.of(event.text());
        String kind = words.isEmpty() ? "" : words.getFirst();
        if (!KINDS.contains(kind)) {
            throw event.wrong("there is no event \"" + kind + "\"" + Nearest.hint(kind, KINDS));
        }
        return switch (kind) {
            case "heal" -> {
                expect(event, words, 0, "heal");
                yield world::heal;
            }
            case "terminate", "kill" -> {
                expect(event, words, 1, kind + " HOST");
                Host host = host(event, words.get(1));
                yield kind.equals("kill")
                        ? () -> programs.kill(host)
                        : () -> programs.terminate(host);
            }
            case "netem" -> netem(event, words);
            default -> betweenTwo(event, kind, words);
        };
    }

    private Runnable netem(Yaml event, List<String> words) {
        if (words.size() < 4) {
            throw event.wrong("netem is: netem FROM TO WORDS");
        }
        Host from = host(event, words.get(1));
        PatchCable cable = cable(event, from, host(event, words.get(2)));
        String said = String.join(" ", words.subList(3, words.size()));
        event.apply(_ -> Netem.parse(said));
        return () -> cable.from(from).netem(said);
    }

    private Runnable betweenTwo(Yaml event, String kind, List<String> words) {
        expect(event, words, 2, kind + " HOST HOST");
        Host a = host(event, words.get(1));
        Host b = host(event, words.get(2));
        return switch (kind) {
            case "blackhole" -> () -> world.blackhole(a, b);
            case "partition" -> () -> world.partition(a, b);
            case "cut" -> on(cable(event, a, b), PatchCable::cut);
            case "mend" -> on(cable(event, a, b), PatchCable::mend);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Runnable on(PatchCable cable, Consumer<PatchCable> action) {
        return () -> action.accept(cable);
    }

    private static void expect(Yaml event, List<String> words, int arguments, String form) {
        if (words.size() != arguments + 1) {
            throw event.wrong(words.getFirst() + " is: " + form);
        }
    }

    private Host host(Yaml event, String name) {
        return Scenario.host(world, event, name);
    }

    private PatchCable cable(Yaml event, Host a, Host b) {
        return ScenarioReader.cable(world, event, a, b);
    }
}
