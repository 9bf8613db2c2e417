/**
 * The identity switch: every thread belongs where the thread belongs that made it.
 *
 * <p>Not here: what is asked of a thread's host (jackfield-jdk). Start reading at {@link
 * io.jackfield.agent.identity.IdentitySwitch}. May use the agent's framework, the hooks and the
 * doors.
 */
@NullMarked
package io.jackfield.agent.identity;

import org.jspecify.annotations.NullMarked;
