package io.jackfield.junit;

import io.jackfield.net.Misfortune;

import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of a red test. JUnit attaches them to its report; where it keeps no files, they are in
 * our own folder.
 */
final class Attachments {
    private static final MediaType SVG = MediaType.create("image", "svg+xml");

    private final ExtensionContext context;
    private final List<String> names = new ArrayList<>();

    Attachments(ExtensionContext context) {
        this.context = context;
    }

    /** Capture, pictures, packets, time line, sockets and the report without cuts; their names. */
    List<String> of(
            TestName test,
            long seed,
            Rerun failed,
            List<Misfortune> needed,
            List<String> sockets,
            List<String> report) {
        String stem = test.method().getName().toLowerCase(Locale.ROOT) + "-" + seed;
        publish(stem + ".pcapng", MediaType.APPLICATION_OCTET_STREAM, failed.packets());
        publish(stem + "-sequence.svg", SVG, failed.picture().getBytes(StandardCharsets.UTF_8));
        text(stem + "-sequence.txt", failed.sequence());
        text(stem + "-packets.txt", failed.lines());
        text(stem + "-timeline.txt", timeline(failed.misfortunes(), needed));
        text(stem + "-sockets.txt", sockets);
        text(stem + "-report.txt", report);
        return List.copyOf(names);
    }

    /** All misfortunes, with a mark at those that it takes. */
    private static List<String> timeline(List<Misfortune> all, List<Misfortune> needed) {
        List<String> lines = new ArrayList<>();
        for (Misfortune each : all) {
            lines.add((needed.contains(each) ? "* " : "  ") + each + "   [" + each.id() + "]");
        }
        return lines;
    }

    private void text(String name, List<String> lines) {
        byte[] octets = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        publish(name, MediaType.TEXT_PLAIN_UTF_8, octets);
    }

    private void publish(String name, MediaType type, byte[] octets) {
        try {
            context.publishFile(name, type, path -> Files.write(path, octets));
            names.add(name);
        } catch (JUnitException notKept) {
            names.add(written(name, octets));
        }
    }

    private static String written(String name, byte[] octets) {
        Path file = Reports.folder().resolve(name);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, octets).toString();
        } catch (IOException e) {
            return name + " (not written: " + e + ")";
        }
    }
}
