/**
 * The house rules as tests: layout, sizes, which package may use which, what only one package may
 * do.
 *
 * <p>Not the behaviour of the socket system. Start reading at {@code ArchitectureTest}. May use
 * everything.
 */
@NullMarked
package io.jackfield.house;

import org.jspecify.annotations.NullMarked;
