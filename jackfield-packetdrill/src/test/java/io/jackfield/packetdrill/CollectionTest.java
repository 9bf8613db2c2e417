package io.jackfield.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Every script of ours on Jackfield, and on Linux, which decides whether it is right. */
class CollectionTest {
    /** On Linux they wait most of the time. */
    private static final int AT_ONCE = 6;

    private static final String HEADING = "(RFC \\d+ [^:]+|LINUX\\.md \\d+[a-c]?|The language): .+";

    @TestFactory
    Stream<DynamicTest> onJackfield() throws IOException {
        ExpectedStatus expected = ExpectedStatus.read(Scripts.EXPECTED);
        return Scripts.scripts().stream()
                .map(
                        script ->
                                dynamicTest(
                                        Scripts.name(script),
                                        () -> {
                                            Verdict verdict =
                                                    Scripts.on(Kernel.JACKFIELD).run(script);
                                            assertThat(expected.isAsExpected(verdict))
                                                    .as(String.join("\n", verdict.lines()))
                                                    .isTrue();
                                        }));
    }

    @Test
    void linuxPassesAll() throws Exception {
        requireLinux();
        List<String> failed = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (Path script : Scripts.scripts()) {
                verdicts.add(pool.submit(() -> Scripts.on(Kernel.LINUX).run(script)));
            }
            for (Future<Verdict> each : verdicts) {
                if (!each.get().passed()) {
                    failed.addAll(each.get().lines());
                }
            }
        }
        assertThat(failed).as("a script is right when Linux passes it").isEmpty();
    }

    private static void requireLinux() {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (!isRoot || !Files.exists(Path.of("/dev/net/tun"))) {
            System.err.println(
                    "SKIPPED: no script was run on Linux; it takes root and a TUN device");
            abort("no root, or no /dev/net/tun");
        }
    }

    @Test
    void eachNamesItsSectionAndABehaviourOfItsOwn() throws IOException {
        Map<String, Path> seen = new TreeMap<>();
        for (Path script : Scripts.scripts()) {
            String heading = Scripts.heading(script);
            assertThat(heading).as(Scripts.name(script)).matches(HEADING);
            assertThat(seen.put(heading, script)).as("the same as " + script).isNull();
            assertThat(script.getParent().getFileName())
                    .as(Scripts.name(script))
                    .hasToString(folder(heading));
        }
    }

    private static String folder(String heading) {
        String source = heading.replaceFirst("^RFC (\\d+) .*", "rfc$1");
        return source.startsWith("rfc")
                ? source
                : source.startsWith("LINUX") ? "linux" : "constructs";
    }

    @Test
    void noTwoSayTheSame() throws IOException {
        Map<String, Path> seen = new TreeMap<>();
        for (Path script : Scripts.scripts()) {
            String body = Files.readString(script).replaceAll("(?m)^//.*\n", "");
            assertThat(seen.put(body, script)).as("the same as " + script).isNull();
        }
    }
}
