package io.jackfield.unix;

import org.jspecify.annotations.Nullable;

/** Messages that wait to be received. */
final class MessageQueue {
    private @Nullable UnixMessage first;
    private @Nullable UnixMessage last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    @Nullable UnixMessage first() {
        return first;
    }

    void add(UnixMessage message) {
        message.previous = last;
        if (last == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        size++;
    }

    void remove(UnixMessage message) {
        if (message.previous == null) {
            first = message.next;
        } else {
            message.previous.next = message.next;
        }
        if (message.next == null) {
            last = message.previous;
        } else {
            message.next.previous = message.previous;
        }
        message.previous = null;
        message.next = null;
        size--;
    }

    /** Octets of all messages. */
    int octets() {
        int octets = 0;
        for (UnixMessage message = first; message != null; message = message.next) {
            octets += message.length();
        }
        return octets;
    }
}
