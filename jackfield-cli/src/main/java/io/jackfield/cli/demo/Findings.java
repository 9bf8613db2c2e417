package io.jackfield.cli.demo;

import io.jackfield.link.DirectionCounts;
import io.jackfield.observe.Observation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration found.
 *
 * @param seconds from the request to the last octet
 * @param before goodput from second 2 to the cut, in percent of the line's payload rate
 * @param between goodput from the recovery to the lossy part; NaN if one of the two was missing
 * @param retransmissions segments sent again, by cause
 * @param forth what befell the packets of the server
 * @param during the socket tables two seconds in
 * @param after the socket tables when all was over
 */
record Findings(
        Path source,
        Path copy,
        Path packets,
        long octets,
        double seconds,
        double before,
        double between,
        Curve throughput,
        Curve window,
        List<Mark> marks,
        Map<Observation.Cause, Long> retransmissions,
        DirectionCounts forth,
        List<String> during,
        List<String> after,
        String sourceDigest,
        String copyDigest) {

    boolean isWhole() {
        return sourceDigest.equals(copyDigest);
    }
}
