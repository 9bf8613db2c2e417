package io.jackfield.agent.program;

import io.jackfield.hooks.Static;
import io.jackfield.hooks.Statics;
import io.jackfield.jdk.AgentPrograms;

import org.jspecify.annotations.Nullable;

/** Answers with what the calling thread's program has. */
final class ProgramStatics implements Statics {
    @Override
    public @Nullable Object own(Static of, @Nullable Object shared) {
        return AgentPrograms.own(of.name(), shared);
    }

    @Override
    public boolean set(Static of, @Nullable Object value) {
        return AgentPrograms.set(of.name(), value);
    }
}
