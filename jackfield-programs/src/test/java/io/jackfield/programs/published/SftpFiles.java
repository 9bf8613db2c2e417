package io.jackfield.programs.published;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** Reads a file of another host, writes it there under another name, and reads that. */
final class SftpFiles {
    private SftpFiles() {}

    /** The file system, the file and the other name. */
    public static void main(String[] args) throws Exception {
        try (FileSystem far =
                FileSystems.newFileSystem(
                        URI.create(args[0]), Map.of(), SftpFiles.class.getClassLoader())) {
            byte[] octets = Files.readAllBytes(far.getPath(args[1]));
            Path copy = far.getPath(args[2]);
            Files.write(copy, octets);
            System.out.println("got " + summary(octets));
            System.out.println("put " + summary(Files.readAllBytes(copy)));
        }
    }

    static String summary(byte[] octets) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
        String hex = HexFormat.of().formatHex(digest).substring(0, 16);
        return "%,d octets, SHA-256 %s…".formatted(octets.length, hex);
    }
}
