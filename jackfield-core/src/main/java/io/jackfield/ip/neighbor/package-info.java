/**
 * Who has which link-layer address: one cache for both families, asked by ARP and by neighbor
 * discovery.
 *
 * <p>Not here: routers and prefixes learned from the link, duplicate address detection (addresses
 * are given by whoever builds the world, who gives each once), redirects. Start reading at {@link
 * io.jackfield.ip.neighbor.NeighborCache}. RFC 826, 1122 §2.3.2, 4861 §7. May use address, entropy,
 * packet, observe, time and link.
 */
@NullMarked
package io.jackfield.ip.neighbor;

import org.jspecify.annotations.NullMarked;
