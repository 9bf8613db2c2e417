/**
 * {@code jackfield packetdrill}: scripts are run, and their verdicts printed.
 *
 * <p>It does not read or run scripts itself: that is {@code jackfield-packetdrill}. Start reading
 * at {@link io.jackfield.cli.packetdrill.PacketdrillCommand}. It may use what is above it in the
 * command line, and {@code io.jackfield.packetdrill}.
 */
@NullMarked
package io.jackfield.cli.packetdrill;

import org.jspecify.annotations.NullMarked;
