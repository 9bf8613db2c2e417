/**
 * The house rules for the hooks and the agent.
 *
 * <p>Not the rules themselves: those are in the core's {@code io.jackfield.house}. Start reading at
 * {@code ArchitectureTest}.
 */
@NullMarked
package io.jackfield.agent.house;

import org.jspecify.annotations.NullMarked;
