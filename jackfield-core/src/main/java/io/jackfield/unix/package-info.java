/**
 * AF_UNIX of one host: endpoints, their names, the messages between them, descriptors on their way.
 *
 * <p>Not here: options by their numbers, descriptors (socket, process), sleeping (process). Start
 * reading at {@link io.jackfield.unix.UnixEndpoint}. POSIX.1-2024 XSH 2.10.17, LINUX.md 100 to 106.
 * May use file, observe, posix and below.
 */
@NullMarked
package io.jackfield.unix;

import org.jspecify.annotations.NullMarked;
