package io.jackfield.unix;

import io.jackfield.posix.Credentials;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** What one send put into a receiver's queue: octets, and what came along with them. */
final class UnixMessage {
    /** Whose it is: named as sender, and its buffer is charged. */
    final UnixEndpoint sender;

    /** Memory charged. */
    final int trueSize;

    private final Payload payload;
    private final int end;
    private int begin;

    /** Who sent it; null if nobody asked for that when it was sent. */
    @Nullable Credentials credentials;

    @Nullable Rights rights;

    /** An empty message was looked at once. */
    boolean isPeeked;

    @Nullable UnixMessage previous;
    @Nullable UnixMessage next;

    UnixMessage(UnixEndpoint sender, Payload payload, int length, int trueSize) {
        this.sender = sender;
        this.payload = payload;
        this.end = length;
        this.trueSize = trueSize;
    }

    /** Octets that were not received yet. */
    int length() {
        return end - begin;
    }

    void fill(ByteBuffer from) {
        payload.fill(from, end);
    }

    void copy(int skip, ByteBuffer to, int octets) {
        payload.copy(begin + skip, to, octets);
    }

    void consume(int octets) {
        begin += octets;
    }

    Payload payload() {
        return payload;
    }
}
