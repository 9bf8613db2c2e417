package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.link.Netem;
import io.jackfield.observe.Setting;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a scenario file may say, and what it gets that says something else. */
class ScenarioReaderTest {
    private static final String SOUND =
            """
            seed: 42
            hosts: {app: {}, db: {sysctl: {net.core.somaxconn: 128}}, r: {router: true}}
            switches: [s]
            links:
              - {endpoints: ["app:eth0", "db:eth0"], preset: 3g, netem: loss 3%}
              - {endpoints: [app, s], from: {app: delay 20ms}}
              - {endpoints: [s, r], mtu: 1400}
            classpath: .
            run: {db: com.example.Db 5432, app: com.example.App db:5432}
            until: db
            at: {30s: blackhole app db, 4m: [heal, cut app db]}
            capture: {all.pcapng: all, app.pcapng: "app:eth1"}
            stop: 20m
            """;

    @TempDir private Path directory;

    @BeforeEach
    void putClassesThere() throws IOException {
        Path in = Files.createDirectories(directory.resolve("com/example"));
        Files.createFile(in.resolve("Db.class"));
        Files.createFile(in.resolve("App.class"));
    }

    private Scenario read(String text) throws IOException {
        return ScenarioReader.read(
                Files.writeString(directory.resolve("x.yaml"), text), RunOptions.NONE);
    }

    @Test
    void allThatASoundFileSaysIsThere() throws IOException {
        try (Scenario scenario = read(SOUND)) {
            var world = scenario.world();
            assertThat(world.seed()).isEqualTo(42);
            assertThat(world.find("db").settings().get(Setting.SOMAXCONN)).isEqualTo(128);
            assertThat(world.find("r").isForwarding()).isTrue();
            assertThat(world.cables()).hasSize(3);
            assertThat(scenario.planned())
                    .extracting(planned -> planned.host().name() + " " + planned.launch())
                    .containsExactly("db com.example.Db", "app com.example.App");
            assertThat(scenario.planned().getLast().arguments()).containsExactly("db:5432");
            assertThat(scenario.last()).isEqualTo(scenario.planned().getFirst());
            assertThat(scenario.stopNanos()).isEqualTo(20 * 60_000_000_000L);
        }
    }

    @Test
    void wordsOverAPresetReplaceWhatTheyName() throws IOException {
        try (Scenario scenario = read(SOUND)) {
            var app = scenario.world().find("app");
            var up = scenario.world().cables().getFirst().from(app).netem();
            assertThat(up).hasToString(expected("delay 150ms 30ms order keep loss 3%"));
        }
    }

    private static String expected(String words) {
        return Netem.parse(words + " rate 768kbit limit 16").toString();
    }

    @Test
    void theCommandLineWinsOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("x.yaml"), SOUND);
        try (Scenario scenario =
                ScenarioReader.read(file, new RunOptions(7L, 1_000L, null, null, null))) {
            assertThat(scenario.world().seed()).isEqualTo(7);
            assertThat(scenario.stopNanos()).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hosts:     | host:           | 2 | did you mean \"hosts\"?",
                "somaxconn  | somaxcon        | 2 | did you mean \"net.core.somaxconn\"?",
                "128        | -1              | 2 | net.core.somaxconn is 0 to 2147483647",
                "router     | roter           | 2 | did you mean \"router\"?",
                "true       | yes             | 2 | \"yes\" is neither true nor false",
                "3g,        | 3gg,            | 5 | did you mean \"3g\"?",
                "preset: 3g | preset: wpt:33g | 5 | no preset \"wpt:33g\"; did you mean"
                        + " \"wpt:3g\"?",
                "loss 3%    | los 3%          | 5 | 'los' is no word of netem's",
                "loss 3%    | slot 1ms        | 5 | \"slot\" does not go over a preset",
                "\"db:eth0\"| \"dbb:eth0\"    | 5 | no host \"dbb\"; did you mean \"db\"?",
                "\"db:eth0\"| \"db:eth1\"     | 5 | the next interface of db is eth0",
                "[s, r]     | [s, s]          | 7 | both ends of a link in \"s\"",
                "{db: com   | {bd: com        | 9 | no host \"bd\"; did you mean \"db\"?",
                "classpath: . | classpath: no | 8 | there is no ",
                "example.Db | example.Bd     | 9 | the class path has no class com.example.Bd",
                "seed: 42  | time: vitrual     | 1 | did you mean \"virtual\"?",
                "until: db  | until: r        | 10 | no program runs on r",
                "blackhole  | blackhol        | 11 | did you mean \"blackhole\"?",
                "30s        | 30              | 11 | '30' has no unit",
                "cut app db | cut app r       | 11 | there is no link between app and r",
                "app:eth1   | app:eth7        | 12 | eth7",
                "stop: 20m  | stop: [         | 14 | but found",
                "stop:      | seed:           | 13 | \"seed\" is said twice"
            })
    void aMistakeIsSaidWithItsLineAndTheNearestWord(
            String right, String wrong, int line, String message) {
        String text = SOUND.replaceFirst(Pattern.quote(right), wrong);
        assertThat(text).isNotEqualTo(SOUND);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(directory.resolve("x.yaml") + ":" + line + ": ")
                .hasMessageContaining(message == null ? "" : message);
    }
}
