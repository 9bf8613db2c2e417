/**
 * Runs packetdrill scripts and says whether the stack did what they say.
 *
 * <p>It is neither the language ({@code packetdrill.script}) nor how a script is run ({@code
 * packetdrill.run}). Start reading at {@link io.jackfield.packetdrill.Packetdrill}. It may use the
 * core, jackfield-linux and its own sub-packages.
 */
@NullMarked
package io.jackfield.packetdrill;

import org.jspecify.annotations.NullMarked;
