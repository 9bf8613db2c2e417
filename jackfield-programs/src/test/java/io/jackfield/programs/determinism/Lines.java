package io.jackfield.programs.determinism;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a program prints, as lines of a log. */
final class Lines extends OutputStream {
    private final String host;
    private final Log log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(String host, Log log) {
        this.host = host;
        this.log = log;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            log.add(host + ": " + line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(octet);
        }
    }
}
