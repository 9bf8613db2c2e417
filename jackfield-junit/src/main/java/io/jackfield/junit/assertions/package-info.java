/**
 * Assertions about hosts, flows and captures, for those who have AssertJ on their class path.
 *
 * <p>Not here: counting and capturing themselves (net). Start reading at {@link
 * io.jackfield.junit.assertions.NetAssertions}. May use what jackfield-junit may, and AssertJ.
 */
@NullMarked
package io.jackfield.junit.assertions;

import org.jspecify.annotations.NullMarked;
