package io.jackfield.observe;

/** The states of a connection (RFC 9293 §3.3.2), with Linux's numbers and {@code ss}'s words. */
public enum TcpState {
    CLOSED(7, "UNCONN"),
    LISTEN(10, "LISTEN"),
    SYN_SENT(2, "SYN-SENT"),
    SYN_RECEIVED(3, "SYN-RECV"),
    ESTABLISHED(1, "ESTAB"),
    FIN_WAIT_1(4, "FIN-WAIT-1"),
    FIN_WAIT_2(5, "FIN-WAIT-2"),
    CLOSE_WAIT(8, "CLOSE-WAIT"),
    CLOSING(11, "CLOSING"),
    LAST_ACK(9, "LAST-ACK"),
    TIME_WAIT(6, "TIME-WAIT");

    private final int number;
    private final String word;

    TcpState(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** tcpi_state. */
    public int number() {
        return number;
    }

    /** What {@code ss} prints. */
    public String word() {
        return word;
    }
}
