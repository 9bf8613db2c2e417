package example.greeter;

import com.google.protobuf.ByteString;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.TestServiceGrpc;

/** Greets every five seconds. */
public final class GreeterClient {
    private GreeterClient() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(arguments[0]).usePlaintext().build();
        TestServiceGrpc.TestServiceBlockingStub greeter = TestServiceGrpc.newBlockingStub(channel);
        while (true) {
            try {
                System.out.println(greet(greeter) + " octets");
            } catch (StatusRuntimeException e) {
                System.out.println(e.getStatus());
            }
            Thread.sleep(5000);
        }
    }

    private static int greet(TestServiceGrpc.TestServiceBlockingStub greeter) {
        Payload hello = Payload.newBuilder().setBody(ByteString.copyFromUtf8("hello")).build();
        SimpleRequest request =
                SimpleRequest.newBuilder().setPayload(hello).setResponseSize(100).build();
        return greeter.unaryCall(request).getPayload().getBody().size();
    }
}
