package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Threads;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sockets through proxies, which no factory reaches, are the host's. */
class ProxiedSocketsTest {
    private static final int PORT = 1080;
    private static final InetSocketAddress BEHIND =
            InetSocketAddress.createUnresolved("behind.example", 7);

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    /** A program that speaks with who connects to it. */
    private interface Dialogue {
        void speak(Socket with) throws Exception;
    }

    private Threads.Task<Boolean> listen(Dialogue dialogue) throws Exception {
        ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT));
        return Threads.PLATFORM.start(
                machines.server(),
                () -> {
                    try (listener;
                            Socket accepted = listener.accept()) {
                        dialogue.speak(accepted);
                    }
                    return true;
                });
    }

    private String connectThrough(Proxy.Type type) throws Exception {
        return Threads.VIRTUAL
                .start(
                        machines.client(),
                        () -> {
                            var at = new InetSocketAddress("server", PORT);
                            try (Socket socket = new Socket(new Proxy(type, at))) {
                                socket.connect(BEHIND);
                                socket.getOutputStream().write('?');
                                machines.nothingInTheKernel();
                                return new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.US_ASCII);
                            }
                        })
                .get();
    }

    @Test
    void aSocksProxyIsSpokenToOverTheCable() throws Exception { // RFC 1928
        var proxy = listen(ProxiedSocketsTest::socks);
        assertThat(connectThrough(Proxy.Type.SOCKS)).isEqualTo("behind.example");
        assertThat(proxy.get()).isTrue();
    }

    private static void socks(Socket with) throws Exception {
        DataInputStream in = new DataInputStream(with.getInputStream());
        in.readByte();
        in.readFully(new byte[in.readByte()]);
        with.getOutputStream().write(new byte[] {5, 0});
        in.readFully(new byte[4]);
        byte[] name = new byte[in.readByte()];
        in.readFully(name);
        in.readShort();
        with.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        in.readByte();
        with.getOutputStream().write(name);
    }

    @Test
    void aWebProxyIsSpokenToOverTheCable() throws Exception { // RFC 9110 §9.3.6
        var proxy = listen(ProxiedSocketsTest::web);
        assertThat(connectThrough(Proxy.Type.HTTP)).isEqualTo("CONNECT behind.example:7 HTTP/1.1");
        assertThat(proxy.get()).isTrue();
    }

    private static void web(Socket with) throws Exception {
        var in =
                new BufferedReader(
                        new InputStreamReader(with.getInputStream(), StandardCharsets.US_ASCII));
        String asked = in.readLine();
        for (String line = asked; !line.isEmpty(); line = in.readLine()) {
            assertThat(line).isNotNull();
        }
        with.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(in.read()).isEqualTo('?');
        with.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
    }
}
