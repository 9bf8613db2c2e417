package io.jackfield.jdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Standard output or error of one program: passed on as it comes, or line by line with a prefix.
 * Once the program has ended nothing is passed on.
 */
final class ProgramOutput extends OutputStream {
    private final OutputStream to;
    private final Supplier<byte[]> prefix;
    private final boolean byLines;
    private final ReentrantLock lock = new ReentrantLock();

    /** The line that has no end yet, with its prefix; guarded by lock. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private boolean isEnded;

    private ProgramOutput(OutputStream to, Supplier<byte[]> prefix, boolean byLines) {
        this.to = to;
        this.prefix = prefix;
        this.byLines = byLines;
    }

    static ProgramOutput plain(OutputStream to) {
        return new ProgramOutput(to, () -> new byte[0], false);
    }

    /** Asks for the prefix when a line begins. */
    static ProgramOutput prefixed(OutputStream to, Supplier<byte[]> prefix) {
        return new ProgramOutput(to, prefix, true);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        lock.lock();
        try {
            if (isEnded) {
                return;
            }
            if (byLines) {
                writeLines(octets, from, length);
            } else {
                to.write(octets, from, length);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeLines(byte[] octets, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            if (line.size() == 0) {
                line.writeBytes(prefix.get());
            }
            line.write(octets[i]);
            if (octets[i] == '\n') {
                pass();
            }
        }
    }

    /** One write for a line, so that those of other programs do not get into it. */
    private void pass() throws IOException {
        to.write(line.toByteArray());
        line.reset();
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** The program has ended: a line without an end gets one. */
    void end() {
        lock.lock();
        try {
            isEnded = true;
            if (line.size() > 0) {
                line.write('\n');
                pass();
            }
            to.flush();
        } catch (IOException e) {
            line.reset(); // as PrintStream has it: output that cannot be written is lost
        } finally {
            lock.unlock();
        }
    }
}
