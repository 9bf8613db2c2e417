package io.jackfield.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One octet there and back through SocketChannels, a platform thread at each end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundTripBenchmark {
    @Param({"kernel", "ours"})
    public String place = "";

    private final ByteBuffer octet = ByteBuffer.allocateDirect(1);
    private @Nullable Connected connected;

    @Setup
    public void connect() {
        connected = Connected.to(Connected.place(place), RoundTripBenchmark::echo);
    }

    private static void echo(SocketChannel channel) throws IOException {
        ByteBuffer octet = ByteBuffer.allocateDirect(1);
        while (channel.read(octet.clear()) == 1) {
            channel.write(octet.flip());
        }
    }

    /** From the write to the end of the read. */
    @Benchmark
    public int roundTrip() throws IOException {
        SocketChannel channel = Objects.requireNonNull(connected).channel();
        channel.write(octet.clear());
        return channel.read(octet.clear());
    }

    @TearDown
    public void close() throws Exception {
        Objects.requireNonNull(connected).close();
    }
}
