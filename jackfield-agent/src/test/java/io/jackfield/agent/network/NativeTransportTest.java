package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;
import io.jackfield.jdk.programs.Printed;
import io.netty.channel.epoll.Epoll;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's native transport, from the jar that its makers publish. */
@Timeout(60)
class NativeTransportTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void isRefusedOnAHostWithWhatToSetInstead() throws Exception {
        Printed printed = new Printed();
        assertThat(machines.client().start(printed.of(Launch.of(Natives.class))).await()).isZero();
        assertThat(printed.out().lines())
                .containsExactly(
                        "available false",
                        "it opens sockets of the real machine, and this thread belongs to host"
                            + " client: set -Dio.netty.transport.noNative=true, or use NioIoHandler"
                            + " (NioEventLoopGroup), whose channels are the host's",
                        "refused UnsatisfiedLinkError",
                        "nio true");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void isTheRealMachinesOnAThreadOfNoHost() {
        assertThat(Epoll.isAvailable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/tmp/libnetty_transport_native_epoll_x86_6412.so, -Dio.netty.transport.noNative",
        "netty_transport_native_io_uring42_x86_64, -Dio.netty.transport.noNative",
        "libnetty_transport_native_kqueue_aarch_64.jnilib, -Dio.netty.transport.noNative",
        "/tmp/libio_grpc_netty_shaded_netty_transport_native_epoll_x86_64.so,"
                + " -Dio.grpc.netty.shaded.io.netty.transport.noNative",
        "junixsocket-native-2.10.1, StandardProtocolFamily.UNIX",
        "jzmq, org.zeromq:jeromq"
    })
    void eachIsKnownByItsName(String library, String advice) {
        assertThat(NativeTransports.advice(library)).contains(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "netty_tcnative_linux_x86_64",
                "/tmp/libnetty_tcnative.so",
                "rocksdbjni",
                "net"
            })
    void librariesThatOpenNoSocketsAreNot(String library) {
        assertThat(NativeTransports.advice(library)).isNull();
    }
}
