/**
 * The agent: rewrites methods of the JDK so that they ask Jackfield's hooks first. Each rewrite is
 * a declared thing that is checked when it is made; a JDK that lacks one is refused.
 *
 * <p>Not here: what the hooks are answered (network, identity, time). Start reading at {@link
 * io.jackfield.agent.Agent}, then {@link io.jackfield.agent.Rewrite}. May use the hooks and the
 * JDK's doors.
 */
@NullMarked
package io.jackfield.agent;

import org.jspecify.annotations.NullMarked;
