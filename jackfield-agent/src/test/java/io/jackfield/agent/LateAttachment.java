package io.jackfield.agent;

import com.sun.tools.attach.VirtualMachine;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.KernelSockets;
import io.jackfield.net.World;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;

/** A program that uses the JDK's sockets, attaches the agent to itself, and opens a world then. */
final class LateAttachment {
    private LateAttachment() {}

    public static void main(String[] arguments) throws Exception {
        InetAddress.getByName("localhost");
        new DatagramSocket().close();
        new ServerSocket(0).close();
        SelectorProvider.provider().openSocketChannel().close();
        AsynchronousChannelProvider.provider();
        Thread before = new Thread(() -> {}, "before");
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true));
        VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        for (int i = 0; i < 2; i++) { // the second time nothing is left to do
            self.loadAgent(System.getProperty("jackfield.agent.jar"));
        }
        self.detach();
        System.setErr(err);
        System.out.println(
                "said\t" + said.toString().lines().map(line -> line.split(":")[0]).toList());
        KernelSockets none = KernelSockets.now();
        try (World world = World.realTime(1)) {
            Host host = world.host("host");
            world.cable(host, world.host("other"));
            try (Jvm jvm = Jvm.on(world, host)) {
                jvm.run(LateAttachment::openAll);
                none.assertNoMore();
                System.out.println("interfaces\t" + jvm.call(LateAttachment::interfaces));
                System.out.println(
                        "name\t" + jvm.call(() -> InetAddress.getLocalHost().getHostName()));
            }
        }
        before.start();
        System.out.println("kernel\t" + new ServerSocket(0).isBound());
    }

    private static String interfaces() throws Exception {
        return NetworkInterface.networkInterfaces()
                .map(NetworkInterface::getName)
                .toList()
                .toString();
    }

    private static void openAll() {
        try (ServerSocket listener = new ServerSocket(8080);
                Socket direct = new Socket("host", 8080);
                Socket proxied = new Socket(Proxy.NO_PROXY);
                DatagramSocket datagrams = new DatagramSocket();
                MulticastSocket multicasts = new MulticastSocket();
                SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open();
                AsynchronousSocketChannel asynchronous = AsynchronousSocketChannel.open()) {
            channel.configureBlocking(false).register(selector, SelectionKey.OP_CONNECT);
            proxied.connect(listener.getLocalSocketAddress());
            System.out.println(
                    "open\t"
                            + direct.isConnected()
                            + proxied.isConnected()
                            + datagrams.isBound()
                            + multicasts.isBound()
                            + asynchronous.isOpen());
            KernelSockets.now();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
