/**
 * Tests of the routing tables, of source address selection and of learned path MTUs.
 *
 * <p>Not here: packets. Start reading at {@link io.jackfield.ip.route.RouteTableTest}. RFC 6724,
 * 1191. May use ip.
 */
@NullMarked
package io.jackfield.ip.route;

import org.jspecify.annotations.NullMarked;
