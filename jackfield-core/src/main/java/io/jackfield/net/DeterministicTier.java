package io.jackfield.net;

import org.jspecify.annotations.Nullable;

/** Where the agent says that it is there. */
public final class DeterministicTier {
    private static volatile @Nullable StrandMaker installed;

    private DeterministicTier() {}

    /** What deterministic worlds make their threads with, from now on. */
    public static void install(StrandMaker maker) {
        installed = maker;
    }

    /** Whether this JVM can have deterministic worlds. */
    public static boolean isInstalled() {
        return installed != null;
    }

    static StrandMaker maker() {
        StrandMaker maker = installed;
        if (maker == null) {
            throw new IllegalStateException(
                    "a deterministic world needs the agent's time switch: add"
                            + " -javaagent:jackfield-agent.jar=network,identity,exit,time to the"
                            + " JVM's command line");
        }
        return maker;
    }
}
