package io.jackfield.cli.check;

import io.jackfield.address.Endpoint;
import io.jackfield.cli.run.PlannedProgram;
import io.jackfield.host.Host;
import io.jackfield.observe.SocketSnapshot;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whom a program talks to, on which ports, and where it listens: it is run again and
 * again, each time with the hosts that it asked for before, until it asks for nothing new.
 */
final class Discovery {
    private static final int MOST_ROUNDS = 8;
    private static final long ROUND = 2 * Times.FIRST_VISIT;
    private static final Pattern REQUEST = Pattern.compile("(?s)[A-Z]+ \\S+ HTTP/1\\.[01]\r\n.*");
    private static final Pattern STATUS = Pattern.compile("(?s)HTTP/1\\.[01]( \\d{3} ).*");

    private final Subject subject;
    private final OutputStream log;
    private final Map<String, TreeMap<Integer, StandIn>> ports = new LinkedHashMap<>();
    private final TreeMap<Integer, String> served = new TreeMap<>();
    private final Set<String> literal = new TreeSet<>();

    Discovery(Subject subject, OutputStream log) {
        this.subject = subject;
        this.log = log;
        subject.peers().forEach(peer -> ports.put(peer.host().name(), new TreeMap<>()));
    }

    Surroundings find() {
        boolean isNew = true;
        for (int round = 0; isNew && round < MOST_ROUNDS; round++) {
            isNew = round();
        }
        return surroundings(true);
    }

    /** Addresses that the program connects to and that no host has. */
    Set<String> unknownAddresses() {
        return literal;
    }

    private Surroundings surroundings(boolean withServed) {
        List<Party> parties = new ArrayList<>();
        ports.forEach(
                (name, known) -> {
                    List<PlannedProgram> given =
                            subject.peers().stream()
                                    .filter(peer -> peer.host().name().equals(name))
                                    .toList();
                    parties.add(new Party(name, given, new TreeMap<>(known)));
                });
        return new Surroundings(parties, withServed ? new TreeMap<>(served) : Map.of());
    }

    private boolean round() {
        String before = ports + " " + served;
        List<String> names = new ArrayList<>();
        List<Act> acts = List.of(new Act(Times.FIRST_VISIT, List.of(), this::visit));
        Case given = new Case(null, null, null, List.of(), acts, ROUND, ROUND, ROUND, 0);
        try (Scene scene = new Scene(subject, surroundings(false), given, log)) {
            scene.world().names().onUnknown(names::add);
            scene.sniffs(this::hear);
            scene.play();
            note(scene);
        }
        for (String name : names) {
            if (!name.equals("localhost")) {
                ports.computeIfAbsent(name, _ -> new TreeMap<>());
            }
        }
        return !before.equals(ports + " " + served);
    }

    private void hear(String name, int port, String said) {
        if (REQUEST.matcher(said).matches()) {
            ports.computeIfAbsent(name, _ -> new TreeMap<>()).put(port, StandIn.HTTP);
        }
    }

    private void note(Scene scene) {
        scene.watch().connected().forEach((remote, nanos) -> note(scene, remote, nanos));
    }

    private void note(Scene scene, Endpoint remote, long connectedNanos) {
        boolean isKnown = scene.app().has(remote.address()) || connectedNanos >= 0;
        for (String name : List.copyOf(ports.keySet())) {
            if (scene.host(name).has(remote.address())) {
                isKnown = true;
                ports.computeIfAbsent(name, _ -> new TreeMap<>())
                        .putIfAbsent(remote.port(), StandIn.SILENT);
            }
        }
        if (!isKnown) {
            literal.add(remote.toString());
        }
    }

    /** Who listens now is asked something. */
    private void visit(Scene scene) {
        Host app = scene.app();
        for (SocketSnapshot socket : app.sockets()) {
            if (socket.state().equals("LISTEN") && !socket.local().address().isLoopback()) {
                int port = socket.local().port();
                served.putIfAbsent(port, "");
                String request = Visit.request(subject.path(), subject.host());
                scene.host(Script.VISITOR)
                        .start(
                                "sniffer",
                                Sniffer.ask(app, port, request, said -> answer(port, said)));
            }
        }
    }

    private void answer(int port, String said) {
        Matcher status = STATUS.matcher(said);
        if (status.matches()) {
            served.put(port, status.group(1));
        }
    }
}
