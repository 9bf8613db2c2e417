package io.jackfield.programs.published;

import io.jackfield.jdk.JvmProgram;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * gRPC's interoperability tests, client and server as they are published: all cases that need no
 * credentials of a cloud and that this server passes on the kernel too. It does not pass {@code
 * cacheable_unary}, which it does not implement, {@code client_compressed_unary} and {@code
 * client_compressed_streaming}, whose probes it accepts, and both {@code orca} cases.
 */
final class GrpcShow implements Show {
    private static final Path JAR = Published.jar("grpc", "grpc-interop-testing-");

    private static final List<String> CASES =
            List.of(
                    "empty_unary",
                    "large_unary",
                    "client_compressed_unary_noprobe",
                    "server_compressed_unary",
                    "client_streaming",
                    "client_compressed_streaming_noprobe",
                    "server_streaming",
                    "server_compressed_streaming",
                    "ping_pong",
                    "empty_stream",
                    "custom_metadata",
                    "status_code_and_message",
                    "special_status_message",
                    "unimplemented_method",
                    "unimplemented_service",
                    "cancel_after_begin",
                    "cancel_after_first_response",
                    "timeout_on_sleeping_server");

    /** They take half a minute on this cable. */
    private static final List<String> LONG_CASES =
            List.of("rpc_soak", "channel_soak", "very_large_request", "pick_first_unary");

    @Override
    public void play(Stage stage) throws Exception {
        stage.hosts("client", "server");
        List<Path> jars = List.of(Published.jars("grpc"));
        String service = "io.grpc.testing.integration.TestServiceServer";
        JvmProgram server =
                stage.start("server", Command.of(service, jars, "--port=8080", "--use_tls=false"));
        stage.awaitListening("client", server, 8080);
        String name = "gRPC " + Published.version(JAR) + " interoperability tests";
        List<String> cases = new ArrayList<>(CASES);
        if (stage.tier() == Tier.DETERMINISTIC) {
            name += ", the long ones too";
            cases.addAll(LONG_CASES);
        }
        stage.show(
                name,
                "client",
                Command.client(
                        InteropCases.class,
                        jars,
                        "--server_host=server",
                        "--server_port=8080",
                        "--use_tls=false",
                        "--soak_iterations=10",
                        String.join(",", cases)),
                cases.size() + " test cases passed",
                "");
    }
}
