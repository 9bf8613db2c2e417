package io.jackfield.cli.demo;

/** Payload carried against what the headers leave of the line. */
final class Goodput {
    /**
     * 1448 octets of payload in packets of 1500: IPv4, TCP, timestamps; the netem rate counts IP.
     */
    static final double LINE_MEGABYTES = 100.0 / 8 * 1448 / 1500;

    private Goodput() {}

    /** The mean of a throughput curve between two times, in percent of the line's payload rate. */
    static double between(Curve throughput, double from, double to) {
        double octets = 0;
        double seconds = 0;
        for (int i = 1; i < throughput.size(); i++) {
            double begin = throughput.second(i - 1);
            double end = throughput.second(i);
            if (begin >= from && end <= to) {
                octets += throughput.value(i) * (end - begin);
                seconds += end - begin;
            }
        }
        return seconds == 0 ? Double.NaN : 100 * octets / seconds / LINE_MEGABYTES;
    }
}
