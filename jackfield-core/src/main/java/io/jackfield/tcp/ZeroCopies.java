package io.jackfield.tcp;

import io.jackfield.tcp.sequence.Seq;

import java.util.ArrayDeque;

/**
 * The sends with MSG_ZEROCOPY of one connection. Each has a number, and its user learns when the
 * octets are needed no more; ranges of numbers that follow each other are told in one.
 */
public final class ZeroCopies {
    /*
     * Here all octets are copied, as Linux does on its loopback interface, and says so. A user is
     * told when Linux would be: when they have gone over that interface, else with their ACK.
     */

    private final ArrayDeque<Send> underWay = new ArrayDeque<>();
    private final ArrayDeque<Range> over = new ArrayDeque<>();
    private int next;

    private record Send(int number, int end) {}

    /** Sends that are over, by their numbers: from {@code low} to {@code high}. */
    public record Range(int low, int high) {}

    /** A call has queued octets up to {@code end}. */
    void sent(int end) {
        underWay.add(new Send(next++, end));
    }

    /** Nothing before {@code edge} is needed any more; true if that ends a send. */
    boolean isAnyOver(int edge) {
        boolean isAny = false;
        Send first = underWay.peek();
        while (first != null && Seq.atMost(first.end, edge)) {
            isAny = true;
            end(underWay.remove().number);
            first = underWay.peek();
        }
        return isAny;
    }

    /** The connection is over, and with it all that waited. */
    void close() {
        underWay.forEach(send -> end(send.number));
        underWay.clear();
    }

    private void end(int number) {
        Range last = over.peekLast();
        if (last != null && last.high + 1 == number) {
            over.removeLast();
            over.add(new Range(last.low, number));
        } else {
            over.add(new Range(number, number));
        }
    }

    boolean hasNews() {
        return !over.isEmpty();
    }

    /** The oldest news; there must be some. */
    Range take() {
        return over.remove();
    }
}
