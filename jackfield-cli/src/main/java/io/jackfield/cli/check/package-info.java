/**
 * {@code jackfield check}: a program runs once in fair weather and once in each misfortune of a
 * battery, in virtual time; what it does that sooner or later hurts is said with the line of its
 * source, and as a test that reproduces it.
 *
 * <p>Not here: what can befall a network (core's net), programs (jackfield-jdk), how a command line
 * names them (cli.run). Start reading at {@link io.jackfield.cli.check.CheckCommand}, then {@link
 * io.jackfield.cli.check.Battery}.
 */
@NullMarked
package io.jackfield.cli.check;

import org.jspecify.annotations.NullMarked;
