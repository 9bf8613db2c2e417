/**
 * Open file descriptions, the queues of those who wait for them, the sleepers, and the two locks.
 *
 * <p>Not here: descriptor tables (process), what a socket does (socket), readiness lists (poll).
 * Start reading at {@link io.jackfield.file.OpenFile}. POSIX.1-2024 §2.5, LINUX.md 26 to 37. May
 * use posix.
 */
@NullMarked
package io.jackfield.file;

import org.jspecify.annotations.NullMarked;
