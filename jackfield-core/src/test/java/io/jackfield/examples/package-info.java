/**
 * The examples of README and docs, as tests: what a reader copies has run.
 *
 * <p>Start reading at {@link io.jackfield.examples.SilentServerExample}. May use net and posix.
 */
@NullMarked
package io.jackfield.examples;

import org.jspecify.annotations.NullMarked;
