/**
 * How fast it is, as a ratio against the kernel's loopback in the same run, and what it costs.
 *
 * <p>Not here: tests; nothing fails for being slow. Start reading at {@link
 * io.jackfield.benchmarks.Comparison}. May use core, jdk and JMH.
 */
@NullMarked
package io.jackfield.benchmarks;

import org.jspecify.annotations.NullMarked;
