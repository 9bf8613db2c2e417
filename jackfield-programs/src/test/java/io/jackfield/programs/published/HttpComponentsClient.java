package io.jackfield.programs.published;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.entity.EntityUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gets all files by four threads and a pool of connections with TLS. */
final class HttpComponentsClient {
    private static final int THREADS = 4;

    private HttpComponentsClient() {}

    /** The address of the directory and the store of the certificate. */
    public static void main(String[] args) throws Exception {
        ServedFiles got = ServedFiles.none();
        HttpClientContext last = HttpClientContext.create();
        try (CloseableHttpClient client =
                        HttpClients.custom()
                                .setConnectionManager(
                                        PoolingHttpClientConnectionManagerBuilder.create()
                                                .setMaxConnPerRoute(THREADS)
                                                .setTlsSocketStrategy(
                                                        new DefaultClientTlsStrategy(
                                                                Keys.trusting(args[1])))
                                                .build())
                                .build();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (String name : ServedFiles.names()) {
                tasks.add(() -> get(client, args[0] + name, HttpClientContext.create()));
            }
            for (Future<byte[]> content : threads.invokeAll(tasks)) {
                got.add(content.get());
            }
            get(client, args[0] + ServedFiles.names().getFirst(), last);
        }
        System.out.printf(
                "%s, %s, %s%n",
                last.getProtocolVersion(), last.getSSLSession().getProtocol(), got.summary());
    }

    private static byte[] get(CloseableHttpClient client, String address, HttpClientContext context)
            throws Exception {
        return client.execute(
                new HttpGet(address),
                context,
                answer -> EntityUtils.toByteArray(answer.getEntity()));
    }
}
