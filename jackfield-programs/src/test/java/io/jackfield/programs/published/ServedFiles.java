package io.jackfield.programs.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Files of octets at random, as a web server has them and as a client gets them. */
final class ServedFiles {
    private static final int COUNT = 24;
    private static final int STEP = 5_000;

    private final MessageDigest digest;
    private int files;
    private long octets;

    private ServedFiles() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ServedFiles none() {
        return new ServedFiles();
    }

    /** Makes them in a directory. */
    static ServedFiles make(Path directory) throws IOException {
        ServedFiles made = new ServedFiles();
        Random random = new Random(COUNT);
        Files.createDirectories(directory);
        for (String name : names()) {
            byte[] content = new byte[made.files * STEP];
            random.nextBytes(content);
            Files.write(directory.resolve(name), content);
            made.add(content);
        }
        return made;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            names.add("file" + i + ".bin");
        }
        return names;
    }

    /** In the order of {@link #names}. */
    void add(byte[] content) {
        files++;
        octets += content.length;
        digest.update(content);
    }

    /** How many, their length and their digest. */
    String summary() {
        return "%d files, %,d octets, SHA-256 %s…"
                .formatted(
                        files, octets, HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }
}
