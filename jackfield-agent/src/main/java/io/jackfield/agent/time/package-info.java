/**
 * The time switch: clocks, waiting, threads and chance of a deterministic world's programs are the
 * world's.
 *
 * <p>Not here: who runs when (jackfield-core, {@link io.jackfield.net.World#deterministic}). Start
 * reading at {@link io.jackfield.agent.time.TimeSwitch}, then {@link
 * io.jackfield.hooks.time.SimulatedThread}. May use the agent's framework, the hooks and the core.
 */
@NullMarked
package io.jackfield.agent.time;

import org.jspecify.annotations.NullMarked;
