package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Wireshark on the command line, which judges our captures. */
public final class Tshark {
    private Tshark() {}

    /** Aborts the test, loudly, where there is none. */
    public static void assumeThere() throws Exception {
        try {
            new ProcessBuilder("tshark", "-v").redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            System.err.println("*** TSHARK IS MISSING: nobody judges our captures in this run ***");
            abort("tshark is not installed: " + e.getMessage());
        }
    }

    /** What it reads in each packet of a file, all checksums verified. */
    public static List<String[]> fields(Path file, String... names) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-N", "n", "-T", "fields", "-E", "separator=/t"));
        for (String protocol : List.of("ip", "tcp", "udp")) {
            command.addAll(List.of("-o", protocol + ".check_checksum:TRUE"));
        }
        command.addAll(List.of("-o", "tcp.relative_sequence_numbers:FALSE"));
        for (String name : names) {
            command.addAll(List.of("-e", name));
        }
        command.addAll(List.of("-r", file.toString()));
        Path errors = file.resolveSibling("errors");
        Process tshark = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(tshark.getInputStream().readAllBytes(), UTF_8);
        assertThat(tshark.waitFor()).as(() -> errorsOf(errors)).isZero();
        return text.lines().map(line -> line.split("\t", -1)).toList();
    }

    private static String errorsOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
