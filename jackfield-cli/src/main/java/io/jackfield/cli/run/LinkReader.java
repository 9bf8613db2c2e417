package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.link.Netem;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.LinkPreset;
import io.jackfield.net.Nearest;
import io.jackfield.net.OneWay;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Wire;
import io.jackfield.net.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code links}: cables between hosts and switches, and what they do to packets. */
final class LinkReader {
    private static final List<String> KEYS =
            List.of("endpoints", "preset", "netem", "from", "mtu", "subnet");

    /** The words that begin something of their own over a preset. */
    private static final List<String> CLAUSES =
            List.of(
                    "delay",
                    "latency",
                    "loss",
                    "drop",
                    "duplicate",
                    "corrupt",
                    "reorder",
                    "rate",
                    "limit",
                    "slot",
                    "ecn");

    private final World world;
    private final Map<String, EthernetSwitch> switches;

    LinkReader(World world, Map<String, EthernetSwitch> switches) {
        this.world = world;
        this.switches = switches;
    }

    void read(Yaml link) {
        Map<String, Yaml> fields = link.fields(KEYS);
        Yaml endpoints = fields.get("endpoints");
        if (endpoints == null || endpoints.list().size() != 2) {
            throw link.wrong("a link has two endpoints: endpoints: [\"a:eth0\", \"b:eth0\"]");
        }
        Yaml a = endpoints.list().get(0);
        Yaml b = endpoints.list().get(1);
        PatchCable cable = plug(a, b);
        checkInterface(cable, a);
        checkInterface(cable, b);
        Yaml preset = fields.get("preset");
        if (preset != null) {
            cable.preset(preset(preset, preset.text()));
        }
        boolean overPreset = preset != null;
        fields.forEach((key, value) -> apply(cable, overPreset, key, value));
    }

    /** The preset of that name. */
    static LinkPreset preset(Place said, String name) {
        try {
            return LinkPreset.named(name);
        } catch (IllegalArgumentException e) {
            throw said.wrong(String.valueOf(e.getMessage()));
        }
    }

    private PatchCable plug(Yaml a, Yaml b) {
        if (name(a).equals(name(b))) {
            throw b.wrong("both ends of a link in \"" + name(b) + "\"");
        }
        EthernetSwitch switchA = switches.get(name(a));
        EthernetSwitch switchB = switches.get(name(b));
        if (switchA != null && switchB != null) {
            return world.cable(switchA, switchB);
        }
        if (switchA != null) {
            return world.cable(switchA, host(b));
        }
        return switchB == null ? world.cable(host(a), host(b)) : world.cable(host(a), switchB);
    }

    private static String name(Yaml endpoint) {
        String text = endpoint.text();
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private Host host(Yaml endpoint) {
        List<String> known = new ArrayList<>(world.hosts().stream().map(Host::name).toList());
        known.addAll(switches.keySet());
        if (!known.contains(name(endpoint))) {
            throw endpoint.wrong(
                    "there is no host \"" + name(endpoint) + "\"" + hint(endpoint, known));
        }
        return world.find(name(endpoint));
    }

    private static String hint(Yaml endpoint, List<String> known) {
        return Nearest.hint(name(endpoint), known);
    }

    /** Interfaces are numbered as links come, so the name that is written must be the next one. */
    private void checkInterface(PatchCable cable, Yaml endpoint) {
        int colon = endpoint.text().indexOf(':');
        if (colon < 0 || switches.containsKey(name(endpoint))) {
            return;
        }
        String next = cable.nic(host(endpoint)).name();
        if (!endpoint.text().substring(colon + 1).equals(next)) {
            throw endpoint.wrong(
                    "the next interface of "
                            + name(endpoint)
                            + " is "
                            + next
                            + ": write \""
                            + name(endpoint)
                            + ":"
                            + next
                            + "\" or \""
                            + name(endpoint)
                            + "\"");
        }
    }

    private void apply(PatchCable cable, boolean overPreset, String key, Yaml value) {
        switch (key) {
            case "netem" -> value.apply(words -> netem(cable, overPreset, words));
            case "mtu" -> value.apply(_ -> cable.mtu(Math.toIntExact(value.number())));
            case "subnet" -> value.apply(cable::subnet);
            case "from" ->
                    value.entries()
                            .forEach(
                                    (end, said) ->
                                            said.apply(
                                                    words ->
                                                            netem(
                                                                    from(cable, end),
                                                                    overPreset,
                                                                    words)));
            default -> {} // endpoints and preset come first
        }
    }

    private OneWay from(PatchCable cable, Yaml end) {
        EthernetSwitch ethernetSwitch = switches.get(end.text());
        return ethernetSwitch == null ? cable.from(host(end)) : cable.from(ethernetSwitch);
    }

    /**
     * netem's words are all that is said of the link; over a preset they replace what they name.
     */
    static void netem(Wire<?> wire, boolean overPreset, String words) {
        Netem.parse(words);
        if (!overPreset) {
            wire.netem(words);
            return;
        }
        List<String> clause = new ArrayList<>();
        for (String word : Words.of(words)) {
            if (!clause.isEmpty() && CLAUSES.contains(word)) {
                replace(wire, clause);
                clause.clear();
            }
            clause.add(word);
        }
        replace(wire, clause);
    }

    private static void replace(Wire<?> wire, List<String> clause) {
        if (clause.isEmpty()) {
            return;
        }
        String rest = String.join(" ", clause.subList(1, clause.size()));
        switch (clause.getFirst()) {
            case "delay", "latency" -> wire.delay(rest);
            case "loss", "drop" -> wire.loss(rest);
            case "duplicate" -> wire.duplicate(rest);
            case "corrupt" -> wire.corrupt(rest);
            case "reorder" -> wire.reorder(rest);
            case "rate" -> wire.rate(rest);
            case "limit" -> wire.limit(Integer.parseInt(rest));
            default ->
                    throw new IllegalArgumentException(
                            "\""
                                    + clause.getFirst()
                                    + "\" does not go over a preset: leave the"
                                    + " preset out and say all of it");
        }
    }
}
