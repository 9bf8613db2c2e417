/**
 * The JDK's doors to a host, without an agent: selector provider and channels, sockets by factory,
 * name resolution, and which host a thread belongs to.
 *
 * <p>Not here: what is behind a descriptor (core's process), clocks and threads (the agent, later).
 * Start reading at {@link io.jackfield.jdk.Jvm}. JDK 25's own behaviour on Linux. May use core.
 */
@NullMarked
package io.jackfield.jdk;

import org.jspecify.annotations.NullMarked;
