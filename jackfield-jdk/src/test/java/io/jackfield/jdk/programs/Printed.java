package io.jackfield.jdk.programs;

import io.jackfield.jdk.Launch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a program prints. */
public final class Printed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The launch with its output here. */
    public Launch of(Launch launch) {
        return launch.output(out, err);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
