/**
 * Whole worlds under many seeds and many faults: what programs are promised holds in all of them.
 *
 * <p>Not here: tests of one mechanism, which stand beside it. Start reading at {@link
 * io.jackfield.sweep.IntegritySweepTest}. RFC 9293, 6298. May use every package.
 */
@NullMarked
package io.jackfield.sweep;

import org.jspecify.annotations.NullMarked;
