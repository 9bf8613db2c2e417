/**
 * Tests of ARP and neighbor discovery on a real switch, and of the states of the cache.
 *
 * <p>Not here: routes. Start reading at {@link io.jackfield.ip.neighbor.NeighborsOnASwitchTest}.
 * RFC 826, 4861 §7. May use ip.
 */
@NullMarked
package io.jackfield.ip.neighbor;

import org.jspecify.annotations.NullMarked;
