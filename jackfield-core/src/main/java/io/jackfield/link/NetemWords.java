package io.jackfield.link;

import io.jackfield.time.Durations;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The words of a netem text, one after the other, read with tc's units. */
final class NetemWords {
    private final String text;
    private final List<String> words;
    private int at;

    NetemWords(String text) {
        this.text = text;
        String stripped = text.strip();
        words = stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    boolean hasMore() {
        return at < words.size();
    }

    String next() {
        return words.get(at++);
    }

    /** Whether the next word begins like a number: an argument, since no word of netem's does. */
    boolean hasNumber() {
        if (!hasMore()) {
            return false;
        }
        char first = words.get(at).charAt(0);
        return (first >= '0' && first <= '9') || first == '.' || first == '-';
    }

    /** Passes over the word if it comes next. */
    boolean accept(String word) {
        if (hasMore() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    String argument(String of) {
        if (!hasMore()) {
            throw wrong("'" + of + "' needs something after it");
        }
        return next();
    }

    long time(String of) {
        String word = argument(of);
        if (isPlainNumber(word) && !word.equals("0")) {
            throw wrong(
                    "'%s %s' has no unit: write %sms or %sus (tc itself changed its mind about what a bare number is)"
                            .formatted(of, word, word, word));
        }
        try {
            return Durations.parse(word);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    double percentOr(String of, double otherwise) {
        return hasNumber() ? percent(of) : otherwise;
    }

    /** 1% and 1 both are a hundredth, as for tc. */
    double percent(String of) {
        String word = argument(of);
        String number = word.endsWith("%") ? word.substring(0, word.length() - 1) : word;
        if (!isPlainNumber(number)) {
            throw wrong("'" + word + "' is no percentage for " + of);
        }
        BigDecimal percent = new BigDecimal(number);
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw wrong("'" + word + "': a percentage lies between 0% and 100%");
        }
        return percent.movePointLeft(2).doubleValue();
    }

    int count(String of) {
        int count = octets(of);
        if (count < 1) {
            throw wrong("'" + of + " " + count + "': it counts from 1");
        }
        return count;
    }

    int octets(String of) {
        String word = argument(of);
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong("'" + word + "' is no number for " + of);
        }
    }

    long rate() {
        String word = argument("rate").toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < word.length() && isDigit(word.charAt(end))) {
            end++;
        }
        String number = word.substring(0, end);
        String unit = word.substring(end);
        if (!isPlainNumber(number)) {
            throw wrong("'" + word + "' is no rate: write a number and a unit, such as 10mbit");
        }
        if (unit.endsWith("bps")) {
            throw wrong(bothReadings(number, unit));
        }
        long size = bitsPer(unit);
        if (size == 0) {
            String problem = unit.isEmpty() ? "has no unit" : "has an unknown unit";
            throw wrong("rate '" + word + "' " + problem + ": bit, kbit, mbit or gbit");
        }
        BigDecimal bits = new BigDecimal(number).multiply(BigDecimal.valueOf(size));
        if (bits.compareTo(BigDecimal.ONE) < 0 || bits.compareTo(new BigDecimal("1e15")) > 0) {
            throw wrong("rate '" + word + "' lies between 1bit and 1000tbit");
        }
        return bits.longValue();
    }

    /** Bits in a unit of rate; 0 for a word that is none. */
    private static long bitsPer(String unit) {
        return switch (unit) {
            case "bit" -> 1;
            case "kbit" -> 1_000;
            case "mbit" -> 1_000_000;
            case "gbit" -> 1_000_000_000;
            case "tbit" -> 1_000_000_000_000L;
            case "kibit" -> 1L << 10;
            case "mibit" -> 1L << 20;
            case "gibit" -> 1L << 30;
            case "tibit" -> 1L << 40;
            default -> 0;
        };
    }

    private static String bothReadings(String number, String unit) {
        String prefix = unit.substring(0, unit.length() - 3);
        BigDecimal octets = new BigDecimal(number).multiply(BigDecimal.valueOf(8));
        return "rate '%s%s' has two readings: bits, as most people mean it, are %s%sbit; bytes, as tc means it, are %s%sbit"
                .formatted(number, unit, number, prefix, octets.toPlainString(), prefix);
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static boolean isPlainNumber(String word) {
        int points = 0;
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isDigit(c)) {
                return false;
            }
            points += c == '.' ? 1 : 0;
            digits += c == '.' ? 0 : 1;
        }
        return digits > 0 && points <= 1;
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("netem \"" + text + "\": " + what);
    }

    /** The same complaint with the whole text, unless it has it already. */
    IllegalArgumentException wrong(IllegalArgumentException cause) {
        String what = String.valueOf(cause.getMessage());
        if (what.startsWith("netem \"")) {
            return cause;
        }
        String bare = what.startsWith("netem: ") ? what.substring("netem: ".length()) : what;
        return new IllegalArgumentException("netem \"" + text + "\": " + bare, cause);
    }
}
