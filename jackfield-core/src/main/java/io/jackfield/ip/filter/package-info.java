/**
 * The five points of a packet's way at which somebody may look at it, drop it or translate it, as
 * netfilter has them, and who remembers flows there.
 *
 * <p>Not here: how people say rules (net). Start reading at {@link io.jackfield.ip.filter.Hook} and
 * {@link io.jackfield.ip.filter.Hooks}. RFC 2979, 4787, 5382, 5508. May use packet, link and wire.
 */
@NullMarked
package io.jackfield.ip.filter;

import org.jspecify.annotations.NullMarked;
