/**
 * How connections begin: initial sequence numbers, the two queues behind a listener, the options
 * that a SYN offers, when a SYN is sent again.
 *
 * <p>Not here: connections and their states (tcp). Start reading at {@link
 * io.jackfield.tcp.open.SynQueue}. RFC 9293 §3.4.1, 6528, 4987, 7323 §2 and §3. May use
 * tcp.sequence, packet, port, time, observe.
 */
@NullMarked
package io.jackfield.tcp.open;

import org.jspecify.annotations.NullMarked;
