package io.jackfield.agent.program;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.ExitHooks;

import java.util.List;

/** The four methods of Runtime that end a JVM, or hear of its end, are the program's. */
public final class ProgramSwitch implements Switch {
    @Override
    public List<Rewrite> rewrites() {
        return List.of(
                asked("exit", "(I)V"),
                asked("halt", "(I)V"),
                asked("addShutdownHook", "(Ljava/lang/Thread;)V"),
                asked("removeShutdownHook", "(Ljava/lang/Thread;)Z"));
    }

    private static Rewrite asked(String method, String descriptor) {
        return new Rewrite(
                "java.lang.Runtime",
                method,
                descriptor,
                Edits.answerFirst(ExitHooks.class, method));
    }

    @Override
    public void install() {
        ExitHooks.install(new ProgramExit());
    }
}
