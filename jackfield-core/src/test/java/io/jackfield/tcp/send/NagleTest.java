package io.jackfield.tcp.send;

import org.junit.jupiter.api.Test;

class NagleTest { // RFC 9293 §3.7.4, RFC 896, in Minshall's form
    @Test
    void holdsASecondSmallSegmentBackUntilTheFirstIsAcknowledged() {
        SenderBench bench = SenderBench.withSack().writes(10).writes(20).writes(30);
        bench.sends("0:10");
        bench.acks(10);
        bench.sends("10:60");
    }

    @Test
    void sendsFullSegmentsAtOnce() {
        SenderBench bench = SenderBench.withSack().writes(10).writes(2500);
        bench.sends("0:10", "10:2010");
    }

    @Test
    void letsTheSmallTailOfABulkWriteGo() { // Minshall: only small segments hold small ones back
        SenderBench bench = SenderBench.withSack().writes(2500);
        bench.sends("0:2500");
        bench.writes(2500);
        bench.sends("2500:4500");
    }

    @Test
    void isSwitchedOffByNoDelay() {
        SenderBench bench = SenderBench.withSack();
        bench.sender.noDelay(true);
        bench.writes(10).writes(20).sends("0:10", "10:30");
    }

    @Test
    void doesNotHoldTheLastOctetsBeforeTheFin() {
        SenderBench bench = SenderBench.withSack().writes(10).writes(20).closes();
        bench.sends("0:10", "10:30F");
    }

    @Test
    void aCorkHoldsEverythingThatIsNotFull() {
        SenderBench bench = SenderBench.withSack().rtt(30);
        bench.sender.cork(true);
        bench.writes(10).sendsNothing();
        bench.writes(1500).sends("0:1000");
        bench.acks(1000);
        bench.sendsNothing();
        bench.sender.cork(false);
        bench.pump().sends("1000:1510");
    }

    @Test
    void aForgottenCorkLetsGoAfterATimeout() { // as Linux: the probe timer sends it
        SenderBench bench = SenderBench.withSack().rtt(30);
        bench.sender.cork(true);
        bench.writes(10).after(229).sendsNothing();
        bench.after(1).sends("0:10 PROBE");
    }
}
