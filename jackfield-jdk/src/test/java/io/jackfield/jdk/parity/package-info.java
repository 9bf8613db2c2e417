/**
 * The same little programs on the JDK alone, on a host, and on a thread of no host beside hosts:
 * what they report must be equal.
 *
 * <p>Not what only simulated hosts can show. Start reading at {@code ParityTest}. Programs use the
 * JDK only: they also run in a JVM that has nothing else of ours.
 */
@NullMarked
package io.jackfield.jdk.parity;

import org.jspecify.annotations.NullMarked;
