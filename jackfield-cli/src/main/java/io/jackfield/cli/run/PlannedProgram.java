package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.jdk.Launch;

import java.util.List;

/**
 * A program that a scenario starts.
 *
 * @param host where it runs
 * @param launch what runs
 * @param arguments what main is given
 * @param startNanos when it starts, in the world's time
 * @param said where that is said
 */
public record PlannedProgram(
        Host host, Launch launch, List<String> arguments, long startNanos, Place said) {}
