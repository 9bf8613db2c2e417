/**
 * Who owns a local port, who gets an arriving packet, and which port an unbound socket is given.
 *
 * <p>Not here: what the owner does with the packet (tcp, udp), ports of AF_UNIX (unix). Start
 * reading at {@link io.jackfield.port.PortTable} and {@link io.jackfield.port.FlowTable}. RFC 6056,
 * LINUX.md 38 to 59. May use address, entropy, posix.
 */
@NullMarked
package io.jackfield.port;

import org.jspecify.annotations.NullMarked;
