/**
 * The sending half of a connection as a mechanism: octets queued, segments in flight, what was
 * lost, what may go now, and when to look again.
 *
 * <p>Not here: states, flags and options of segments (tcp), the algorithms that size the window
 * (tcp.congestion). Start reading at {@link io.jackfield.tcp.send.Sender}. RFC 9293 §3.8, 6298,
 * 5681, 6582, 2018, 2883, 8985, 9937, 3042. May use tcp.sequence, tcp.congestion, buffer, time,
 * packet, observe.
 */
@NullMarked
package io.jackfield.tcp.send;

import org.jspecify.annotations.NullMarked;
