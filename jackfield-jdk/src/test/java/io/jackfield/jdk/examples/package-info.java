/**
 * The examples of README that need the JDK's doors, as tests.
 *
 * <p>Start reading at {@link io.jackfield.jdk.examples.WebServerExample}. May use jdk and net.
 */
@NullMarked
package io.jackfield.jdk.examples;

import org.jspecify.annotations.NullMarked;
