package io.jackfield.jdk;

import io.jackfield.jdk.classic.DescriptorMaker;

import org.jspecify.annotations.Nullable;

import java.net.SocketImpl;

/** What the agent's hooks are answered: what the calling thread's host has, null for the JDK's. */
public final class AgentDoors {
    private static volatile @Nullable PlatformSockets sockets;

    private AgentDoors() {}

    /** Makes sockets that java.net takes for the platform's own. */
    public interface PlatformSockets {
        /** A socket that opens its descriptor when it is created, as the JDK has it. */
        SocketImpl make(DescriptorMaker descriptors, boolean server);
    }

    /** The agent is there: what is one per JVM need not be set. */
    public static void open(PlatformSockets platformSockets) {
        sockets = platformSockets;
    }

    /** From now on every thread that is made will be told of. */
    public static void keepAccountOfThreads() {
        Belonging.keepAccount();
    }

    /** The calling thread has made another. */
    public static void created(Thread thread) {
        Belonging.created(thread);
    }

    static boolean areOpen() {
        return sockets != null;
    }

    /** What is behind a new Socket or ServerSocket. */
    public static @Nullable SocketImpl socket(boolean server) {
        PlatformSockets made = sockets;
        Jvm jvm = Jvm.current();
        return made == null || jvm == null ? null : made.make(jvm::stream, server);
    }
}
