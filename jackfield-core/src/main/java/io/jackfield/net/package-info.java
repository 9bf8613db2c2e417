/**
 * Worlds: hosts, routers, switches and cables in a few lines, run in virtual or in real time.
 *
 * <p>Not here: what a link does to a packet (link), what a host does with it (host and below).
 * Start reading at {@link io.jackfield.net.World}. DESIGN §4 and §5. May use every package of the
 * core.
 */
@NullMarked
package io.jackfield.net;

import org.jspecify.annotations.NullMarked;
