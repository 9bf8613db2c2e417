/**
 * Programs with a main, and what becomes of them on hosts.
 *
 * <p>Start reading at {@link io.jackfield.jdk.programs.ProgramTest}. The programs use the JDK only.
 */
@NullMarked
package io.jackfield.jdk.programs;

import org.jspecify.annotations.NullMarked;
