/**
 * Readiness of many files at once: poll and select, epoll, and the ready lists of selectors.
 *
 * <p>Not here: the system calls and their sleeping (process), what makes a socket ready (socket).
 * Start reading at {@link io.jackfield.poll.Epoll}. POSIX.1-2024 poll and select, LINUX.md 27 to
 * 36, 98, 99. May use file, posix.
 */
@NullMarked
package io.jackfield.poll;

import org.jspecify.annotations.NullMarked;
