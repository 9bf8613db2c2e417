package io.jackfield.agent.program;

import io.jackfield.hooks.Exit;
import io.jackfield.jdk.AgentPrograms;

import org.jspecify.annotations.Nullable;

/** Ends what the calling thread belongs to. */
final class ProgramExit implements Exit {
    @Override
    public void exit(int status) {
        AgentPrograms.exit(status);
    }

    @Override
    public void halt(int status) {
        AgentPrograms.halt(status);
    }

    @Override
    public @Nullable Boolean addShutdownHook(Thread hook) {
        return AgentPrograms.addShutdownHook(hook);
    }

    @Override
    public @Nullable Boolean removeShutdownHook(Thread hook) {
        return AgentPrograms.removeShutdownHook(hook);
    }

    @Override
    public @Nullable ClassLoader systemClassLoader() {
        return AgentPrograms.systemClassLoader();
    }
}
