/**
 * Datagrams larger than a link: cutting them up and putting them together again.
 *
 * <p>Not here: path MTUs (ip.route), the decision to fragment (ip). Start reading at {@link
 * io.jackfield.ip.fragment.FragmentQueue}. RFC 791 §3.2, 815, 8200 §4.5, 5722, 6946, 3168 §5.3. May
 * use address, buffer, packet, wire, observe, time and link.
 */
@NullMarked
package io.jackfield.ip.fragment;

import org.jspecify.annotations.NullMarked;
