package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Threads;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executors;

/** What a listener accepts is of the listener's machine, whatever thread asks. */
class AcceptingTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void aThreadOfNoHostAcceptsOnAHost() throws Exception {
        try (ServerSocket listener = machines.server().call(() -> new ServerSocket(8080))) {
            var client =
                    Threads.PLATFORM.start(
                            machines.client(),
                            () -> {
                                try (Socket socket = new Socket("server", 8080)) {
                                    return socket.getInputStream().read();
                                }
                            });
            try (Socket accepted = listener.accept()) {
                accepted.getOutputStream().write('a');
                assertThat(client.get()).isEqualTo('a');
            }
        }
    }

    @Test
    void aThreadOfAHostAcceptsOnTheRealMachine() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var client =
                    pool.submit(
                            () -> {
                                try (Socket socket =
                                        new Socket(
                                                listener.getInetAddress(),
                                                listener.getLocalPort())) {
                                    return socket.getInputStream().read();
                                }
                            });
            var accepting = Threads.VIRTUAL.start(machines.server(), listener::accept);
            try (Socket accepted = accepting.get()) {
                accepted.getOutputStream().write('k');
                assertThat(client.get()).isEqualTo('k');
            }
        }
    }
}
