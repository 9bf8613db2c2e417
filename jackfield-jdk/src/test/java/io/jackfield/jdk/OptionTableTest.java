package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.house.Repository;
import io.jackfield.jdk.parity.ChildJvm;
import io.jackfield.jdk.parity.OptionSets;
import io.jackfield.net.World;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Each type of socket has the options that the JDK's has on Linux, and for each there is a test
 * that shows what it changes: docs/reference/jdk-options.md lists them.
 */
class OptionTableTest {
    private static final List<Class<?>> EFFECTS =
            List.of(
                    StreamOptionEffectsTest.class,
                    DatagramOptionEffectsTest.class,
                    UnixChannelTest.class);

    /** Those that need the agent, with the tests of jackfield-agent. */
    private static final Map<String, String> WITH_AGENT =
            Map.of(
                    "IP_MULTICAST_IF", "DatagramSocketsTest.membersOfAGroupHearIt",
                    "SO_OOBINLINE", "AgentParityTest: urgent data");

    /** Types that are a host's only with the agent, where AgentParityTest compares them. */
    private static final Set<String> TYPES_WITH_AGENT = Set.of("DatagramSocket", "MulticastSocket");

    private static Map<String, String> jdk = Map.of();

    @BeforeAll
    static void ask() throws Exception {
        jdk = ChildJvm.withoutUs().outcomes(OptionSets.class);
    }

    @Test
    void eachTypeHasTheOptionsOfTheJdk() throws Exception {
        try (World world = World.realTime(1)) {
            Host host = world.host("host");
            try (Jvm jvm = Jvm.on(world, host)) {
                Map<String, String> ours = jvm.call(OptionSets::run);
                jdk.forEach(
                        (type, options) -> {
                            if (!TYPES_WITH_AGENT.contains(type)) {
                                assertThat(ours.get(type))
                                        .as(type)
                                        .isEqualTo(withoutAgents(options));
                            }
                        });
            }
        }
    }

    private static String withoutAgents(String options) {
        return String.join(
                " ",
                List.of(options.split(" ", -1)).stream()
                        .filter(each -> !WITH_AGENT.containsKey(each))
                        .toList());
    }

    @Test
    void eachOptionHasATestOfItsEffect() throws Exception {
        Map<String, Set<String>> tests = new TreeMap<>();
        WITH_AGENT.forEach((option, test) -> add(tests, option, "with the agent: " + test));
        for (Class<?> effects : EFFECTS) {
            for (Method method : effects.getDeclaredMethods()) {
                Effect effect = method.getAnnotation(Effect.class);
                for (String option : effect == null ? new String[0] : effect.value()) {
                    add(tests, option, effects.getSimpleName() + "." + method.getName());
                }
            }
        }
        Map<String, Set<String>> types = new TreeMap<>();
        jdk.forEach(
                (type, options) -> {
                    for (String option : options.split(" ", -1)) {
                        add(types, option, type);
                    }
                });
        assertThat(tests.keySet()).isEqualTo(types.keySet());
        StringBuilder document =
                new StringBuilder(
                        """
                        # Socket options of the JDK

                        The options that the JDK has on Linux, the types that have them there and here, and the tests of what they change.
                        Written and checked by OptionTableTest.

                        | option | of | shown by |
                        |---|---|---|
                        """);
        types.forEach(
                (option, of) ->
                        document.append("| ")
                                .append(option)
                                .append(" | ")
                                .append(String.join(", ", of))
                                .append(" | ")
                                .append(String.join(", ", tests.get(option)))
                                .append(" |\n"));
        check(document.toString());
    }

    private static void add(Map<String, Set<String>> to, String key, String value) {
        to.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
    }

    private static void check(String text) throws Exception {
        Path file = Repository.root().resolve("docs/reference/jdk-options.md");
        if (Boolean.getBoolean("jackfield.write")) {
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s; -Djackfield.write=true rewrites it", file)
                .isEqualTo(text);
    }
}
