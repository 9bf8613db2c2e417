package io.jackfield.programs.published;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Gets all files at once from reactors, by HTTP/2 over TLS. */
final class HttpComponentsAsyncClient {
    private HttpComponentsAsyncClient() {}

    /** The address of the directory and the store of the certificate. */
    public static void main(String[] args) throws Exception {
        ServedFiles got = ServedFiles.none();
        HttpClientContext context = HttpClientContext.create();
        try (CloseableHttpAsyncClient client = client(args[1])) {
            client.start();
            List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
            for (String name : ServedFiles.names()) {
                SimpleHttpRequest request = SimpleRequestBuilder.get(args[0] + name).build();
                answers.add(client.execute(request, HttpClientContext.create(), null));
            }
            for (Future<SimpleHttpResponse> answer : answers) {
                byte[] body = answer.get().getBodyBytes();
                got.add(body == null ? new byte[0] : body);
            }
            String first = args[0] + ServedFiles.names().getFirst();
            client.execute(SimpleRequestBuilder.get(first).build(), context, null).get();
        }
        System.out.printf(
                "%s, %s, %s%n",
                context.getProtocolVersion(), context.getSSLSession().getProtocol(), got.summary());
    }

    private static CloseableHttpAsyncClient client(String keys) throws Exception {
        return HttpAsyncClients.custom()
                .setConnectionManager(
                        PoolingAsyncClientConnectionManagerBuilder.create()
                                .setTlsStrategy(new DefaultClientTlsStrategy(Keys.trusting(keys)))
                                .setDefaultTlsConfig(
                                        TlsConfig.custom()
                                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                                                .build())
                                .build())
                .build();
    }
}
