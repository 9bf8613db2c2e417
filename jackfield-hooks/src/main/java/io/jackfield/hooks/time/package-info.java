/**
 * What the JDK's clocks, waits and threads call under the time switch. Unlike the other hooks these
 * reach what is private in the JDK, by method handles that are linked before any code calls them.
 *
 * <p>Not here: who runs when. Start reading at {@link io.jackfield.hooks.time.SimulatedThread}.
 * Lies on the boot class path; may use java.base only.
 */
@NullMarked
package io.jackfield.hooks.time;

import org.jspecify.annotations.NullMarked;
