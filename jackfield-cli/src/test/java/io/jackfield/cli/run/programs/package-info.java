/**
 * Programs of the scenarios: they know nothing of Jackfield.
 *
 * <p>Start reading at {@link io.jackfield.cli.run.programs.Hello}. May use the JDK only.
 */
@NullMarked
package io.jackfield.cli.run.programs;

import org.jspecify.annotations.NullMarked;
