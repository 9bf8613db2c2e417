package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class SiteTest {
    /** A stack of {@code class.method} words, innermost first; lines count from 1. */
    private static @Nullable Site site(String... words) {
        List<StackTraceElement> frames =
                Arrays.stream(words)
                        .map(
                                word -> {
                                    int dot = word.lastIndexOf('.');
                                    String type = word.substring(0, dot);
                                    String file = type.replaceAll(".*\\.|\\$.*", "") + ".java";
                                    String method = word.substring(dot + 1);
                                    return new StackTraceElement(type, method, file, 7);
                                })
                        .toList();
        return Site.of(frames, "com.shop.");
    }

    @Test
    void aReadOfTheProgramsOwn() {
        assertThat(
                        site(
                                "io.jackfield.process.Parking.park",
                                "java.net.Socket$SocketInputStream.read",
                                "java.io.BufferedReader.readLine",
                                "com.shop.Payments.pay"))
                .hasToString("Payments.java:7 read without a timeout");
    }

    @Test
    void aReadThroughALibrary() {
        assertThat(
                        site(
                                "java.net.Socket$SocketInputStream.read",
                                "org.h2.value.Transfer.readInt",
                                "com.zaxxer.hikari.pool.PoolBase.isAlive",
                                "com.shop.Payments.pay"))
                .hasToString("Payments.java:7 read without a timeout (through Transfer.java:7)");
    }

    @Test
    void aConnectWithATimeoutIsSaidToHaveOne() {
        assertThat(
                        site(
                                "sun.nio.ch.NioSocketImpl.timedFinishConnect",
                                "java.net.Socket.connect",
                                "com.shop.Payments.pay"))
                .hasToString("Payments.java:7 connected with a long timeout");
    }

    @Test
    void aThreadOfALibraryThatWaitsForWorkIsNoFinding() {
        assertThat(site("java.lang.Object.wait", "org.pool.Worker.run")).isNull();
        assertThat(site("java.lang.Thread.sleep", "com.shop.Payments.later")).isNull();
        assertThat(site("java.net.ServerSocket.accept", "com.shop.Payments.serve")).isNull();
        assertThat(site("sun.nio.ch.SelectorImpl.select", "com.shop.Payments.loop")).isNull();
        assertThat(site("java.util.concurrent.FutureTask.get", "java.lang.Thread.run")).isNull();
    }

    @Test
    void anAnswerThatIsWaitedForIsOne() {
        assertThat(site("java.util.concurrent.FutureTask.get", "com.shop.Payments.pay"))
                .hasToString("Payments.java:7 waited without a limit");
    }
}
