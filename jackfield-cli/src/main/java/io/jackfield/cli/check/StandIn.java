package io.jackfield.cli.check;

import io.jackfield.net.Peer;

/** Who answers on a port in place of a program that nobody gave. */
enum StandIn {
    /** Takes everything and says nothing. */
    SILENT,

    /** Answers each request over HTTP, one a connection. */
    HTTP,

    /** Its accept queue is full after one connection. */
    NEVER_ACCEPTS,

    /** Accepts, and then neither reads nor writes. */
    STALLS;

    private static final String END_OF_REQUEST = "\r\n\r\n";
    private static final String RESPONSE =
            """
            HTTP/1.1 200 OK\r
            Content-Length: 3\r
            Connection: close\r
            \r
            ok
            """;

    Peer on(int port) {
        Peer peer = Peer.on(port);
        return switch (this) {
            case SILENT -> peer.readsAll();
            case HTTP -> peer.readsUntil(END_OF_REQUEST).writes(RESPONSE);
            case NEVER_ACCEPTS -> peer.neverAccepts(0);
            case STALLS -> peer.stalls();
        };
    }

    /** The same in Java. */
    String code(int port) {
        String peer = "Peer.on(" + port + ")";
        return switch (this) {
            case SILENT -> peer + ".readsAll()";
            case HTTP ->
                    peer
                            + ".readsUntil("
                            + Script.literal(END_OF_REQUEST)
                            + ").writes("
                            + Script.literal(RESPONSE)
                            + ")";
            case NEVER_ACCEPTS -> peer + ".neverAccepts(0)";
            case STALLS -> peer + ".stalls()";
        };
    }
}
