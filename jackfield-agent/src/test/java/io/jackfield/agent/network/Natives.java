package io.jackfield.agent.network;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Asks Netty for its native transport, and takes the other where there is none. */
public final class Natives {
    private Natives() {}

    public static void main(String[] arguments) {
        System.out.println("available " + Epoll.isAvailable());
        System.out.println(reason(Epoll.unavailabilityCause()));
        try {
            System.out.println(EpollIoHandler.newFactory());
        } catch (LinkageError e) {
            System.out.println("refused " + e.getClass().getSimpleName());
        }
        System.out.println("nio " + (NioIoHandler.newFactory() != null));
    }

    /** The first message of all that led to it. */
    private static String reason(Throwable thrown) {
        Deque<Throwable> open = new ArrayDeque<>(List.of(thrown));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (String.valueOf(next.getMessage()).contains("of the real machine")) {
                return next.getMessage().replaceFirst(".*opens", "it opens");
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            open.addAll(List.of(next.getSuppressed()));
        }
        return "no reason";
    }
}
