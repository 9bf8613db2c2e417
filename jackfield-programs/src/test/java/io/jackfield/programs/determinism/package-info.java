/**
 * Programs as published, run again and again in deterministic worlds: with the same seed the same
 * log, the same capture and the same decisions.
 *
 * <p>Not here: what they may do at all, which their own packages show. Start reading at {@link
 * io.jackfield.programs.determinism.DeterminismTest}.
 */
@NullMarked
package io.jackfield.programs.determinism;

import org.jspecify.annotations.NullMarked;
