package io.jackfield.time;

import java.math.BigDecimal;
import java.util.Locale;

/** Durations as people write them: {@code 20ms}, {@code 1.5s}, {@code 2m}, {@code 0.1 ms}. */
public final class Durations {
    private Durations() {}

    /**
     * The nanoseconds of a number with its unit.
     *
     * @throws IllegalArgumentException with a message for the person who wrote the text
     */
    public static long parse(String text) {
        String trimmed = text.strip();
        int end = 0;
        while (end < trimmed.length() && isNumeric(trimmed.charAt(end))) {
            end++;
        }
        String unit = trimmed.substring(end).strip().toLowerCase(Locale.ROOT);
        if (trimmed.startsWith("-")) {
            throw new IllegalArgumentException("'" + text + "': a duration is not negative");
        }
        if (end == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration: write a number and a unit, such as 20ms");
        }
        if (unit.isEmpty() && !isZero(trimmed)) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' has no unit: write "
                            + text.strip()
                            + "ms or "
                            + text.strip()
                            + "s (ns us ms s m h d)");
        }
        return scale(text, trimmed.substring(0, end), unitNanos(text, unit));
    }

    /** The shortest exact text with a unit of tc (s, ms, us, ns); {@link #parse} reads it back. */
    public static String format(long nanos) {
        String[] units = {"s", "ms", "us", "ns"};
        long size = 1_000_000_000;
        int i = 0;
        while (i < 3 && Math.abs(nanos) < size) {
            size /= 1000;
            i++;
        }
        return BigDecimal.valueOf(nanos)
                        .divide(BigDecimal.valueOf(size))
                        .stripTrailingZeros()
                        .toPlainString()
                + units[i];
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static boolean isZero(String number) {
        return number.chars().allMatch(c -> c == '0' || c == '.');
    }

    private static long unitNanos(String text, String unit) {
        return switch (unit) {
            case "", "ns", "nsec", "nsecs" -> 1L;
            case "us", "µs", "usec", "usecs" -> 1_000L;
            case "ms", "msec", "msecs" -> 1_000_000L;
            case "s", "sec", "secs" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default ->
                    throw new IllegalArgumentException(
                            "'" + text + "': unknown unit '" + unit + "' (ns us ms s m h d)");
        };
    }

    private static long scale(String text, String number, long unitNanos) {
        BigDecimal nanos;
        try {
            nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(unitNanos));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no duration", e);
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            throw new IllegalArgumentException("'" + text + "' is more than 292 years");
        }
        if (nanos.signum() > 0 && nanos.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("'" + text + "' is less than a nanosecond");
        }
        return nanos.longValue();
    }
}
