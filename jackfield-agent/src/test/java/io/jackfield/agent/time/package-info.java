/**
 * Tests of the time switch: the hand-off oracle, exactness, programs as published. Start reading at
 * {@link io.jackfield.agent.time.HandOffs}. RFCs: none. May use everything below the agent.
 */
@NullMarked
package io.jackfield.agent.time;

import org.jspecify.annotations.NullMarked;
