/**
 * Processes, their descriptor tables, the system calls, and the one place where a thread sleeps.
 *
 * <p>Not here: what a socket does (socket), the host's lock and its drain (host). Start reading at
 * {@link io.jackfield.process.Process}, then {@link io.jackfield.process.Blocking}. POSIX.1-2024
 * XSH, LINUX.md 26 to 37. May use socket and everything below.
 */
@NullMarked
package io.jackfield.process;

import org.jspecify.annotations.NullMarked;
