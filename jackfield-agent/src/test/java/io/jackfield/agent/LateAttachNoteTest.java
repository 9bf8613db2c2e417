package io.jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;

/** What is said of an attachment, for each build tool in its words. */
class LateAttachNoteTest {
    private static final Path JAR = Path.of("/m2/io/jackfield/jackfield-agent/1/a.jar");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "surefire.test.class.path | /m2 | <argLine>-javaagent:${settings.localRepository}"
                        + "/io/jackfield/jackfield-agent/1/a.jar</argLine>",
                "surefire.real.class.path | /x  | <argLine>-javaagent:/m2/io/jackfield/",
                "org.gradle.test.worker   | /m2 | { jvmArgs('-javaagent:/m2/io/jackfield/",
                "java.home                | /m2 | java -javaagent:/m2/io/jackfield/"
            })
    void theThirdLineIsTheOneToWrite(String property, String repository, String line) {
        Properties properties = new Properties();
        properties.setProperty(property, "there");
        properties.setProperty("localRepository", repository);
        List<String> lines =
                LateAttachNote.lines(
                        EnumSet.of(SwitchName.NETWORK, SwitchName.EXIT), properties, JAR);
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains("(network, exit)", "stay the real machine's");
        assertThat(lines.getLast()).contains(line);
    }
}
