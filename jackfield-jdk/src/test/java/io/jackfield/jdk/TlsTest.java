package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Random;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's TLS over our sockets. */
class TlsTest {
    private static final int PORT = 8443;
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext context;

    @RegisterExtension final TwoMachines machines = TwoMachines.onABadCable();

    @BeforeAll
    static void makeACertificate(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("keys");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command =
                keytool
                        + " -genkeypair -keystore "
                        + store
                        + " -storepass changeit -keyalg EC -dname CN=server -ext san=dns:server";
        Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static byte[] someOctets() {
        byte[] octets = new byte[50_000];
        new Random(5).nextBytes(octets);
        return octets;
    }

    private static byte[] echo(Socket socket, int count) throws Exception {
        try (socket) {
            byte[] octets = socket.getInputStream().readNBytes(count);
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
            return octets;
        }
    }

    private static byte[] ask(SSLSocket socket, byte[] octets) throws Exception {
        try (socket) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            socket.getOutputStream().write(octets);
            return socket.getInputStream().readNBytes(octets.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sslSocketsTalk(Threads threads) throws Exception {
        byte[] octets = someOctets();
        SSLServerSocket listener =
                (SSLServerSocket)
                        machines.server()
                                .call(
                                        () ->
                                                context.getServerSocketFactory()
                                                        .createServerSocket(PORT));
        try (listener) {
            Task<byte[]> server =
                    threads.start(machines.server(), () -> echo(listener.accept(), octets.length));
            Task<byte[]> client =
                    threads.start(
                            machines.client(),
                            () ->
                                    ask(
                                            (SSLSocket)
                                                    context.getSocketFactory()
                                                            .createSocket("server", PORT),
                                            octets));
            assertThat(client.get()).isEqualTo(octets);
            server.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sslSocketsAreLayeredOverTheAdaptorsOfChannels(Threads threads) throws Exception {
        byte[] octets = someOctets();
        ServerSocketChannel listener =
                machines.server()
                        .call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(PORT)));
        try (listener) {
            Task<byte[]> server =
                    threads.start(
                            machines.server(),
                            () -> {
                                SSLSocket layered = layer(listener.accept().socket(), "client");
                                layered.setUseClientMode(false);
                                return echo(layered, octets.length);
                            });
            Task<byte[]> client =
                    threads.start(
                            machines.client(),
                            () -> {
                                SocketChannel channel =
                                        SocketChannel.open(new InetSocketAddress("server", PORT));
                                return ask(layer(channel.socket(), "server"), octets);
                            });
            assertThat(client.get()).isEqualTo(octets);
            server.get();
        }
    }

    private static SSLSocket layer(Socket under, String peer) throws Exception {
        return (SSLSocket) context.getSocketFactory().createSocket(under, peer, PORT, true);
    }
}
