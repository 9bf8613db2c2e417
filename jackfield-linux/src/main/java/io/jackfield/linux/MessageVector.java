package io.jackfield.linux;

import io.jackfield.posix.Message;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Messages as an array of struct mmsghdr, each of which begins with a struct msghdr. */
final class MessageVector {
    private static final int NAMELEN = 8;
    private static final int IOV = 16;
    private static final int IOVLEN = 24;
    private static final int CONTROL = 32;
    private static final int CONTROLLEN = 40;
    private static final int FLAGS = 48;
    private static final int LENGTH = 56;
    private static final int MMSGHDR = 64;

    private final Message[] messages;
    private final MemorySegment heads;
    private final MemorySegment[][] rooms;
    private final MemorySegment[] names;

    private MessageVector(Arena arena, Message[] messages) {
        this.messages = messages;
        int count = messages.length;
        heads = arena.allocate(Math.max(1, count) * (long) MMSGHDR, Long.BYTES);
        rooms = new MemorySegment[count][];
        names = new MemorySegment[count];
        for (int i = 0; i < count; i++) {
            Message message = messages[i];
            MemorySegment head = head(i);
            rooms[i] = new MemorySegment[message.buffers.length];
            names[i] = arena.allocate(SocketAddress.SOCKADDR_STORAGE, Long.BYTES);
            MemorySegment vectors = LinuxFiles.vectors(arena, message.buffers, rooms[i]);
            head.set(ValueLayout.ADDRESS, IOV, vectors);
            head.set(ValueLayout.JAVA_LONG, IOVLEN, message.buffers.length);
            if (message.control != null) {
                MemorySegment control = LinuxFiles.copyOf(arena, message.control);
                head.set(ValueLayout.ADDRESS, CONTROL, control);
                head.set(ValueLayout.JAVA_LONG, CONTROLLEN, message.control.remaining());
            }
        }
    }

    private MemorySegment head(int i) {
        return heads.asSlice(i * (long) MMSGHDR, MMSGHDR);
    }

    /** To be sent. */
    static MessageVector sending(Arena arena, Message... messages) {
        MessageVector vector = new MessageVector(arena, messages);
        for (int i = 0; i < messages.length; i++) {
            SocketAddress to = messages[i].to;
            if (to != null) {
                MemorySegment octets = MemorySegment.ofArray(to.octets());
                vector.names[i].asSlice(0, to.length()).copyFrom(octets);
                vector.name(i, to.length());
            }
        }
        return vector;
    }

    /** To be filled in. */
    static MessageVector receiving(Arena arena, Message... messages) {
        MessageVector vector = new MessageVector(arena, messages);
        for (int i = 0; i < messages.length; i++) {
            SocketAddressBuffer from = messages[i].from;
            if (from != null) {
                vector.name(i, from.room());
            }
        }
        return vector;
    }

    private void name(int i, int length) {
        head(i).set(ValueLayout.ADDRESS, 0, names[i]);
        head(i).set(ValueLayout.JAVA_INT, NAMELEN, length);
    }

    long address() {
        return heads.address();
    }

    /** The messages that a call of many has sent. */
    void sent(int count) {
        for (int i = 0; i < count; i++) {
            messages[i].length = head(i).get(ValueLayout.JAVA_INT, LENGTH);
            LinuxFiles.spreadSent(messages[i].buffers, messages[i].length);
        }
    }

    /** The messages that a call of many has received. */
    void received(int count) {
        for (int i = 0; i < count; i++) {
            messages[i].length = head(i).get(ValueLayout.JAVA_INT, LENGTH);
            received(i, messages[i].length);
        }
    }

    /** One message that has so many octets. */
    void received(int i, int octets) {
        Message message = messages[i];
        MemorySegment head = head(i);
        LinuxFiles.spreadRead(message.buffers, rooms[i], octets);
        message.flags = head.get(ValueLayout.JAVA_INT, FLAGS);
        if (message.from != null) {
            int length = head.get(ValueLayout.JAVA_INT, NAMELEN);
            LinuxCalls.Name.fill(message.from, names[i], length);
        }
        if (message.control != null) {
            long length = head.get(ValueLayout.JAVA_LONG, CONTROLLEN);
            MemorySegment control = head.get(ValueLayout.ADDRESS, CONTROL);
            LinuxFiles.fill(message.control, control.reinterpret(length), (int) length);
        }
    }
}
