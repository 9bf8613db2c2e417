/**
 * The house rules for the module that calls the kernel.
 *
 * <p>Not the rules themselves: those are in the core's {@code io.jackfield.house}. Start reading at
 * {@code ArchitectureTest}.
 */
@NullMarked
package io.jackfield.linux.house;

import org.jspecify.annotations.NullMarked;
