/**
 * The Internet Control Message Protocol of both families: errors about packets, errors from the
 * network, echo.
 *
 * <p>Not here: neighbor discovery (ip.neighbor), what a connection does about an error (tcp, udp),
 * redirects, router discovery, timestamps. Start reading at {@link io.jackfield.icmp.Icmp}. RFC
 * 792, 1122 §3.2.2, 1812 §4.3, 4443. May use address, packet, wire, observe, posix, link and ip.
 */
@NullMarked
package io.jackfield.icmp;

import org.jspecify.annotations.NullMarked;
