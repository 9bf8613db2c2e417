/**
 * UDP of one host, over both families: endpoints, demultiplexing, receive queues.
 *
 * <p>Not here: options by their numbers, descriptors (socket), checksums (wire). Start reading at
 * {@link io.jackfield.udp.Udp}. RFC 768, RFC 8085, RFC 1122 §4.1, LINUX.md 90 to 95. May use ip and
 * everything below.
 */
@NullMarked
package io.jackfield.udp;

import org.jspecify.annotations.NullMarked;
