package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import org.junit.jupiter.api.TestReporter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

@Outage(
        page = "grpc-keepalive",
        hosts = {"app", "prices"})
class GrpcKeepaliveTest {
    // @start region="program"
    /** Sends each subscriber a first price and keeps the stream open. */
    static final class Prices {
        static final MethodDescriptor<byte[], byte[]> SUBSCRIBE =
                MethodDescriptor.<byte[], byte[]>newBuilder(new Octets(), new Octets())
                        .setType(MethodType.SERVER_STREAMING)
                        .setFullMethodName("Prices/Subscribe")
                        .build();

        private Prices() {}

        public static void main(String[] none) throws Exception {
            NettyServerBuilder.forPort(50051)
                    .permitKeepAliveTime(20, TimeUnit.SECONDS) // by default five minutes
                    .addService(
                            ServerServiceDefinition.builder("Prices")
                                    .addMethod(
                                            SUBSCRIBE,
                                            ServerCalls.asyncServerStreamingCall(
                                                    (request, prices) -> prices.onNext(request)))
                                    .build())
                    .build()
                    .start()
                    .awaitTermination();
        }
    }

    /** Reads prices until the stream fails; the arguments are the channel's keepalive. */
    static final class Subscriber {
        private Subscriber() {}

        public static void main(String[] seconds) {
            NettyChannelBuilder channel =
                    NettyChannelBuilder.forAddress("prices", 50051).usePlaintext();
            if (seconds.length > 0) {
                channel.keepAliveTime(Long.parseLong(seconds[0]), TimeUnit.SECONDS);
                channel.keepAliveTimeout(Long.parseLong(seconds[1]), TimeUnit.SECONDS);
            }
            try {
                ClientCalls.blockingServerStreamingCall(
                                channel.build(), Prices.SUBSCRIBE, CallOptions.DEFAULT, new byte[1])
                        .forEachRemaining(price -> System.out.println("a price"));
            } catch (StatusRuntimeException e) {
                System.exit(e.getStatus().getCode().value());
            }
        }
    }

    /** How long after the crash of its server a subscriber ends. */
    private static Duration silence(Net net, String... keepalive) {
        Host app = net.host("app");
        Host prices = net.host("prices");
        net.link(app, prices).netem("delay 20ms");
        prices.start(Prices.class);
        net.runFor("1s");
        HostedProgram subscriber = app.start(Subscriber.class, keepalive);
        net.runFor("1m");
        prices.crash(); // the power: no FIN, no RST
        long began = net.nowNanos();
        net.until(subscriber::isEnded, "1d");
        assertEquals(Status.Code.UNAVAILABLE.value(), subscriber.status());
        return Duration.ofNanos(net.nowNanos() - began);
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void theStreamIsQuietForTwoHours(Net net, TestReporter report) {
        Duration silence = silence(net);

        assertThat(silence).isGreaterThan(Duration.ofHours(2));
        report.publishEntry("UNAVAILABLE, %d s after the crash".formatted(silence.toSeconds()));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void keepaliveOfHttp2(Net net, TestReporter report) {
        Duration silence = silence(net, "30", "5");

        assertThat(silence).isLessThanOrEqualTo(Duration.ofSeconds(35));
        report.publishEntry("UNAVAILABLE, %d s after the crash".formatted(silence.toSeconds()));
    }

    // @end region="cure"

    private static final class Octets implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
