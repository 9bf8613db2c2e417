package io.jackfield.benchmarks;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

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
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;

/**
 * What a datagram of 64 octets costs that one thread sends and then receives: on the kernel's
 * loopback, over a cable of ours through the same channels, and over that cable through the system
 * calls below them. Nobody sleeps and nobody is woken, so what {@link Datagrams} takes longer is
 * the way from thread to thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dsun.net.inetaddr.ttl=0") // JMH looks names up first
public class DatagramBenchmark {
    private static final int OCTETS = 64;
    private static final int PORT = 7007;

    private final ByteBuffer out = ByteBuffer.allocateDirect(OCTETS);
    private final ByteBuffer in = ByteBuffer.allocateDirect(OCTETS);
    private final SocketAddressBuffer sender = new SocketAddressBuffer();
    private final World world = World.realTime(1);
    private final Host host = world.host("receiver");
    private final Host peer = world.host("sender");
    private final Jvm receiving;
    private final Jvm sending;
    private final SelectorProvider machine = SelectorProvider.provider();
    private final DatagramChannel[] kernel;
    private final DatagramChannel[] ours;
    private int receivingFd;
    private int sendingFd;

    /** The kernel's two channels, and ours on two hosts with a cable between them. */
    public DatagramBenchmark() {
        world.cable(peer, host).mtu(1500);
        receiving = Jvm.on(world, host);
        sending = Jvm.on(world, peer);
        InetAddress there = InetAddress.ofLiteral(host.address().toString());
        try {
            kernel = pair(machine, machine, InetAddress.ofLiteral("127.0.0.1"));
            ours = pair(receiving.provider(), sending.provider(), there);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramChannel[] pair(
            SelectorProvider receiving, SelectorProvider sending, InetAddress at)
            throws IOException {
        DatagramChannel receiver = receiving.openDatagramChannel();
        DatagramChannel sender = sending.openDatagramChannel();
        receiver.bind(new InetSocketAddress(0));
        sender.connect(new InetSocketAddress(at, receiver.socket().getLocalPort()));
        return new DatagramChannel[] {receiver, sender};
    }

    /** The two sockets without channels. */
    @Setup
    public void open() {
        Syscalls receiver = receiving.process().calls();
        receivingFd = receiver.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        SocketAddress name = SocketAddress.of(host.address(), PORT);
        ErrnoException.check("bind", receiver.bind(receivingFd, name));
        Syscalls sender = sending.process().calls();
        sendingFd = sender.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        ErrnoException.check("connect", sender.connect(sendingFd, name));
    }

    @TearDown
    public void close() throws IOException {
        for (DatagramChannel channel : kernel) {
            channel.close();
        }
        sending.close();
        receiving.close();
        world.close();
    }

    private java.net.SocketAddress pass(DatagramChannel[] pair) throws IOException {
        pair[1].write(out.clear());
        return pair[0].receive(in.clear());
    }

    /** write and receive of DatagramChannels of the kernel's. */
    @Benchmark
    public java.net.SocketAddress kernelChannels() throws IOException {
        return pass(kernel);
    }

    /** write and receive of DatagramChannels of ours. */
    @Benchmark
    public java.net.SocketAddress channels() throws IOException {
        return pass(ours);
    }

    /** send and recvfrom. */
    @Benchmark
    public int systemCalls() {
        sending.process().calls().send(sendingFd, out.clear(), 0);
        return receiving.process().calls().recvfrom(receivingFd, in.clear(), 0, sender);
    }
}
