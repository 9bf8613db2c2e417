/**
 * Programs as their makers publish them, started as their makers say, on several hosts of one JVM,
 * in real time and in virtual time.
 *
 * <p>Not their test suites: that is {@code io.jackfield.programs.netty}. Start reading at {@code
 * Show}, which is played in a JVM of its own on a {@code Stage}; {@code ShowJvm} starts it. The
 * programs are below {@code target/published}, never on the class path of the tests.
 */
@NullMarked
package io.jackfield.programs.published;

import org.jspecify.annotations.NullMarked;
