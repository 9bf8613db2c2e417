/**
 * The house rules for the module that runs scripts.
 *
 * <p>Not the rules themselves: those are in the core's {@code io.jackfield.house}. Start reading at
 * {@code ArchitectureTest}.
 */
@NullMarked
package io.jackfield.packetdrill.house;

import org.jspecify.annotations.NullMarked;
