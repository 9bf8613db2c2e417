package io.jackfield.tcp;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9293 §3.10.7.1 and §3.10.7.2; LINUX.md 67. */
class StraySegmentTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    syn             | S 0:0(0)          | R. 0:0(0) ack 1
                    syn with fin    | SF 0:0(0)         | R. 0:0(0) ack 2
                    syn with data   | S 0:5(5)          | R. 0:0(0) ack 6
                    ack             | . 7:7(0) ack 9    | R 9:9(0)
                    data            | P. 7:12(5) ack 9  | R 9:9(0)
                    fin             | F. 7:7(0) ack 9   | R 9:9(0)
                    no flag         | - 7:7(0)          | R. 0:0(0) ack 7
                    rst             | R 7:7(0)          |
                    rst with ack    | R. 7:7(0) ack 9   |
                    """)
    void toNobody(String name, String arrives, String answer) {
        expect(new Peer(new Bench()), arrives, answer);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ack             | . 7:7(0) ack 9    | R 9:9(0)
                    syn with ack    | S. 7:7(0) ack 9   | R 9:9(0)
                    data            | P. 7:12(5) ack 9  | R 9:9(0)
                    rst             | R 7:7(0)          |
                    syn with fin    | SF 0:0(0)         |
                    no flag         | - 7:7(0)          |
                    fin             | F 7:7(0)          |
                    syn with data   | S 0:5(5)          | S. 0:0(0) ack 1
                    """)
    void toAListener(String name, String arrives, String answer) {
        Bench bench = new Bench();
        bench.listen(Peer.HOST_PORT, 5);
        expect(new Peer(bench), arrives, answer);
    }

    private static void expect(Peer peer, String arrives, String answer) {
        peer.sends(arrives);
        if (answer != null) {
            peer.expects(answer);
        }
        peer.expectsNothing();
    }
}
