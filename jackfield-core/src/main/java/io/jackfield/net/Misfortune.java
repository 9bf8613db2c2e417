package io.jackfield.net;

import java.util.Locale;

/**
 * Something that befell the network: a packet lost, a fault that began, an action of the time line.
 *
 * @param id its name, which no other misfortune of the run has, and which is the same in every run
 *     of the same seed: {@code app:eth0>db:eth0 #17 lost}, {@code 30s blackhole app→db}
 * @param nanos when it happened, in world time
 * @param text what happened, in one line, with the packet as tcpdump prints it
 */
public record Misfortune(String id, long nanos, String text) {
    /** {@code 31.114 dropped app:eth0→db:eth0 IP …}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d.%03d %s", nanos / 1_000_000_000, nanos / 1_000_000 % 1000, text);
    }
}
