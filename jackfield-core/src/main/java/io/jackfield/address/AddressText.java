package io.jackfield.address;

/** The text of an address: dotted decimal, and RFC 4291 §2.2 read, RFC 5952 written. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : IpAddress.v4(parseV4(text, text));
    }

    private static int parseV4(String dotted, String whole) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            throw malformed(whole);
        }
        int bits = 0;
        for (String part : parts) {
            int octet = number(part, 10, 3, whole);
            if (octet > 255) {
                throw malformed(whole);
            }
            bits = bits << 8 | octet;
        }
        return bits;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw malformed(text);
        }
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            if (readGroups(text, groups, true, text) != GROUPS) {
                throw malformed(text);
            }
        } else {
            int head = readGroups(text.substring(0, gap), groups, false, text);
            int[] tail = new int[GROUPS];
            int count = readGroups(text.substring(gap + 2), tail, true, text);
            if (head + count >= GROUPS) {
                throw malformed(text);
            }
            System.arraycopy(tail, 0, groups, GROUPS - count, count);
        }
        return IpAddress.v6(half(groups, 0), half(groups, 4));
    }

    /** Reads groups; only those that end the address ({@code last}) may end in dotted decimal. */
    private static int readGroups(String text, int[] groups, boolean last, String whole) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean dotted = last && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            if (count + (dotted ? 2 : 1) > GROUPS) {
                throw malformed(whole);
            }
            if (dotted) {
                int bits = parseV4(parts[i], whole);
                groups[count++] = bits >>> 16;
                groups[count++] = bits & 0xffff;
            } else {
                groups[count++] = number(parts[i], 16, 4, whole);
            }
        }
        return count;
    }

    private static int number(String digits, int radix, int most, String whole) {
        if (digits.isEmpty() || digits.length() > most) {
            throw malformed(whole);
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0 || digits.charAt(i) > 'f') {
                throw malformed(whole);
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static long half(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    static String format(IpAddress address) {
        return address.isV4() ? dotted(address.v4Bits()) : formatV6(address);
    }

    private static String dotted(int bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 0xff)
                + "."
                + (bits >>> 8 & 0xff)
                + "."
                + (bits & 0xff);
    }

    /** RFC 5952 §4: lower case, no leading zeros, the first longest run of zeros as "::". */
    private static String formatV6(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.hi() : address.lo();
            groups[i] = (int) (half >>> 16 * (3 - (i & 3))) & 0xffff;
        }
        int start = -1;
        int length = 1; // a single group of zeros is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("not an IP address: \"" + text + "\"");
    }
}
