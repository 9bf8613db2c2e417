/**
 * Tests of ICMP: echoes, which errors are sent and how many, what received errors mean.
 *
 * <p>Not here: forwarding (ip). Start reading at {@link io.jackfield.icmp.IcmpTest}. RFC 792, 1812
 * §4.3, 4443. May use ip and icmp.
 */
@NullMarked
package io.jackfield.icmp;

import org.jspecify.annotations.NullMarked;
