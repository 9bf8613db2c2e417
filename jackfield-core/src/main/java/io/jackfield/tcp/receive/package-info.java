/**
 * The receiving side of a connection: what may be accepted, what waits for the user or for a gap to
 * close, what window is offered, when an acknowledgment is due.
 *
 * <p>Not here: states and the segments that answer (tcp). Start reading at {@link
 * io.jackfield.tcp.receive.Receiver}. RFC 9293 §3.8.6, 2018, 2883, 7323, 5681 §4.2. May use
 * tcp.sequence, buffer, packet.
 */
@NullMarked
package io.jackfield.tcp.receive;

import org.jspecify.annotations.NullMarked;
