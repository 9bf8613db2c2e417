/**
 * Addresses of hosts, prefixes, interfaces and endpoints as immutable values of both families.
 *
 * <p>Not here: name resolution (net), the octets of a {@code sockaddr} (posix), routing (ip.route).
 * Start reading at {@link io.jackfield.address.IpAddress}. RFC 4291 (IPv6 and IPv4-mapped
 * addresses), RFC 4632 (prefixes), RFC 5952 (text form). May use nothing.
 */
@NullMarked
package io.jackfield.address;

import org.jspecify.annotations.NullMarked;
