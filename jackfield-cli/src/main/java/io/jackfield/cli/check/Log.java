package io.jackfield.cli.check;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a program prints, until its run is over: how its threads are ended is not its own. */
final class Log extends FilterOutputStream {
    private volatile boolean isOver;

    Log(OutputStream to) {
        super(to);
    }

    void over() {
        isOver = true;
    }

    void line(String text) throws IOException {
        write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(int octet) throws IOException {
        if (!isOver) {
            out.write(octet);
        }
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        if (!isOver) {
            out.write(octets, from, length);
        }
    }
}
