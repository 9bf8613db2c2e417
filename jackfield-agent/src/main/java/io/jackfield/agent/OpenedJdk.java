package io.jackfield.agent;

import io.jackfield.jdk.Jvm;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packages of java.base that are opened to the agent, so that users need no option for it. */
public final class OpenedJdk {
    private static final Module BASE = Object.class.getModule();

    /** The agent's and the doors', which are one but for a program that has ours as modules. */
    private static final Set<Module> US =
            new LinkedHashSet<>(List.of(OpenedJdk.class.getModule(), Jvm.class.getModule()));

    private final Instrumentation instrumentation;

    OpenedJdk(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Opens a package to all of us. */
    public void open(String packageName) {
        instrumentation.redefineModule(
                BASE,
                Set.of(),
                Map.of(packageName, US),
                Map.of(packageName, US),
                Set.of(),
                Map.of());
    }

    /** A lookup that sees what is private in a class of java.base, whose package it opens. */
    public MethodHandles.Lookup inside(Class<?> type) throws IllegalAccessException {
        open(type.getPackageName());
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
