package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.run.CommandRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A program that serves, and whose back end nobody gives. */
@Timeout(240)
class VisitedProgramTest {
    @TempDir private Path directory;

    @Test
    void isVisitedAndItsBackEndPlayed() throws Exception {
        Workshop.compileResources(directory.resolve("classes"), "front");
        List<String> command =
                List.of(
                        "--only=black-hole,slow-reader,visitor-crashes",
                        "--",
                        "java",
                        "-cp",
                        "classes",
                        "example.front.Front",
                        "http://stock:81/");
        CommandRun run = CommandRun.inFolder(directory, "check", command);
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out().lines().map(String::strip))
                .contains(
                        "peer       stock on 81, played by a stand-in that answers over HTTP",
                        "serves     8080, HTTP, answers 200",
                        "fair       goes on, serves 155 of 155 visitors")
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "Front.java:31 connected without a timeout: blocked 2 min"
                                                + " 11 s (116 such waits)"))
                .contains(
                        "120 sockets are in CLOSE-WAIT: the peer has closed, the program has not",
                        "threads grow from 3 to 123 in 20 min 6 s",
                        "still holds the connection of a visitor that crashed 25 min ago",
                        "5 findings, 0 survived, 0 not applicable");
        Path root = directory.resolve("jackfield-check");
        List<Path> tests = Workshop.sources(root);
        assertThat(tests).hasSize(5);
        Path blackHole = root.resolve("example/front/BlackHoleStockTest.java");
        String classes = directory.resolve("classes").toString();
        assertThat(Workshop.run(List.of(blackHole), root, classes, directory))
                .contains("red example.front.BlackHoleStockTest");
    }
}
