package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.TcpState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9293 §3.10.7.4 with RFC 5961 in ESTABLISHED; LINUX.md 66. */
class SegmentArrivesInEstablishedTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ack of nothing new      | . 1:1(0) ack 1       |                  | ESTABLISHED
                    data in order           | P. 1:6(5) ack 1      | . 1:1(0) ack 6   | ESTABLISHED
                    data after a gap        | P. 6:11(5) ack 1     | . 1:1(0) ack 1   | ESTABLISHED
                    fin                     | F. 1:1(0) ack 1      |                  | CLOSE_WAIT
                    data with fin           | FP. 1:6(5) ack 1     |                  | CLOSE_WAIT
                    rst, exact              | R 1:1(0)             |                  | CLOSED
                    rst with ack, exact     | R. 1:1(0) ack 1      |                  | CLOSED
                    rst in the window       | R 2:2(0)             | . 1:1(0) ack 1   | ESTABLISHED
                    rst before the window   | R 0:0(0)             |                  | ESTABLISHED
                    rst behind the window   | R 900000:900000(0)   |                  | ESTABLISHED
                    syn, exact              | S 1:1(0)             | . 1:1(0) ack 1   | ESTABLISHED
                    syn, old                | S 0:0(0)             | . 1:1(0) ack 1   | ESTABLISHED
                    syn behind the window   | S 900000:900000(0)   | . 1:1(0) ack 1   | ESTABLISHED
                    syn ack again           | S. 0:0(0) ack 1      | . 1:1(0) ack 1   | ESTABLISHED
                    no ack                  | P 1:6(5)             |                  | ESTABLISHED
                    nothing                 | - 1:1(0)             |                  | ESTABLISHED
                    ack of what was not sent| . 1:1(0) ack 2       | . 1:1(0) ack 1   | ESTABLISHED
                    data with such an ack   | P. 1:6(5) ack 2      | . 1:1(0) ack 1   | ESTABLISHED
                    old data                | P. 0:1(1) ack 1      | . 1:1(0) ack 1   | ESTABLISHED
                    data behind the window  | P. 900000:900005(5) ack 1 | . 1:1(0) ack 1 | ESTABLISHED
                    ack behind the window   | . 900000:900000(0) ack 1 | . 1:1(0) ack 1 | ESTABLISHED
                    everything at once      | SFRPU. 1:6(5) ack 1  |                  | CLOSED
                    """)
    void segment(String name, String arrives, String answer, TcpState state) {
        Peer peer = Peer.in(TcpState.ESTABLISHED);
        peer.sends(arrives);
        if (answer != null) {
            peer.expects(answer);
        }
        peer.expectsNothing();
        assertThat(peer.connection().state()).isEqualTo(state);
    }
}
