/**
 * {@code jackfield run}: a scenario file is read, its programs run on its hosts, and its events
 * happen at their times.
 *
 * <p>Not here: worlds and cables (core's net), programs (jackfield-jdk). Start reading at {@link
 * io.jackfield.cli.run.RunCommand}, then {@link io.jackfield.cli.run.ScenarioReader}. YAML 1.2.
 */
@NullMarked
package io.jackfield.cli.run;

import org.jspecify.annotations.NullMarked;
