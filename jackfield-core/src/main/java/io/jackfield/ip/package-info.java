/**
 * The internet layer of both families: input, output, forwarding, local delivery.
 *
 * <p>Not here: routes (ip.route), link-layer addresses (ip.neighbor), reassembly (ip.fragment),
 * error messages (icmp). Start reading at {@link io.jackfield.ip.Ip}. RFC 791, 1122 §3, 1812, 8200.
 * May use address, packet, wire, observe, time, link and its own sub-packages.
 */
@NullMarked
package io.jackfield.ip;

import org.jspecify.annotations.NullMarked;
