/**
 * {@code jackfield explore}: a test with many seeds, in JVMs of its own that may hang or die.
 *
 * <p>Not here: what runs in those JVMs, which is jackfield-junit's ExploreMain, from the class path
 * that is explored. Start reading at {@link io.jackfield.cli.explore.Exploration}. May use the
 * command's package.
 */
@NullMarked
package io.jackfield.cli.explore;

import org.jspecify.annotations.NullMarked;
