/**
 * {@code jackfield bench}: the comparisons of jackfield-benchmarks in a JVM of their own.
 *
 * <p>Start reading at {@link io.jackfield.cli.bench.BenchCommand}. May use the class path.
 */
@NullMarked
package io.jackfield.cli.bench;

import org.jspecify.annotations.NullMarked;
