package io.jackfield.agent.program;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.DriverHooks;
import io.jackfield.hooks.ExitHooks;
import io.jackfield.hooks.HandleHooks;
import io.jackfield.hooks.StaticHooks;
import io.jackfield.jdk.AgentPrograms;

import java.util.ArrayList;
import java.util.List;

/**
 * The four methods of Runtime that end a JVM, or hear of its end, are the program's; so are what it
 * sets for all of its JVM, the system class loader, which class loaders have as their parent if
 * none is named, and DriverManager's search for drivers, where there is java.sql.
 */
public final class ProgramSwitch implements Switch {
    @Override
    public List<Rewrite> rewrites() {
        List<Rewrite> rewrites = new ArrayList<>();
        rewrites.add(asked("exit", "(I)V"));
        rewrites.add(asked("halt", "(I)V"));
        rewrites.add(asked("addShutdownHook", "(Ljava/lang/Thread;)V"));
        rewrites.add(asked("removeShutdownHook", "(Ljava/lang/Thread;)Z"));
        rewrites.add(
                asked(
                        "java.lang.ClassLoader",
                        "getSystemClassLoader",
                        "()Ljava/lang/ClassLoader;"));
        rewrites.add(
                new Rewrite(
                        "java.lang.invoke.MethodHandles$Lookup",
                        "canBeCached",
                        "(BLjava/lang/Class;Ljava/lang/invoke/MemberName;)Z",
                        Edits.callWhere(HandleHooks.class, "ofProgram", "getSystemClassLoader")));
        if (hasSql()) {
            String search = "ensureDriversInitialized";
            rewrites.add(
                    new Rewrite(
                            "java.sql.DriverManager",
                            search,
                            "()V",
                            Edits.answerFirst(DriverHooks.class, search)));
        }
        rewrites.addAll(StaticRewrites.all());
        return List.copyOf(rewrites);
    }

    private static boolean hasSql() {
        return ModuleLayer.boot().findModule("java.sql").isPresent();
    }

    private static Rewrite asked(String method, String descriptor) {
        return asked("java.lang.Runtime", method, descriptor);
    }

    private static Rewrite asked(String type, String method, String descriptor) {
        return new Rewrite(type, method, descriptor, Edits.answerFirst(ExitHooks.class, method));
    }

    @Override
    public void install() {
        ExitHooks.install(new ProgramExit());
        AgentPrograms.open();
        StaticHooks.install(new ProgramStatics());
        if (hasSql()) {
            DriverHooks.install(new ProgramDrivers());
        }
    }
}
