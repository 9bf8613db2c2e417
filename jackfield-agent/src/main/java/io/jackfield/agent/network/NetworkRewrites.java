package io.jackfield.agent.network;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.hooks.InterfaceHooks;
import io.jackfield.hooks.NetworkHooks;

import java.util.ArrayList;
import java.util.List;

/** The methods that the network switch changes. */
final class NetworkRewrites {
    private static final String ADDRESS = "java.net.InetAddress";
    private static final String INTERFACE = "java.net.NetworkInterface";
    private static final String NIC = "Ljava/net/NetworkInterface;";

    private final List<Rewrite> rewrites = new ArrayList<>();

    private NetworkRewrites() {}

    static List<Rewrite> all() {
        NetworkRewrites all = new NetworkRewrites();
        all.sockets();
        all.providers();
        all.names();
        all.interfaces();
        all.caches();
        all.contexts();
        all.libraries();
        return List.copyOf(all.rewrites);
    }

    private void sockets() {
        asked("java.net.SocketImpl", "createPlatformSocketImpl", "(Z)Ljava/net/SocketImpl;");
        rewrites.add(
                new Rewrite(
                        "java.net.ServerSocket",
                        "platformImplAccept",
                        "()Ljava/net/SocketImpl;",
                        new AcceptedLikeListener()));
        asked(
                "java.net.DatagramSocket",
                "createDelegate",
                "(Ljava/net/SocketAddress;Ljava/lang/Class;)Ljava/net/DatagramSocket;");
    }

    /** The methods that hand providers out: what they have found already no longer counts. */
    private void providers() {
        asked(
                "java.nio.channels.spi.SelectorProvider",
                "provider",
                "()Ljava/nio/channels/spi/SelectorProvider;",
                "selectorProvider");
        asked(
                "java.nio.channels.spi.AsynchronousChannelProvider",
                "provider",
                "()Ljava/nio/channels/spi/AsynchronousChannelProvider;",
                "asynchronousProvider");
    }

    private void names() {
        asked(ADDRESS, "getAllByName0", "(Ljava/lang/String;Z)[Ljava/net/InetAddress;");
        asked(ADDRESS, "resolver", "()Ljava/net/spi/InetAddressResolver;");
        asked(ADDRESS, "getLocalHost", "()Ljava/net/InetAddress;");
        asked(ADDRESS, "isReachable", "(" + NIC + "II)Z");
    }

    private void interfaces() {
        called("getAll", "getNetworkInterfaces", "()Ljava/util/Enumeration;");
        called("getAll", "networkInterfaces", "()Ljava/util/stream/Stream;");
        called("getByName0", "getByName", "(Ljava/lang/String;)" + NIC);
        called("getByIndex0", "getByIndex", "(I)" + NIC);
        called("getByInetAddress0", "getByInetAddress", "(Ljava/net/InetAddress;)" + NIC);
        called("boundInetAddress0", "isBoundInetAddress", "(Ljava/net/InetAddress;)Z");
        called("isUp0", "isUp", "()Z");
        called("isLoopback0", "isLoopback", "()Z");
        called("isLoopback0", "getHardwareAddress", "()[B");
        called("isP2P0", "isPointToPoint", "()Z");
        called("supportsMulticast0", "supportsMulticast", "()Z");
        called("getMacAddr0", "getHardwareAddress", "()[B");
        called("getMTU0", "getMTU", "()I");
    }

    /** What HttpURLConnection keeps in static fields. */
    private void caches() {
        String http = "sun.net.www.http.HttpClient";
        String https = "sun.net.www.protocol.https.HttpsClient";
        String found = "Ljava/net/Proxy;IZLsun/net/www/protocol/http/HttpURLConnection;)";
        String verified = "Ljavax/net/ssl/HostnameVerifier;Ljava/net/Proxy;ZI";
        rewrites.add(made(http, "(Ljava/net/URL;Ljava/net/Proxy;I)V"));
        rewrites.add(
                made(https, "(Ljavax/net/ssl/SSLSocketFactory;Ljava/net/URL;Ljava/net/Proxy;I)V"));
        rewrites.add(
                new Rewrite(
                        http,
                        "New",
                        "(Ljava/net/URL;" + found + "Lsun/net/www/http/HttpClient;",
                        Edits.exchangeField("kac", NetworkHooks.class, "own")));
        rewrites.add(
                new Rewrite(
                        https,
                        "New",
                        "(Ljavax/net/ssl/SSLSocketFactory;Ljava/net/URL;"
                                + verified
                                + "Lsun/net/www/protocol/http/HttpURLConnection;)"
                                + "Lsun/net/www/http/HttpClient;",
                        Edits.exchangeField("kac", NetworkHooks.class, "own")));
        for (String type : List.of(http, https)) {
            for (String method : List.of("putInKeepAliveCache", "closeIdleConnection")) {
                rewrites.add(
                        new Rewrite(
                                type,
                                method,
                                "()V",
                                Edits.exchangeFieldFor("kac", NetworkHooks.class, "own")));
            }
        }
        rewrites.add(
                new Rewrite(
                        "sun.net.www.protocol.http.AuthCacheImpl",
                        "getAuthCacheFor",
                        "(Ljava/net/Authenticator;)Lsun/net/www/protocol/http/AuthCacheImpl;",
                        Edits.exchangeField("caches", NetworkHooks.class, "own")));
    }

    /** What TLS uses where a program names nothing, and keeps sessions in. */
    private void contexts() {
        String https = "javax.net.ssl.HttpsURLConnection";
        asked("javax.net.ssl.SSLContext", "getDefault", "()Ljavax/net/ssl/SSLContext;");
        asked("javax.net.ssl.SSLContext", "setDefault", "(Ljavax/net/ssl/SSLContext;)V");
        asked(https, "getDefaultSSLSocketFactory", "()Ljavax/net/ssl/SSLSocketFactory;");
        asked(https, "setDefaultSSLSocketFactory", "(Ljavax/net/ssl/SSLSocketFactory;)V");
    }

    /** All that loads a native library goes through these. */
    private void libraries() {
        String by = "(Ljava/lang/Class;Ljava/lang/String;)V";
        asked("java.lang.Runtime", "load0", by);
        asked("java.lang.Runtime", "loadLibrary0", by);
    }

    private static Rewrite made(String type, String constructor) {
        return new Rewrite(
                type,
                "<init>",
                constructor,
                Edits.tellAtReturn(NetworkHooks.class, "made", Object.class));
    }

    private void asked(String type, String method, String descriptor) {
        asked(type, method, descriptor, method);
    }

    private void asked(String type, String method, String descriptor, String hook) {
        rewrites.add(
                new Rewrite(type, method, descriptor, Edits.answerFirst(NetworkHooks.class, hook)));
    }

    /** A native method, which cannot be changed, and who calls it. */
    private void called(String callee, String caller, String descriptor) {
        rewrites.add(
                new Rewrite(
                        INTERFACE,
                        caller,
                        descriptor,
                        Edits.callWhere(InterfaceHooks.class, "onHost", callee)));
    }
}
