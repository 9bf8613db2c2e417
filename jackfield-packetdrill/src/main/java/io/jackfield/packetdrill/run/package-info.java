/**
 * Runs one script on a machine: system calls are made, packets injected and compared, at the times
 * that the script says.
 *
 * <p>It does not read scripts and prints nothing. Start reading at {@link
 * io.jackfield.packetdrill.run.ScriptRun}; {@link io.jackfield.packetdrill.run.Machine} is what a
 * kernel must be able to do. It may use the core, jackfield-linux and {@code packetdrill.script}.
 */
@NullMarked
package io.jackfield.packetdrill.run;

import org.jspecify.annotations.NullMarked;
