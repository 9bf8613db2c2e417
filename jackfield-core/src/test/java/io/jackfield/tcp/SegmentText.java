package io.jackfield.tcp;

import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Segments as tests write them, in packetdrill's manner: "P. 1:6(5) ack 1 win 1000". Numbers are
 * relative to the initial sequence numbers of their ends.
 *
 * @param flags of "SFRPU." in any order, "." is ACK; "-" is none
 * @param options what follows the numbers: "mss 1460", "sack 6:11", …
 */
record SegmentText(String flags, int seq, int end, int length, List<String[]> options) {
    private static final String LETTERS = "FSRP.UEW";
    private static final Pattern FORM =
            Pattern.compile("([-FSRP.UEW]+)\\s+(\\d+):(\\d+)\\((\\d+)\\)(.*)");

    static SegmentText parse(String text) {
        Matcher m = FORM.matcher(text.trim());
        if (!m.matches()) {
            throw new IllegalArgumentException("not a segment: \"" + text + "\"");
        }
        List<String[]> options = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String word : m.group(5).trim().split("[\\s,]+")) {
            boolean isName = !word.isEmpty() && Character.isLetter(word.charAt(0));
            if (isName && !current.isEmpty()) {
                options.add(current.toArray(String[]::new));
                current.clear();
            }
            if (!word.isEmpty()) {
                current.add(word);
            }
        }
        if (!current.isEmpty()) {
            options.add(current.toArray(String[]::new));
        }
        return new SegmentText(
                m.group(1),
                (int) Long.parseLong(m.group(2)),
                (int) Long.parseLong(m.group(3)),
                Integer.parseInt(m.group(4)),
                options);
    }

    int flagBits() {
        int bits = 0;
        for (int i = 0; i < LETTERS.length(); i++) {
            if (flags.indexOf(LETTERS.charAt(i)) >= 0) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    boolean has(String option) {
        return options.stream().anyMatch(o -> o[0].equals(option));
    }

    /** The n-th number after an option's name. */
    int number(String option, int n) {
        return (int) Long.parseLong(words(option)[n]);
    }

    String[] words(String option) {
        return options.stream()
                .filter(o -> o[0].equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + option));
    }

    /** The blocks of "sack 6:11 20:30", from their sender's peer's first number on. */
    SackBlocks sack(int base) {
        String[] words = words("sack");
        int[] edges = new int[2 * (words.length - 1)];
        for (int i = 1; i < words.length; i++) {
            String[] block = words[i].split(":");
            edges[2 * i - 2] = base + (int) Long.parseLong(block[0]);
            edges[2 * i - 1] = base + (int) Long.parseLong(block[1]);
        }
        return new SackBlocks(edges);
    }

    /** A segment's text, with all that it has. */
    static String of(Segment seg, int ownBase, int otherBase) {
        StringBuilder text = new StringBuilder();
        for (int bit : new int[] {1, 0, 2, 3, 5, 6, 7, 4}) {
            if ((seg.flags() & 1 << bit) != 0) {
                text.append(LETTERS.charAt(bit));
            }
        }
        if (text.isEmpty()) {
            text.append('-');
        }
        long seq = Integer.toUnsignedLong(seg.seq() - ownBase);
        text.append(' ').append(seq).append(':').append(seq + seg.payloadLength());
        text.append('(').append(seg.payloadLength()).append(')');
        if (seg.has(Segment.ACK)) {
            text.append(" ack ").append(Integer.toUnsignedLong(seg.ack() - otherBase));
        }
        text.append(" win ").append(seg.window());
        if (seg.has(Segment.URG)) {
            text.append(" urg ").append(seg.urgentPointer());
        }
        if (seg.mss() != 0) {
            text.append(" mss ").append(seg.mss());
        }
        if (seg.sackPermitted()) {
            text.append(" sackOK");
        }
        if (seg.hasTimestamps()) {
            text.append(" ts ").append(Integer.toUnsignedString(seg.tsVal()));
            text.append(' ').append(Integer.toUnsignedString(seg.tsEcr()));
        }
        if (seg.windowScale() != Segment.NO_SCALE) {
            text.append(" ws ").append(seg.windowScale());
        }
        appendSack(text, seg.sack(), otherBase);
        return text.toString();
    }

    private static void appendSack(StringBuilder text, @Nullable SackBlocks sack, int base) {
        if (sack != null) {
            text.append(" sack");
            for (int i = 0; i < sack.count(); i++) {
                text.append(' ').append(Integer.toUnsignedLong(sack.left(i) - base));
                text.append(':').append(Integer.toUnsignedLong(sack.right(i) - base));
            }
        }
    }
}
