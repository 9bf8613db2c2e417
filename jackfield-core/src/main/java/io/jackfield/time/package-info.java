/**
 * World time: clocks, exact deadlines, the timer wheel of a host and the event heap of a world. It
 * is not the calendar: the wall clock that programs see is derived elsewhere. Start reading at
 * {@link io.jackfield.time.TimerWheel}. RFCs: none; the wheel is Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels" (1987). May use: nothing of Jackfield.
 */
@NullMarked
package io.jackfield.time;

import org.jspecify.annotations.NullMarked;
