/**
 * What carries packets between hosts: interfaces, cables, switches, loopback, and what may befall a
 * packet on the way (netem's words, predicates, cuts).
 *
 * <p>Not here: addresses and routes of a host (ip), who runs events and drains (net). Start reading
 * at {@link io.jackfield.link.NetworkInterface}, then {@link io.jackfield.link.Direction} and
 * {@link io.jackfield.link.Drain}. RFC 894, IEEE 802.1D §7. May use wire, file, observe and below.
 */
@NullMarked
package io.jackfield.link;

import org.jspecify.annotations.NullMarked;
