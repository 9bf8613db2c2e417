package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Function;

/**
 * System.out and System.err of a JVM in which several programs run: what a thread prints goes where
 * its program's output goes, and where it went before for a thread of no program. They are parted
 * when the first {@link Launch} is made.
 */
final class StandardStreams {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    static {
        System.setOut(parted(OUT, JvmProgram::out));
        System.setErr(parted(ERR, JvmProgram::err));
    }

    private StandardStreams() {}

    /** Where standard output went before they were parted. */
    static OutputStream realOut() {
        return OUT;
    }

    static OutputStream realErr() {
        return ERR;
    }

    private static PrintStream parted(
            PrintStream real, Function<JvmProgram, OutputStream> programs) {
        return new PrintStream(new Parted(real, programs), false, real.charset());
    }

    /** Goes to the calling thread's program. */
    private static final class Parted extends OutputStream {
        private final PrintStream real;
        private final Function<JvmProgram, OutputStream> programs;

        Parted(PrintStream real, Function<JvmProgram, OutputStream> programs) {
            this.real = real;
            this.programs = programs;
        }

        private OutputStream target() {
            JvmProgram program = program();
            return program == null ? real : programs.apply(program);
        }

        private static @Nullable JvmProgram program() {
            Jvm jvm = Belonging.nearest();
            return jvm == null ? null : jvm.program();
        }

        @Override
        public void write(int octet) throws IOException {
            target().write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            target().write(octets, from, length);
        }

        @Override
        public void flush() throws IOException {
            target().flush();
        }
    }
}
