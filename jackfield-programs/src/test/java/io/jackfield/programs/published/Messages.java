package io.jackfield.programs.published;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What senders send, octets at random with a number before them, and what somebody has got. */
final class Messages {
    private static final int LONGEST = 4_000;

    private final Map<String, MessageDigest> digests = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** The message of that number of a sender. */
    static byte[] of(String sender, int number) {
        Random random = new Random(sender.hashCode() * 1_000L + number);
        byte[] content = new byte[Integer.BYTES + random.nextInt(LONGEST)];
        random.nextBytes(content);
        ByteBuffer.wrap(content).putInt(number);
        return content;
    }

    /** All that the senders send. */
    static Messages all(int each, String... senders) {
        Messages all = new Messages();
        for (String sender : senders) {
            for (int i = 0; i < each; i++) {
                all.add(sender, of(sender, i));
            }
        }
        return all;
    }

    /**
     * The next message of a sender has come.
     *
     * @throws IllegalStateException if it is not the next
     */
    void add(String sender, byte[] message) {
        int expected = counts.merge(sender, 1, Integer::sum) - 1;
        int number = ByteBuffer.wrap(message).getInt();
        if (number != expected) {
            throw new IllegalStateException(
                    "message " + number + " of " + sender + ", not " + expected);
        }
        digests.computeIfAbsent(sender, _ -> sha256()).update(message);
    }

    /** How many have come. */
    int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many and the digest over all senders, by name. */
    String summary() {
        MessageDigest all = sha256();
        digests.values().forEach(each -> all.update(each.digest()));
        return "%d messages in order of their senders, SHA-256 %s…"
                .formatted(count(), HexFormat.of().formatHex(all.digest()).substring(0, 16));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
