package io.jackfield.agent.time;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/** Runs something in a static initializer: a frame that no continuation leaves. */
final class InInitializer {
    private static final ThreadLocal<Runs.Program> BODY = new ThreadLocal<>();
    private static final byte[] SHELL = shell();

    private InInitializer() {}

    /** Its copies, each initialized once, run what their thread has to run. */
    private static final class Shell {
        static {
            try {
                BODY.get().run();
            } catch (Exception e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static byte[] shell() {
        String name = "InInitializer$Shell.class";
        try (InputStream in = InInitializer.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void run(Runs.Program body) throws IllegalAccessException {
        BODY.set(body);
        MethodHandles.lookup()
                .defineHiddenClass(SHELL, true, MethodHandles.Lookup.ClassOption.NESTMATE);
    }
}
