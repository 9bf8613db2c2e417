package io.jackfield.agent;

import io.jackfield.agent.identity.IdentitySwitch;
import io.jackfield.agent.network.NetworkSwitch;
import io.jackfield.agent.program.ProgramSwitch;
import io.jackfield.agent.time.TimeSwitch;
import io.jackfield.hooks.NetworkHooks;

import org.jspecify.annotations.Nullable;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the agent has done to this JVM. The hooks are on the boot class path when this is linked.
 */
final class Installation {
    private static final Map<SwitchName, Switch> DONE = new EnumMap<>(SwitchName.class);

    private Installation() {}

    /** Switches on what is wanted and is not on yet; what that was. */
    static Set<SwitchName> add(Set<SwitchName> wanted, Instrumentation instrumentation) {
        requireHooksOfTheBootLoader();
        Map<SwitchName, Switch> fresh = new EnumMap<>(SwitchName.class);
        for (SwitchName each : wanted) {
            if (!DONE.containsKey(each)) {
                fresh.put(each, switchOf(each, instrumentation));
            }
        }
        List<Rewrite> rewrites = new ArrayList<>();
        fresh.values().forEach(each -> rewrites.addAll(each.rewrites()));
        make(rewrites, instrumentation);
        fresh.values().forEach(Switch::install);
        DONE.putAll(fresh);
        return fresh.keySet();
    }

    /** Hooks of another loader would be asked by nobody. */
    private static void requireHooksOfTheBootLoader() {
        if (NetworkHooks.class.getClassLoader() != null) {
            throw new IllegalStateException(
                    "jackfield-agent: "
                            + NetworkHooks.class.getName()
                            + " was loaded from the class path before the agent came; leave"
                            + " jackfield-hooks out of the class path, the agent brings it");
        }
    }

    private static Switch switchOf(SwitchName name, Instrumentation instrumentation) {
        return switch (name) {
            case NETWORK -> new NetworkSwitch(new OpenedJdk(instrumentation));
            case IDENTITY -> new IdentitySwitch();
            case EXIT -> new ProgramSwitch();
            case TIME -> new TimeSwitch(new OpenedJdk(instrumentation), instrumentation);
        };
    }

    /** Makes all of the rewrites, or none and says which are missing. */
    static void make(List<Rewrite> rewrites, Instrumentation instrumentation) {
        Class<?>[] types =
                rewrites.stream()
                        .map(Rewrite::type)
                        .distinct()
                        .map(Installation::jdkClass)
                        .filter(Objects::nonNull)
                        .toArray(Class<?>[]::new);
        Rewriter rewriter = new Rewriter(rewrites);
        instrumentation.addTransformer(rewriter, true);
        List<Rewrite> missing = new ArrayList<>(rewrites);
        try {
            instrumentation.retransformClasses(types);
            missing.removeAll(rewriter.made());
            if (!missing.isEmpty()) {
                UnknownJdkException refusal = new UnknownJdkException(missing);
                if (rewriter.failure() != null) {
                    refusal.initCause(rewriter.failure());
                }
                throw refusal;
            }
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!missing.isEmpty()) {
                undo(rewriter, types, instrumentation);
            }
        }
    }

    /** The class, without initializing it; null where this JDK has none of the name. */
    private static @Nullable Class<?> jdkClass(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static void undo(Rewriter rewriter, Class<?>[] types, Instrumentation instrumentation) {
        instrumentation.removeTransformer(rewriter);
        try {
            instrumentation.retransformClasses(types);
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(e);
        }
    }
}
