package io.jackfield.benchmarks;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** A TCP segment to octets and back, checksums included, as a capture or a wire has it done. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    @Param({"0", "1448"})
    public int payload;

    private final SlabPool slabs = new SlabPool();
    private final PacketCodec codec = new PacketCodec(slabs);
    private final Segment segment =
            new Segment(IpAddress.of("10.0.0.1"), 40_000, IpAddress.of("10.0.0.2"), 8080);
    private final byte[] octets = new byte[2048];
    private int length;

    @Setup
    public void fill() {
        segment.timestamps(1, 1);
        if (payload > 0) {
            segment.append(slabs.allocate(payload), 0, payload);
        }
        length = PacketCodec.encode(segment, octets, 0);
    }

    /** Fields and slices to contiguous octets. */
    @Benchmark
    public int encode() {
        return PacketCodec.encode(segment, octets, 0);
    }

    /** Contiguous octets to a packet with a slab, which is given back. */
    @Benchmark
    public int decode() {
        Packet packet = codec.decode(octets, 0, length);
        int read = packet.payloadLength();
        packet.release();
        return read;
    }
}
