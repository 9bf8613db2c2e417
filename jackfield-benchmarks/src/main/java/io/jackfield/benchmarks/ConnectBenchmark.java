package io.jackfield.benchmarks;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;

/**
 * What a connection costs that one thread opens, accepts and closes at both ends, the client's with
 * a reset: on the kernel's loopback, on ours through the same channels, and on ours through the
 * system calls below them. The difference of the last two is what the channels cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dsun.net.inetaddr.ttl=0") // JMH looks names up first
public class ConnectBenchmark {
    private static final int PORT = 7007;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final World world = World.realTime(1);
    private final Host host = world.host("host");
    private final Jvm jvm = Jvm.on(world, host);
    private final SelectorProvider machine = SelectorProvider.provider();
    private final ServerSocketChannel kernel;
    private final ServerSocketChannel ours;
    private final ByteBuffer linger = Values.linger(true, 0);
    private final SocketAddress name = SocketAddress.of(host.address(), PORT);
    private int listener;

    /** A listener of the kernel's and one of ours. */
    public ConnectBenchmark() {
        InetSocketAddress anyPort = new InetSocketAddress(LOOPBACK, 0);
        try {
            kernel = machine.openServerSocketChannel().bind(anyPort);
            ours = jvm.provider().openServerSocketChannel().bind(anyPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A listener without a channel. */
    @Setup
    public void open() {
        Syscalls os = jvm.process().calls();
        listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        ErrnoException.check("bind", os.bind(listener, name));
        ErrnoException.check("listen", os.listen(listener, 50));
    }

    @TearDown
    public void close() throws IOException {
        kernel.close();
        jvm.close();
        world.close();
    }

    private static void connect(SelectorProvider provider, ServerSocketChannel listener)
            throws IOException {
        SocketChannel client = provider.openSocketChannel();
        client.setOption(StandardSocketOptions.SO_LINGER, 0); // no TIME_WAIT piles up
        client.connect(listener.getLocalAddress());
        listener.accept().close();
        client.close();
    }

    /** SocketChannels of the kernel's. */
    @Benchmark
    public void kernelChannels() throws IOException {
        connect(machine, kernel);
    }

    /** SocketChannels of ours. */
    @Benchmark
    public void channels() throws IOException {
        connect(jvm.provider(), ours);
    }

    /** socket, setsockopt, connect, accept4 and two times close. */
    @Benchmark
    public int systemCalls() {
        Syscalls os = jvm.process().calls();
        int client = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        os.setsockopt(client, Option.SOL_SOCKET, Option.SO_LINGER, linger.rewind());
        ErrnoException.check("connect", os.connect(client, name));
        int accepted = os.accept4(listener, null, 0);
        os.close(accepted);
        return os.close(client);
    }
}
