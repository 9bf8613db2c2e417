package io.jackfield.programs.determinism;

import io.jackfield.net.Capture;
import io.jackfield.net.Decisions;
import io.jackfield.net.World;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is compared of one run.
 *
 * @param number how many runs there were in the JVM, with this one
 * @param log digest of what the programs did, and when
 * @param capture digest of the octets of the capture of all cables, times among them
 * @param decisions what the scheduler decided
 * @param lines of the log
 * @param packets on the cables
 * @param lost packets that got lost on the cables
 * @param endNanos when it was over, in world time
 */
record Run(
        long seed,
        int number,
        String log,
        String capture,
        String decisions,
        int lines,
        long packets,
        long lost,
        long endNanos) {
    private static final String SEPARATOR = "\t";

    static Run of(Subject subject, long seed, int number) {
        try (World world = World.deterministic(seed)) {
            Stage stage = new Stage(world);
            subject.prepare(stage);
            Capture capture = world.capture();
            stage.play();
            Decisions decisions = world.decisions();
            String log = String.join("\n", stage.log().lines());
            return new Run(
                    seed,
                    number,
                    digest(log.getBytes(StandardCharsets.UTF_8)),
                    digest(capture.octets()),
                    decisions.count() + "/" + Long.toHexString(decisions.hash()),
                    stage.log().lines().size(),
                    stage.packets(),
                    stage.lost(),
                    world.nowNanos());
        }
    }

    private static String digest(byte[] octets) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(octets);
            return HexFormat.of().formatHex(whole, 0, Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Run parse(String line) {
        String[] fields = line.split(SEPARATOR, -1);
        return new Run(
                Long.parseLong(fields[0]),
                Integer.parseInt(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                Integer.parseInt(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                Long.parseLong(fields[8]));
    }

    String line() {
        return seed
                + SEPARATOR
                + number
                + SEPARATOR
                + String.join(SEPARATOR, log, capture, decisions)
                + SEPARATOR
                + lines
                + SEPARATOR
                + packets
                + SEPARATOR
                + lost
                + SEPARATOR
                + endNanos;
    }
}
