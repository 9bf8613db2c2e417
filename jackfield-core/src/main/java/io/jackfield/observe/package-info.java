/**
 * What can be seen of a host: counters and settings under Linux's names, events for whoever
 * listens, and snapshots from which every table is read.
 *
 * <p>Not here: a log (the core has none), text for people (cli). Start reading at {@link
 * io.jackfield.observe.Observer} and {@link io.jackfield.observe.SocketSnapshot}. RFC 4293, 4022,
 * 4113 and Linux's proc(5) for the counters. May use address, packet, posix.
 */
@NullMarked
package io.jackfield.observe;

import org.jspecify.annotations.NullMarked;
