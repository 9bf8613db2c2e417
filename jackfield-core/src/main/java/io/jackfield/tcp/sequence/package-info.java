/**
 * Arithmetic on TCP sequence numbers, which live on a circle of 2^32.
 *
 * <p>Not here: the variables of a connection (tcp.send, tcp.receive), initial numbers (tcp.open).
 * Start reading at {@link io.jackfield.tcp.sequence.Seq}. RFC 9293 §3.4. May use nothing.
 */
@NullMarked
package io.jackfield.tcp.sequence;

import org.jspecify.annotations.NullMarked;
