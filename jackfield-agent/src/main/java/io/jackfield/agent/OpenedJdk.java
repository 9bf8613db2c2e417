package io.jackfield.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** The packages of java.base that are opened to the agent, so that users need no option for it. */
public final class OpenedJdk {
    private static final Module BASE = Object.class.getModule();

    private final Instrumentation instrumentation;

    OpenedJdk(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Opens a package to all that the agent's class loader loads without a module. */
    public void open(String packageName) {
        Set<Module> us = Set.of(OpenedJdk.class.getModule());
        instrumentation.redefineModule(
                BASE,
                Set.of(),
                Map.of(packageName, us),
                Map.of(packageName, us),
                Set.of(),
                Map.of());
    }

    /** A lookup that sees what is private in a class of java.base, whose package it opens. */
    public MethodHandles.Lookup inside(Class<?> type) throws IllegalAccessException {
        open(type.getPackageName());
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
