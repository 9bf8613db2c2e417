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

/**
 * Writes of 64 KiB into one connection whose other end reads as fast as it can: how often per
 * second. Times 65,536 that is octets per second, since a full buffer holds the writer up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BulkBenchmark {
    private static final int WRITE = 1 << 16;

    @Param({"kernel", "ours"})
    public String place = "";

    private final ByteBuffer data = ByteBuffer.allocateDirect(WRITE);
    private @Nullable Connected connected;

    @Setup
    public void connect() {
        connected = Connected.to(Connected.place(place), BulkBenchmark::sink);
    }

    private static void sink(SocketChannel channel) throws IOException {
        ByteBuffer room = ByteBuffer.allocateDirect(WRITE);
        while (channel.read(room.clear()) >= 0) {
            // what was read does not matter
        }
    }

    /** One write, to its last octet. */
    @Benchmark
    public void write() throws IOException {
        SocketChannel channel = Objects.requireNonNull(connected).channel();
        data.clear();
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    @TearDown
    public void close() throws Exception {
        Objects.requireNonNull(connected).close();
    }
}
