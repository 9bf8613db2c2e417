/**
 * How much a connection may have in flight: congestion control algorithms, fed with rate samples.
 *
 * <p>Not here: what was lost and how the reduction is paced out (tcp.send); sequence numbers beyond
 * the marks of a round trip. Start reading at {@link
 * io.jackfield.tcp.congestion.CongestionControl}. RFC 5681, 6582, 9438. May use tcp.sequence.
 */
@NullMarked
package io.jackfield.tcp.congestion;

import org.jspecify.annotations.NullMarked;
