/**
 * Tests of fragmentation: that putting together undoes cutting, and that hostile fragments are
 * bounded.
 *
 * <p>Not here: who decides to fragment (ip). Start reading at {@link
 * io.jackfield.ip.fragment.FragmentQueueTest}. RFC 791, 8200 §4.5, 5722. May use ip.fragment.
 */
@NullMarked
package io.jackfield.ip.fragment;

import org.jspecify.annotations.NullMarked;
