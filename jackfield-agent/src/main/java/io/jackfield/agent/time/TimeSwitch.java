package io.jackfield.agent.time;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.time.Jdk;
import io.jackfield.hooks.time.WarmUp;
import io.jackfield.net.DeterministicTier;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Deterministic worlds: programs as published run in a world's time, in an order it draws. */
public final class TimeSwitch implements Switch {
    private final Instrumentation instrumentation;
    private final CallSites sites = new CallSites();

    /** Links what the hooks call before anything calls them. */
    public TimeSwitch(OpenedJdk jdk, Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        Jdk.give(JdkHandles.find(jdk));
        WarmUp.run();
    }

    @Override
    public List<Rewrite> rewrites() {
        return TimeRewrites.all();
    }

    @Override
    public void install() {
        instrumentation.addTransformer(sites, true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isToChange(type)) {
                loaded.add(type);
            }
        }
        try {
            instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(e);
        }
        DeterministicTier.install(new HostStrands());
    }

    private boolean isToChange(Class<?> type) {
        return !type.isArray()
                && !type.isHidden()
                && instrumentation.isModifiableClass(type)
                && !Scope.isLeftAlone(type.getName().replace('.', '/'));
    }
}
