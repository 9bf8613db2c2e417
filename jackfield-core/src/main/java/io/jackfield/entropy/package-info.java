/**
 * All chance of a world, drawn by counting: a draw depends on seed, purpose, place and number only.
 * It is no shared generator: to leave out one draw changes no other. Start reading at {@link
 * io.jackfield.entropy.Entropy}. RFCs: none; the mixing is of the SplitMix kind (Steele, Lea, Flood
 * 2014). May use: nothing of Jackfield.
 */
@NullMarked
package io.jackfield.entropy;

import org.jspecify.annotations.NullMarked;
