/**
 * The socket interface of POSIX and Linux as Java: the system calls, their constants, errors, and
 * socket addresses with their octets.
 *
 * <p>Not here: anybody who answers the calls (process). Start reading at {@link
 * io.jackfield.posix.Syscalls}. POSIX.1-2024, and Linux's numbers wherever a number is visible. May
 * use address.
 */
@NullMarked
package io.jackfield.posix;

import org.jspecify.annotations.NullMarked;
