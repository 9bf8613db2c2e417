/**
 * The house rules for this module.
 *
 * <p>Not the behaviour of the doors. Start reading at {@code ArchitectureTest}. May use everything.
 */
@NullMarked
package io.jackfield.jdk.house;

import org.jspecify.annotations.NullMarked;
