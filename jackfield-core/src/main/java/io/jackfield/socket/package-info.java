/**
 * What a descriptor of type socket does: options, errors, names, and the calls on it, none of which
 * sleeps.
 *
 * <p>Not here: descriptors and sleeping (process), the protocols (tcp, udp). Start reading at
 * {@link io.jackfield.socket.Socket}. POSIX.1-2024 §2.10, RFC 3493. May use tcp, udp and everything
 * below.
 */
@NullMarked
package io.jackfield.socket;

import org.jspecify.annotations.NullMarked;
