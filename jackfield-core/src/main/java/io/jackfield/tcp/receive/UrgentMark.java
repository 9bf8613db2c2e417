package io.jackfield.tcp.receive;

import io.jackfield.tcp.sequence.Seq;

/**
 * Where the urgent octet of a stream lies and what became of it, as Linux keeps them: one octet
 * that stands out of the stream (RFC 6093 §3), and the mark in front of it. A newer one takes the
 * place of an older one, which is then an octet like the others.
 */
public final class UrgentMark {
    private enum State {
        NONE,
        AWAITED,
        HERE,
        TAKEN
    }

    private State state = State.NONE;
    private int seq;
    private byte octet;

    /** There is a mark. */
    public boolean isSet() {
        return state != State.NONE;
    }

    /** The pointer has come, the octet not yet. */
    public boolean isAwaited() {
        return state == State.AWAITED;
    }

    /** The octet can be received. */
    public boolean isHere() {
        return state == State.HERE;
    }

    /** The octet was received, and the user has not read on since. */
    public boolean isTaken() {
        return state == State.TAKEN;
    }

    /** The number of the urgent octet. */
    public int seq() {
        return seq;
    }

    public byte octet() {
        return octet;
    }

    /** A pointer names an octet that has not been here; false if the mark stays where it is. */
    public boolean move(int to) {
        if (isSet() && !Seq.after(to, seq)) {
            return false;
        }
        state = State.AWAITED;
        seq = to;
        return true;
    }

    public void arrived(byte value) {
        octet = value;
        state = State.HERE;
    }

    public void taken() {
        state = State.TAKEN;
    }

    public void clear() {
        state = State.NONE;
    }
}
