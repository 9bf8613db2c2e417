/**
 * The memory of octets: pooled slabs with reference counts, and the Internet checksum over them.
 *
 * <p>Not here: packets and their slices (packet), the accounting a socket shows (socket). Start
 * reading at {@link io.jackfield.buffer.Slab}. RFC 1071 (checksum). May use nothing.
 */
@NullMarked
package io.jackfield.buffer;

import org.jspecify.annotations.NullMarked;
