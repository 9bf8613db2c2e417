/**
 * Packets as objects: what the kernel's sk_buff is, with header fields as fields and the payload as
 * slices of slabs by reference.
 *
 * <p>Not here: octets (wire), who made the packet (tcp, udp, icmp), where it goes (ip, link). Start
 * reading at {@link io.jackfield.packet.Packet}. RFC 791, 8200, 9293 §3.1, 768, 792, 4443, 826. May
 * use address and buffer.
 */
@NullMarked
package io.jackfield.packet;

import org.jspecify.annotations.NullMarked;
