package io.jackfield.benchmarks;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;

/**
 * Where a workload runs: on the kernel's loopback, or on hosts of ours in real time. The workload's
 * text is the same; only the threads differ, and the address.
 */
interface Place extends AutoCloseable {
    /** What the table calls it. */
    String name();

    /** Runs something at the serving end, on the calling thread's account. */
    void serving(Runnable body);

    /** Runs something at the using end. */
    void using(Runnable body);

    /** Where a server listens that has bound that port. */
    InetSocketAddress address(int port);

    @Override
    void close();

    /** Starts one thread at the serving end. */
    default Thread serve(ThreadFactory threads, Runnable body) {
        return start(threads, () -> serving(body));
    }

    /** Starts one thread at the using end. */
    default Thread use(ThreadFactory threads, Runnable body) {
        return start(threads, () -> using(body));
    }

    private static Thread start(ThreadFactory threads, Runnable body) {
        Thread thread = threads.newThread(body);
        thread.start();
        return thread;
    }

    /** The Linux loopback, or whatever the machine has. */
    static Place kernel() {
        return new Place() {
            @Override
            public String name() {
                return "kernel loopback";
            }

            @Override
            public void serving(Runnable body) {
                body.run();
            }

            @Override
            public void using(Runnable body) {
                body.run();
            }

            @Override
            public InetSocketAddress address(int port) {
                return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
            }

            @Override
            public void close() {}
        };
    }

    /** One host of ours and its loopback interface. */
    static Place loopback() {
        World world = World.realTime(1);
        Host host = world.host("host");
        Jvm jvm = Jvm.on(world, host);
        return new Ours("our loopback", world, jvm, jvm, "127.0.0.1");
    }

    /** Two hosts of ours and a plain cable between them. */
    static Place cable(int mtu, boolean checksums) {
        World world = World.realTime(1);
        Host server = world.host("server");
        Host client = world.host("client");
        PatchCable cable = world.cable(server, client).mtu(mtu);
        if (checksums) {
            cable.checksums(true);
        }
        return new Ours(
                "our cable, MTU " + mtu + (checksums ? ", checksums" : ""),
                world,
                Jvm.on(world, server),
                Jvm.on(world, client),
                server.address().toString());
    }

    /** Two virtual machines, or twice the same one. */
    record Ours(String name, World world, Jvm server, Jvm client, String host) implements Place {
        @Override
        public void serving(Runnable body) {
            server.run(body);
        }

        @Override
        public void using(Runnable body) {
            client.run(body);
        }

        @Override
        public InetSocketAddress address(int port) {
            return new InetSocketAddress(host, port);
        }

        @Override
        public void close() {
            client.close();
            server.close();
            world.close();
        }
    }
}
