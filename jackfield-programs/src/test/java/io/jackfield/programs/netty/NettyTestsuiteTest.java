package io.jackfield.programs.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;
import io.jackfield.programs.netty.Outcome.Ending;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Netty's makers test their NIO transport with. Some classes always run on a host; {@code
 * -Djackfield.programs=whole} runs all of them on a host and on the kernel and writes
 * docs/reference/netty-testsuite.md.
 */
class NettyTestsuiteTest {
    private static final String SOCKETS = "io.netty.testsuite.transport.socket";
    private static final String LOOP = "io.netty.testsuite.transport.NioEventLoopTest";

    /** Those that are quick and need the most of a transport. */
    private static final List<String> USUAL =
            Stream.of(
                            "CompositeBufferGatheringWriteTest",
                            "DatagramConnectNotExistsTest",
                            "DatagramMulticastIPv6Test",
                            "DatagramMulticastTest",
                            "DatagramUnicastIPv6MappedTest",
                            "DatagramUnicastIPv6Test",
                            "DatagramUnicastInetTest",
                            "SocketAutoReadTest",
                            "SocketCloseForciblyTest",
                            "SocketConnectTest",
                            "SocketConnectionAttemptTest",
                            "SocketEchoTest",
                            "SocketFileRegionTest",
                            "SocketGatheringWriteTest",
                            "SocketMultipleConnectTest",
                            "SocketRstTest",
                            "SocketShutdownOutputByPeerTest",
                            "SocketShutdownOutputBySelfTest",
                            "SocketStartTlsTest")
                    .map(name -> SOCKETS + "." + name)
                    .toList();

    /** Why a test ends otherwise on a host than on the kernel. */
    private static final Map<String, String> EXPLAINED =
            Map.of(
                    "SocketConnectionAttemptTest.testConnectCancellation",
                    "The suite expects that nobody at 198.51.100.254 (RFC 5737) answers; the"
                        + " network of the real machine does answer there, the host's does not.");

    @Test
    void theUsualTestsPassOnAHost() throws Exception {
        List<Outcome> outcomes = SuiteJvm.JACKFIELD.run("usual", USUAL);
        assertThat(outcomes).filteredOn(each -> each.ending() == Ending.FAILED).isEmpty();
        assertThat(outcomes).filteredOn(each -> each.ending() == Ending.PASSED).hasSize(80);
    }

    @Test
    @EnabledIfSystemProperty(named = "jackfield.programs", matches = "whole")
    void theWholeSuiteEndsOnAHostAsOnTheKernel() throws Exception {
        List<String> all = List.of(SOCKETS, LOOP);
        SuiteComparison comparison =
                new SuiteComparison(
                        SuiteJvm.KERNEL.run("whole", all),
                        SuiteJvm.JACKFIELD.run("whole", all),
                        EXPLAINED);
        Files.writeString(
                Repository.root().resolve("docs/reference/netty-testsuite.md"),
                comparison.document());
        assertThat(comparison.unexplained()).isEmpty();
    }
}
