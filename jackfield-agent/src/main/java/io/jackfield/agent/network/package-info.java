/**
 * The network switch: sockets of all sorts, names and interfaces are those of the calling thread's
 * host.
 *
 * <p>Not here: the sockets themselves (jackfield-jdk). Start reading at {@link
 * io.jackfield.agent.network.NetworkSwitch}. May use the agent's framework, the hooks and the
 * doors.
 */
@NullMarked
package io.jackfield.agent.network;

import org.jspecify.annotations.NullMarked;
