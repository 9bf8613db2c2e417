/**
 * {@code jackfield demo}: a real file from Jetty to the JDK's HttpClient over a simulated cable,
 * and the picture of what happened.
 *
 * <p>Not here: a scenario language (later). Start reading at {@link
 * io.jackfield.cli.demo.DemoCommand}. May use every other module.
 */
@NullMarked
package io.jackfield.cli.demo;

import org.jspecify.annotations.NullMarked;
