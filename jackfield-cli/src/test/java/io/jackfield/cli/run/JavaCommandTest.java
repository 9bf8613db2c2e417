package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may follow {@code jackfield run --}. */
class JavaCommandTest {
    private static JavaCommand parse(String line) {
        return JavaCommand.parse(Words.of(line));
    }

    @Test
    void optionsAreTheJvmsAndTheRestIsTheProgram() {
        JavaCommand command =
                parse(
                        "/opt/jdk/bin/java -Xmx1g --add-opens java.base/java.lang=ALL-UNNAMED"
                            + " -Da.b=c -ea:com... --class-path=x:y com.example.Main -Dnot=ours");
        assertThat(command.executable()).isEqualTo("/opt/jdk/bin/java");
        assertThat(command.options())
                .containsExactly(
                        "-Xmx1g",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-Da.b=c",
                        "-ea:com...");
        assertThat(command.program())
                .containsExactly("-cp", "x:y", "com.example.Main", "-Dnot=ours");
    }

    @Test
    void aJarIsAllOfTheClassPath() {
        assertThat(parse("java -cp x -jar app.jar -p 1").program())
                .containsExactly("-jar", "app.jar", "-p", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ls -l                            | \"ls\" is no java",
                "java                             | which program?",
                "java -jar                        | which program?",
                "java -cp                         | -cp requires a value",
                "java -version                    | -version cannot be honoured: it starts no",
                "java -p mods -m a/b              | -p cannot be honoured: the modules would be",
                "java --module=a/b                | --module=a/b cannot be honoured: the modules",
                "java Main.java                   | Main.java cannot be honoured: a program is",
                "java @options Main               | @options cannot be honoured: write out",
                "java -javaagent:x.jar Main       | -javaagent:x.jar cannot be honoured: a program",
                "java -Xshare:on Main             | archived classes do not go with the agent",
                "java -Djava.net.preferIPv4Stack=true M | a host has both families",
                "java -Djava.nio.channels.spi.SelectorProvider=x M | channels are the host's"
            })
    void whatCannotBeHonouredIsRefusedWithTheReason(String line, String sentence) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("--: ")
                .hasMessageContaining(sentence);
    }
}
