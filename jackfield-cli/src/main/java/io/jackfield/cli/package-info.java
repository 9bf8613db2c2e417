/**
 * The {@code jackfield} command: its subcommands, its exit codes, and nothing of the socket system
 * itself.
 *
 * <p>Start reading at {@link io.jackfield.cli.Main}. May use every other module.
 */
@NullMarked
package io.jackfield.cli;

import org.jspecify.annotations.NullMarked;
