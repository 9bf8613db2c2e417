package io.jackfield.benchmarks;

import io.jackfield.address.IpAddress;
import io.jackfield.port.Flow;
import io.jackfield.port.FlowTable;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** Which connection a segment belongs to, on a host with so many connections to one port. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DemuxBenchmark {
    private static final int PORT = 8080;
    private static final int LOW = 1024;
    private static final int PORTS = 50_000;

    @Param({"1", "1000", "100000"})
    public int connections;

    private final IpAddress local = IpAddress.of("10.0.0.1");
    private final FlowTable flows = new FlowTable(1);
    private IpAddress[] remotes = {};
    private int next;

    /** A connection as far as its table knows it. */
    private static final class Connection extends Flow {
        Connection(IpAddress local, IpAddress remote, int remotePort) {
            name(local, PORT, remote, remotePort);
        }
    }

    @Setup
    public void connect() {
        remotes = new IpAddress[(connections + PORTS - 1) / PORTS];
        for (int i = 0; i < remotes.length; i++) {
            remotes[i] = IpAddress.of("10.1.0." + (i + 1));
        }
        for (int i = 0; i < connections; i++) {
            flows.insert(new Connection(local, remotes[i / PORTS], LOW + i % PORTS));
        }
    }

    /** One lookup that finds, each time of another connection. */
    @Benchmark
    public @Nullable Flow find() {
        next = next + 1 == connections ? 0 : next + 1;
        return flows.find(local, PORT, remotes[next / PORTS], LOW + next % PORTS);
    }
}
