package io.jackfield.benchmarks;

import io.jackfield.buffer.Checksum;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** The Internet checksum of contiguous octets: time for one header, one packet, one slab. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
    @Param({"20", "1460", "65536"})
    public int octets;

    private final byte[] data = new byte[1 << 16];

    /** Sums and folds. */
    @Benchmark
    public int checksum() {
        return Checksum.fold(Checksum.accumulate(data, 0, octets, 0));
    }
}
