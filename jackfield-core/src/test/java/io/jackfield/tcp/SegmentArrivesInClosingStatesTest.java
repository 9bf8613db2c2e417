package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.TcpState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RFC 9293 §3.10.7.4 in the states after a FIN: state, what arrives, what is answered, the state
 * after it.
 */
class SegmentArrivesInClosingStatesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FIN_WAIT_1 | ack of the fin      | . 1:1(0) ack 2   |                | FIN_WAIT_2
                    FIN_WAIT_1 | fin alone           | F. 1:1(0) ack 1  | . 2:2(0) ack 2 | CLOSING
                    FIN_WAIT_1 | fin and ack         | F. 1:1(0) ack 2  | . 2:2(0) ack 2 | CLOSED
                    FIN_WAIT_1 | data                | P. 1:6(5) ack 1  | . 2:2(0) ack 6 | FIN_WAIT_1
                    FIN_WAIT_1 | data and ack        | P. 1:6(5) ack 2  | . 2:2(0) ack 6 | FIN_WAIT_2
                    FIN_WAIT_1 | data, fin and ack   | FP. 1:6(5) ack 2 | . 2:2(0) ack 7 | CLOSED
                    FIN_WAIT_1 | rst                 | R 1:1(0)         |                | CLOSED
                    FIN_WAIT_1 | rst in the window   | R 2:2(0)         | . 2:2(0) ack 1 | FIN_WAIT_1
                    FIN_WAIT_1 | syn                 | S 1:1(0)         | . 2:2(0) ack 1 | FIN_WAIT_1
                    FIN_WAIT_2 | fin                 | F. 1:1(0) ack 2  | . 2:2(0) ack 2 | CLOSED
                    FIN_WAIT_2 | data                | P. 1:6(5) ack 2  | . 2:2(0) ack 6 | FIN_WAIT_2
                    FIN_WAIT_2 | data with fin       | FP. 1:6(5) ack 2 | . 2:2(0) ack 7 | CLOSED
                    FIN_WAIT_2 | fin after a gap     | F. 6:6(0) ack 2  | . 2:2(0) ack 1 | FIN_WAIT_2
                    FIN_WAIT_2 | rst                 | R 1:1(0)         |                | CLOSED
                    FIN_WAIT_2 | syn                 | S 1:1(0)         | . 2:2(0) ack 1 | FIN_WAIT_2
                    CLOSE_WAIT | ack                 | . 2:2(0) ack 1   |                | CLOSE_WAIT
                    CLOSE_WAIT | fin again           | F. 1:1(0) ack 1  | . 1:1(0) ack 2 | CLOSE_WAIT
                    CLOSE_WAIT | data behind the fin | P. 2:7(5) ack 1  |                | CLOSE_WAIT
                    CLOSE_WAIT | rst                 | R 2:2(0)         |                | CLOSED
                    CLOSE_WAIT | rst at the fin      | R 1:1(0)         |                | CLOSED
                    CLOSE_WAIT | rst in the window   | R 3:3(0)         | . 1:1(0) ack 2 | CLOSE_WAIT
                    CLOSE_WAIT | syn                 | S 2:2(0)         | . 1:1(0) ack 2 | CLOSE_WAIT
                    CLOSING    | ack of the fin      | . 2:2(0) ack 2   |                | CLOSED
                    CLOSING    | ack of less         | . 2:2(0) ack 1   |                | CLOSING
                    CLOSING    | fin again           | F. 1:1(0) ack 1  | . 2:2(0) ack 2 | CLOSING
                    CLOSING    | data behind the fin | P. 2:7(5) ack 1  |                | CLOSING
                    CLOSING    | rst                 | R 2:2(0)         |                | CLOSED
                    CLOSING    | syn                 | S 2:2(0)         | . 2:2(0) ack 2 | CLOSING
                    LAST_ACK   | ack of the fin      | . 2:2(0) ack 2   |                | CLOSED
                    LAST_ACK   | ack of less         | . 2:2(0) ack 1   |                | LAST_ACK
                    LAST_ACK   | fin again           | F. 1:1(0) ack 1  | . 2:2(0) ack 2 | LAST_ACK
                    LAST_ACK   | rst                 | R 2:2(0)         |                | CLOSED
                    LAST_ACK   | syn                 | S 2:2(0)         | . 2:2(0) ack 2 | LAST_ACK
                    """)
    void segment(TcpState state, String name, String arrives, String answer, TcpState after) {
        Peer peer = Peer.in(state);
        peer.sends(arrives);
        if (answer != null) {
            peer.expects(answer);
        }
        peer.expectsNothing();
        assertThat(peer.connection().state()).isEqualTo(after);
    }
}
