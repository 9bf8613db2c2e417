package io.jackfield.agent.identity;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.IdentityHooks;
import io.jackfield.jdk.AgentDoors;

import java.util.List;

/** The two constructors that every thread goes through tell who made it. */
public final class IdentitySwitch implements Switch {
    @Override
    public List<Rewrite> rewrites() {
        return List.of(
                told("(Ljava/lang/ThreadGroup;Ljava/lang/String;ILjava/lang/Runnable;J)V"),
                told("(Ljava/lang/String;IZ)V"));
    }

    private static Rewrite told(String constructor) {
        return new Rewrite(
                "java.lang.Thread",
                "<init>",
                constructor,
                Edits.tellAtReturn(IdentityHooks.class, "created", Thread.class));
    }

    @Override
    public void install() {
        AgentDoors.keepAccountOfThreads();
        IdentityHooks.install(AgentDoors::created);
    }
}
