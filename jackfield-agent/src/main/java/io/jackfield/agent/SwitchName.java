package io.jackfield.agent;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The switches, as the agent's argument names them; each stands for itself. */
enum SwitchName {
    /** Sockets, names and interfaces are the host's. */
    NETWORK,
    /** Every thread belongs where its creator does. */
    IDENTITY,
    /** A program's exit, shutdown hooks, class loader, properties and defaults are its own. */
    EXIT,
    /** Deterministic worlds: clocks, waiting, threads and chance are the world's. */
    TIME;

    /** What a user wants who names nothing. */
    private static final Set<SwitchName> USUAL = EnumSet.of(NETWORK, IDENTITY, EXIT);

    static Set<SwitchName> parse(@Nullable String arguments) {
        if (arguments == null || arguments.isBlank()) {
            return USUAL;
        }
        Set<SwitchName> named = EnumSet.noneOf(SwitchName.class);
        for (String each : arguments.split(",", -1)) {
            named.add(named(each.strip()));
        }
        return named;
    }

    private static SwitchName named(String word) {
        for (SwitchName each : values()) {
            if (each.toString().equals(word)) {
                return each;
            }
        }
        String known =
                Arrays.stream(values()).map(SwitchName::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "jackfield-agent: there is no switch '" + word + "'; there are: " + known);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
