package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.AsyncPrograms.get;
import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.AsyncPrograms.Pair;
import io.jackfield.jdk.parity.AsyncPrograms.Told;

import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.TimeUnit;

/** Groups of asynchronous channels. */
final class AsyncGroupPrograms {
    private static final int LIMIT_SECONDS = 20;

    private AsyncGroupPrograms() {}

    static void addTo(Programs all) {
        all.add(
                "async group",
                () -> {
                    var group =
                            AsynchronousChannelGroup.withFixedThreadPool(
                                    2, body -> new Thread(body, "of the group"));
                    try (Pair pair = Pair.open();
                            var channel = AsynchronousSocketChannel.open(group)) {
                        Told<Void> told = new Told<>();
                        channel.connect(pair.listener().getLocalAddress(), null, told);
                        get(told);
                        group.shutdown();
                        return told.thread
                                + outcome(() -> AsynchronousSocketChannel.open(group))
                                + group.isShutdown()
                                + group.isTerminated();
                    } finally {
                        group.shutdownNow();
                    }
                });
        all.add(
                "async group ends",
                () -> {
                    var group =
                            AsynchronousChannelGroup.withFixedThreadPool(
                                    1, body -> new Thread(body, "of the group"));
                    var channel = AsynchronousSocketChannel.open(group);
                    group.shutdownNow();
                    return group.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)
                            + " "
                            + channel.isOpen();
                });
    }
}
