/**
 * The exit switch: exit, halt, shutdown hooks, system properties, the defaults of java.net, the
 * system class loader and the search for JDBC drivers belong to the program that the calling thread
 * belongs to.
 *
 * <p>Not here: programs (jackfield-jdk). Start reading at {@link
 * io.jackfield.agent.program.ProgramSwitch}. May use the agent's framework, the hooks and the
 * doors.
 */
@NullMarked
package io.jackfield.agent.program;

import org.jspecify.annotations.NullMarked;
