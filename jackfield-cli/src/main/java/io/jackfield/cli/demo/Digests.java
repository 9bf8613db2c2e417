package io.jackfield.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, as {@code sha256sum} prints it. */
final class Digests {
    private Digests() {}

    static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = new byte[1 << 16];
            for (int n = in.read(octets); n >= 0; n = in.read(octets)) {
                digest.update(octets, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
