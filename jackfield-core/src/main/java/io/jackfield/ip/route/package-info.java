/**
 * Which way a packet goes: the routing tables of both families, source address selection, and the
 * path MTUs learned from the network.
 *
 * <p>Not here: link-layer addresses (ip.neighbor), what is done with a packet (ip). Start reading
 * at {@link io.jackfield.ip.route.RouteTable}. RFC 1122 §3.3.1, 1812 §5.2.4, 6724, 1191, 8201. May
 * use address, time and link.
 */
@NullMarked
package io.jackfield.ip.route;

import org.jspecify.annotations.NullMarked;
