package io.jackfield.tcp;

import org.junit.jupiter.api.Test;

/** What is reported of data that came out of order (RFC 2018 §4, RFC 2883 §4). */
class SackTest {
    private final Peer peer = Peer.connectedTo(new Bench(), new TcpOptions(), "mss 1460 sackOK");

    @Test
    void theMostRecentBlockComesFirst() {
        peer.sends(". 11:21(10) ack 1").expects(". 1:1(0) ack 1 sack 11:21");
        peer.sends(". 31:41(10) ack 1").expects(". 1:1(0) ack 1 sack 31:41 11:21");
        peer.sends(". 51:61(10) ack 1").expects(". 1:1(0) ack 1 sack 51:61 31:41 11:21");
        peer.sends(". 41:45(4) ack 1").expects(". 1:1(0) ack 1 sack 31:45 51:61 11:21");
    }

    @Test
    void fourBlocksFitWithoutTimestamps() {
        for (int i = 0; i < 5; i++) {
            int seq = 11 + 20 * i;
            peer.sends(". " + seq + ":" + (seq + 10) + "(10) ack 1");
        }
        peer.sends(". 1:5(4) ack 1");
        org.assertj.core.api.Assertions.assertThat(peer.takes())
                .last()
                .asString()
                .contains("ack 5")
                .endsWith("sack 91:101 71:81 51:61 31:41");
    }

    @Test
    void threeBlocksFitWithTimestamps() {
        Peer stamped = Peer.connectedTo(new Bench(), new TcpOptions(), "mss 1460 sackOK ts 1 0");
        for (int i = 0; i < 4; i++) {
            int seq = 11 + 20 * i;
            stamped.sends(". " + seq + ":" + (seq + 10) + "(10) ack 1");
        }
        org.assertj.core.api.Assertions.assertThat(stamped.takes())
                .last()
                .asString()
                .endsWith("sack 71:81 51:61 31:41");
    }

    @Test
    void whatCameTwiceIsReportedFirst() {
        peer.sends(". 1:11(10) ack 1").expects(". 1:1(0) ack 11 nosack");
        peer.sends(". 1:11(10) ack 1").expects(". 1:1(0) ack 11 sack 1:11");
        peer.sends(". 21:31(10) ack 1").expects(". 1:1(0) ack 11 sack 21:31");
        peer.sends(". 21:31(10) ack 1").expects(". 1:1(0) ack 11 sack 21:31 21:31");
    }

    @Test
    void aFilledGapIsAcknowledgedAtOnce() {
        peer.sends(". 11:21(10) ack 1").expects(". 1:1(0) ack 1 sack 11:21");
        peer.sends(". 1:11(10) ack 1").expects(". 1:1(0) ack 21 nosack");
    }

    @Test
    void nothingIsReportedToAPeerThatDidNotAsk() {
        Peer plain = Peer.connectedTo(new Bench());
        plain.sends(". 11:21(10) ack 1").expects(". 1:1(0) ack 1 nosack");
    }
}
