/**
 * The five points of a packet's way at which somebody may look at it, drop it or translate it, as
 * netfilter has them.
 *
 * <p>Not here: rules, NAT, connection tracking itself; only their places. Start reading at {@link
 * io.jackfield.ip.filter.Hook} and {@link io.jackfield.ip.filter.Hooks}. RFC 2979, 4787. May use
 * packet and link.
 */
@NullMarked
package io.jackfield.ip.filter;

import org.jspecify.annotations.NullMarked;
