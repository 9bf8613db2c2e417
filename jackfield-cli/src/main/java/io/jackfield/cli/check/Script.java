package io.jackfield.cli.check;

import io.jackfield.host.Host;
import io.jackfield.link.Ends;
import io.jackfield.net.Firewall;
import io.jackfield.net.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is done to the network in each misfortune, with its words in Java. */
final class Script {
    static final String VISITOR = "visitor";

    static final String STRANGER = "stranger";
    private static final String IDLE = "350s";
    private static final int RESPONSE_OCTETS = 20;
    private static final int REQUESTS = 2000;

    private final Subject subject;
    private final String app;

    Script(Subject subject) {
        this.subject = subject;
        this.app = id(subject.host());
    }

    /** The name of a host as a variable's. */
    static String id(String host) {
        StringBuilder id = new StringBuilder();
        boolean isNext = false;
        for (int i = 0; i < host.length(); i++) {
            char each = host.charAt(i);
            if (!Character.isJavaIdentifierPart(each)) {
                isNext = true;
            } else {
                id.append(isNext ? Character.toUpperCase(each) : each);
                isNext = false;
            }
        }
        return Character.isJavaIdentifierStart(id.charAt(0)) ? id.toString() : "host" + id;
    }

    Act partition(long nanos, Party party) {
        return new Act(
                nanos,
                List.of("net.partition(" + app + ", " + id(party.name()) + ");"),
                scene -> scene.world().partition(scene.app(), scene.host(party.name())));
    }

    Act heal(long nanos) {
        return new Act(nanos, List.of("net.heal();"), scene -> scene.world().heal());
    }

    /** A crash; who answers then is said. */
    Act crash(long nanos, Party party) {
        return new Act(
                nanos,
                List.of(id(party.name()) + ".crash();"),
                scene -> scene.host(party.name()).crash());
    }

    /** The power comes back, and with it the programs. */
    Act restart(long nanos, Party party) {
        String id = id(party.name());
        List<String> code = new ArrayList<>(List.of(id + ".restart();"));
        code.addAll(starts(id, party));
        return new Act(
                nanos,
                code,
                scene -> {
                    Host host = scene.host(party.name());
                    host.restart();
                    scene.serve(host, party, null);
                });
    }

    /** Others answer on the ports of a party from now on. */
    Act replace(long nanos, Party party, StandIn by) {
        String id = id(party.name());
        List<String> code = new ArrayList<>(List.of(id + ".crash();", id + ".restart();"));
        party.ports().keySet().forEach(port -> code.add(by.code(port) + ".start(" + id + ");"));
        return new Act(
                nanos,
                code,
                scene -> {
                    Host host = scene.host(party.name());
                    host.crash();
                    host.restart();
                    scene.serve(host, party, by);
                });
    }

    /** The party's programs answer again. */
    Act putBack(long nanos, Party party) {
        Act restart = restart(nanos, party);
        List<String> code = new ArrayList<>(List.of(id(party.name()) + ".crash();"));
        code.addAll(restart.code());
        return new Act(
                nanos,
                code,
                scene -> {
                    scene.host(party.name()).crash();
                    restart.action().accept(scene);
                });
    }

    Act reset(long nanos, Party party) {
        return new Act(
                nanos,
                List.of(
                        "net.resetAfter(packet -> packet.isFrom("
                                + id(party.name())
                                + ") && packet.hasData(), "
                                + RESPONSE_OCTETS
                                + ", Ends.BOTH);"),
                scene -> {
                    Host host = scene.host(party.name());
                    scene.world()
                            .resetAfter(
                                    packet -> packet.isFrom(host) && packet.hasData(),
                                    RESPONSE_OCTETS,
                                    Ends.BOTH);
                });
    }

    /** Another host that is the same, from the start. */
    Act second(Party party) {
        String other = second(party.name());
        String id = id(other);
        List<String> code =
                new ArrayList<>(
                        List.of(
                                "Host " + id + " = net.host(\"" + other + "\");",
                                "net.link(" + id + ", router).netem(\"" + Scene.NETEM + "\");"));
        code.addAll(starts(id, party));
        return new Act(0, code, scene -> scene.serve(scene.host(other), party, null));
    }

    /** The host that a name moves to. */
    static String second(String name) {
        return name + "-2";
    }

    Act moveName(long nanos, Party party) {
        String other = second(party.name());
        return new Act(
                nanos,
                List.of(
                        "net.names().set(\"" + party.name() + "\", " + id(other) + ");",
                        id(party.name()) + ".crash();"),
                scene -> {
                    scene.world().names().set(party.name(), scene.host(other));
                    scene.host(party.name()).crash();
                });
    }

    Act loss() {
        return new Act(0, List.of("link.loss(\"5%\");"), scene -> scene.cable().loss("5%"));
    }

    Act forgets() {
        return new Act(
                0,
                List.of("Firewall.on(router).forgetsIdleFlows(\"" + IDLE + "\");"),
                scene -> Firewall.on(scene.router()).forgetsIdleFlows(IDLE));
    }

    /** A visitor that asks a thousand times and reads no answer. */
    Act readsNothing(long nanos, int port) {
        String request =
                Visit.request(subject.path(), subject.host()).replace("close", "keep-alive");
        return stranger(
                nanos,
                port,
                ".writes(" + literal(request) + ".repeat(" + REQUESTS + ")).stalls()",
                peer -> peer.writes(request.repeat(REQUESTS)).stalls());
    }

    /** A visitor that has said half of what it wanted. */
    Act saysHalf(long nanos, int port) {
        String half = "GET " + subject.path() + " HTTP/1.1\r\nHo";
        return stranger(
                nanos,
                port,
                ".writes(" + literal(half) + ").stalls()",
                peer -> peer.writes(half).stalls());
    }

    private Act stranger(long nanos, int port, String code, UnaryOperator<Peer> steps) {
        return new Act(
                nanos,
                List.of(
                        "Host " + STRANGER + " = net.host(\"" + STRANGER + "\");",
                        "net.link(" + STRANGER + ", router).netem(\"" + Scene.NETEM + "\");",
                        "Peer.to(" + app + ", " + port + ")" + code + ".start(" + STRANGER + ");"),
                scene -> steps.apply(Peer.to(scene.app(), port)).start(scene.host(STRANGER)));
    }

    Act strangerCrashes(long nanos) {
        return new Act(
                nanos, List.of(STRANGER + ".crash();"), scene -> scene.host(STRANGER).crash());
    }

    static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + '"';
    }

    /** What a party consists of, in Java. */
    static List<String> starts(String id, Party party) {
        List<String> code = new ArrayList<>();
        party.programs().forEach(each -> code.add(ProgramCode.start(id, each) + ";"));
        if (!party.isGiven()) {
            for (Map.Entry<Integer, StandIn> each : party.ports().entrySet()) {
                code.add(each.getValue().code(each.getKey()) + ".start(" + id + ");");
            }
        }
        return code;
    }
}
