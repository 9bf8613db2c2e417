/**
 * Octets: packets as they travel and as a capture file holds them, written and read.
 *
 * <p>Not here: what a packet means (ip, tcp, udp, icmp), links and taps (link). Start reading at
 * {@link io.jackfield.wire.PacketCodec}. RFC 791, 8200, 9293 §3.1, 7323, 2018, 768, 792, 4443, 826,
 * 894, 4861, draft-ietf-opsawg-pcapng. May use packet, buffer, address.
 */
@NullMarked
package io.jackfield.wire;

import org.jspecify.annotations.NullMarked;
