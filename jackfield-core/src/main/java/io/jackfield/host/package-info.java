/**
 * One computer: its lock, interfaces, protocols, processes and settings.
 *
 * <p>Not here: how hosts are wired and who runs them (net). Start reading at {@link
 * io.jackfield.host.Host}. RFC 1122, DESIGN §4. May use process and everything below.
 */
@NullMarked
package io.jackfield.host;

import org.jspecify.annotations.NullMarked;
