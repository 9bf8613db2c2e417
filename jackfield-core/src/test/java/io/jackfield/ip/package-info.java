/**
 * Tests of the internet layer, and the small world in which icmp and the sub-packages are tested
 * too.
 *
 * <p>Not here: hosts with processes (net). Start reading at {@link io.jackfield.ip.SmallWorld}. RFC
 * 1812, 8200. May use the packages below, and icmp.
 */
@NullMarked
package io.jackfield.ip;

import org.jspecify.annotations.NullMarked;
