/**
 * A network as the parameter of a JUnit test: {@link io.jackfield.junit.SimTest} runs a method once
 * for each seed with a {@link io.jackfield.junit.Net} of its own, attaches the agent if the JVM
 * does not have it, and says of a red test what the network had done.
 *
 * <p>Not here: the network itself, which is io.jackfield.net. Start with {@code SimTest}, then
 * {@code SimTestExtension}. Uses the core, the doors, and JUnit; the agent by its jar only.
 */
@NullMarked
package io.jackfield.junit;

import org.jspecify.annotations.NullMarked;
