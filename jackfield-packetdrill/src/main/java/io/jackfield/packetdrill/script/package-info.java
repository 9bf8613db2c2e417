/**
 * The language of packetdrill scripts: text in, a {@link io.jackfield.packetdrill.script.Script}
 * out, or the first thing that is not understood, by file, line and column.
 *
 * <p>It runs nothing and knows no kernel. Start reading at {@link
 * io.jackfield.packetdrill.script.ScriptParser}. It may use {@code address} of the core.
 */
@NullMarked
package io.jackfield.packetdrill.script;

import org.jspecify.annotations.NullMarked;
