package io.jackfield.cli.check;

import java.util.List;
import java.util.function.Consumer;

/**
 * Something that is done to the network at a time, and the same in Java, for a test.
 *
 * @param nanos when, in world time
 * @param code statements on {@code net} and its hosts
 * @param action on a scene
 */
record Act(long nanos, List<String> code, Consumer<Scene> action) {}
